import { h } from "../dom.js";
import { element } from "../elements/index.js";
import { pictureNode } from "../pictures.js";
import { textNodes } from "../text.js";

export function section(block, ctx) {
  const words = block.text && h("div", { class: "section-text" }, textNodes(block.text, ctx));
  const fields =
    block.fields &&
    h(
      "div",
      { class: "section-fields" },
      block.fields.map((field) => h("div", { class: "section-field" }, textNodes(field, ctx))),
    );
  const accessory = block.accessory && h("div", { class: "section-accessory" }, accessoryNode(block.accessory, ctx));
  return h("div", { class: "section" }, h("div", { class: "section-main" }, words, fields), accessory);
}

const accessoryNode = (spec, ctx) =>
  spec.type === "image" ? pictureNode(spec, "picture-accessory", ctx.store) : element(spec, ctx);
