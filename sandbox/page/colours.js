// Light or dark: as the system has it, or as one chose, in all tabs and panes of this page at once.

import { h } from "./dom.js";

const MEMORY = "colours";
const CHOICES = [
  { value: "", words: "System" },
  { value: "light", words: "Light" },
  { value: "dark", words: "Dark" },
];

const chosen = () => localStorage.getItem(MEMORY) ?? "";

/** Puts on the page what was chosen, now and whenever another tab or pane chooses. */
export function wearColours() {
  const wear = () => {
    document.documentElement.dataset.colours = chosen();
    for (const input of document.querySelectorAll("input[name=colours]")) input.checked = input.value === chosen();
  };
  window.addEventListener("storage", wear);
  wear();
  return wear;
}

/** Puts the switch into `place`, a fieldset, and the colours on the page. */
export function offerColours(place) {
  const choose = (event) => {
    localStorage.setItem(MEMORY, event.target.value);
    wear();
  };
  const choices = CHOICES.map(({ value, words }) =>
    h("label", {}, h("input", { type: "radio", name: "colours", value, on: { change: choose } }), h("span", {}, words)),
  );
  place.replaceChildren(h("legend", {}, "Colours"), ...choices);
  const wear = wearColours();
}
