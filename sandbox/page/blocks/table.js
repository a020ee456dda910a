import { h } from "../dom.js";
import { richParts } from "./rich_text.js";
import { unknown } from "./unknown.js";

/** A table; its first row is the head. It scrolls sideways by itself where a phone is too narrow. */
export function table(block, ctx) {
  const [head, ...body] = block.rows;
  const cell = (tag, more) => (spec, column) => {
    const { align = "left", is_wrapped: wrapped = false } = block.column_settings?.[column] ?? {};
    return h(tag, { class: `cell-${align}${wrapped ? "" : " cell-nowrap"}`, ...more }, cellNodes(spec, ctx));
  };
  const grid = h(
    "table",
    {},
    h("thead", {}, h("tr", {}, head.map(cell("th", { scope: "col" })))),
    h(
      "tbody",
      {},
      body.map((row) => h("tr", {}, row.map(cell("td", {})))),
    ),
  );
  const name = `Table: ${head.map(wordsOf).join(", ")}`;
  return h("div", { class: "table", role: "region", tabindex: "0", "aria-label": name }, grid);
}

const wordsOf = (spec) => spec.text ?? "";

function cellNodes(spec, ctx) {
  if (spec.type === "raw_text" || spec.type === "raw_number") return [spec.text ?? String(spec.value)];
  if (spec.type === "rich_text") return richParts(spec.elements, ctx);
  return [unknown("table cell", spec)];
}
