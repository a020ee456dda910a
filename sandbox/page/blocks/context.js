import { h } from "../dom.js";
import { pictureNode } from "../pictures.js";
import { textNodes } from "../text.js";
import { unknown } from "./unknown.js";

const TEXTS = new Set(["mrkdwn", "plain_text"]);

export function context(block, ctx) {
  const part = (spec) => {
    if (spec.type === "image") return pictureNode(spec, "picture-context", ctx.store);
    if (TEXTS.has(spec.type)) return h("div", { class: "context-text" }, textNodes(spec, ctx));
    return unknown("context element", spec);
  };
  return h("div", { class: "context" }, block.elements.map(part));
}
