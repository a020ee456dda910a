// The "more" menu: a button and a menu of up to five choices.

import { h, icon, ICONS, uid } from "../dom.js";
import { placeBeside } from "../popup.js";
import { plainWords } from "../text.js";
import { nameControl, perform } from "./common.js";

export function overflow(spec, ctx) {
  const menu = h("div", { id: uid("menu"), class: "popup menu", role: "menu", popover: "manual" });
  const opener = h(
    "button",
    {
      type: "button",
      class: "button button-icon",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-controls": menu.id,
    },
    icon(ICONS.more),
  );
  nameControl(opener, spec, ctx, "More actions");
  menu.setAttribute("aria-label", opener.getAttribute("aria-label"));

  const items = spec.options.map((option) => item(option, () => choose(option)));
  menu.append(...items);
  let stopPlacing = () => {};

  function open() {
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

  function choose(option) {
    shut();
    if (option.url) window.open(option.url, "_blank", "noopener,noreferrer");
    perform(spec, { selected_option: option }, opener, ctx);
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
      items[(next + items.length) % items.length].focus();
    }
  }

  opener.addEventListener("click", () => (menu.matches(":popover-open") ? shut() : open()));
  menu.addEventListener("keydown", onKey);
  menu.addEventListener("focusout", (event) => {
    if (!menu.contains(event.relatedTarget) && event.relatedTarget !== opener) shut({ refocus: false });
  });
  return h("span", { class: "overflow" }, opener, menu);
}

function item(option, onClick) {
  const about = option.description && h("span", { class: "option-about" }, plainWords(option.description));
  return h(
    "button",
    { type: "button", role: "menuitem", tabindex: "-1", class: "option", on: { click: onClick } },
    h("span", { class: "option-text" }, plainWords(option.text)),
    about,
  );
}
