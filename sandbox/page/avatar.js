// Initials on a colour that stays with a person.

import { h } from "./dom.js";

const HUES = 8; // the classes avatar-0 … avatar-7 of the style sheet

const hueOf = (id) => [...id].reduce((sum, sign) => (sum * 31 + sign.codePointAt(0)) % 9973, 7) % HUES;

const initials = (name) => {
  const words = name.split(/\s+/).filter(Boolean);
  return ((words[0]?.[0] ?? "?") + (words.length > 1 ? words.at(-1)[0] : "")).toLocaleUpperCase();
};

export function avatar(id, store) {
  const isApp = id === store.app.bot_user;
  const looks = isApp ? "avatar avatar-app" : `avatar avatar-${hueOf(id ?? "")}`;
  return h("span", { class: looks, "aria-hidden": "true" }, initials(store.nameOf(id ?? "?")));
}
