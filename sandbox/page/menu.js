// A menu beside its button: opened by a press, steered by arrow keys, put away by Escape or by leaving it.

import { h, uid } from "./dom.js";
import { placeBeside } from "./popup.js";

/** The menu of `opener`. `choices()` gives `[{words, about?, sign?, choose()}]` each time it is opened. */
export function menuOf(opener, label, choices) {
  const menu = h("div", { id: uid("menu"), class: "popup menu", role: "menu", "aria-label": label, popover: "manual" });
  opener.setAttribute("aria-haspopup", "menu");
  opener.setAttribute("aria-expanded", "false");
  opener.setAttribute("aria-controls", menu.id);
  let items = [];
  let stopPlacing = () => {};

  function open() {
    items = choices().map((choice) => item(choice, shut));
    menu.replaceChildren(...items);
    menu.showPopover();
    stopPlacing = placeBeside(menu, opener);
    opener.setAttribute("aria-expanded", "true");
    items[0].focus();
  }

  function shut({ refocus = true } = {}) {
    if (!menu.matches(":popover-open")) return;
    stopPlacing();
    menu.hidePopover();
    opener.setAttribute("aria-expanded", "false");
    if (refocus) opener.focus();
  }

  function onKey(event) {
    const at = items.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (event.key === "Escape") {
      event.preventDefault(); // the modal around it stays open
      event.stopPropagation();
      shut();
    } else if (next !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      items[(next + items.length) % items.length].focus();
    }
  }

  opener.addEventListener("click", () => (menu.matches(":popover-open") ? shut() : open()));
  menu.addEventListener("keydown", onKey);
  menu.addEventListener("focusout", (event) => {
    if (!menu.contains(event.relatedTarget) && event.relatedTarget !== opener) shut({ refocus: false });
  });
  return menu;
}

function item({ words, about, sign, choose }, shut) {
  const onClick = () => {
    shut();
    choose();
  };
  return h(
    "button",
    { type: "button", role: "menuitem", tabindex: "-1", class: "option", on: { click: onClick } },
    sign && h("span", { class: "option-sign", "aria-hidden": "true" }, sign),
    h("span", { class: "option-text" }, words),
    about && h("span", { class: "option-about" }, about),
  );
}
