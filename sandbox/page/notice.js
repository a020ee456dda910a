// Short remarks of the page itself: something did not arrive, somebody did not answer.

import { h, icon, ICONS } from "./dom.js";

/** Puts a remark into `place` (a live region), in the place of the last one. `words: null` takes it away. */
export function notice(place, words, level = "warning") {
  if (words === null) {
    place.replaceChildren();
    return;
  }
  const dismiss = h(
    "button",
    {
      type: "button",
      class: "button-bare",
      "aria-label": "Dismiss this notice",
      on: { click: () => place.replaceChildren() },
    },
    icon(ICONS.close),
  );
  const sign = icon(level === "warning" ? ICONS.warning : ICONS.info);
  place.replaceChildren(h("div", { class: `notice notice-${level}` }, sign, h("p", {}, words), dismiss));
}
