import { h } from "../dom.js";
import { plainWords } from "../text.js";

// The page's own headings are h1 and h2 (a modal's title too), so a block's header is an h3.
export const header = (block) => h("h3", { class: "block-header" }, plainWords(block.text));
