import { h } from "../dom.js";
import { element } from "../elements/index.js";

export const actions = (block, ctx) =>
  h(
    "div",
    { class: "actions" },
    block.elements.map((spec) => element(spec, ctx)),
  );
