import { h } from "../dom.js";
import { largePictureNode } from "../pictures.js";
import { plainWords, textNodes } from "../text.js";

export function image(block, ctx) {
  const title = block.title && h("figcaption", {}, textNodes(block.title, ctx));
  const name = block.title ? plainWords(block.title) : "Picture";
  return h("figure", { class: "picture" }, title, largePictureNode(block, name, ctx.store));
}
