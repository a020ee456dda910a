// The "more" menu: a button and a menu of up to five choices.

import { h, icon, ICONS } from "../dom.js";
import { menuOf } from "../menu.js";
import { plainWords } from "../text.js";
import { nameControl, perform } from "./common.js";

export function overflow(spec, ctx) {
  const opener = h("button", { type: "button", class: "button button-icon" }, icon(ICONS.more));
  nameControl(opener, spec, ctx, "More actions");

  function choose(option) {
    if (option.url) window.open(option.url, "_blank", "noopener,noreferrer");
    perform(spec, { selected_option: option }, opener, ctx);
  }

  const menu = menuOf(opener, opener.getAttribute("aria-label"), () =>
    spec.options.map((option) => ({
      words: plainWords(option.text),
      about: option.description && plainWords(option.description),
      choose: () => choose(option),
    })),
  );
  return h("span", { class: "overflow" }, opener, menu);
}
