import { h, icon, ICONS } from "../dom.js";
import { textNodes } from "../text.js";

const WORDS = { default: "Note", info: "Note", warning: "Warning", error: "Error", success: "Done" };

/** A framed remark of a modal. Its level is a word for those who listen, a colour and a sign for those who see. */
export function alert(block, ctx) {
  const level = Object.hasOwn(WORDS, block.level) ? block.level : "default";
  const sign = level === "warning" || level === "error" ? ICONS.warning : ICONS.info;
  return h(
    "div",
    { class: `alert alert-${level}`, role: "note" },
    icon(sign),
    h("div", {}, h("span", { class: "aside-words" }, `${WORDS[level]}: `), textNodes(block.text, ctx)),
  );
}
