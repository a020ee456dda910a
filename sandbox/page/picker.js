// A searchable select, for one choice or for several.

import { h, icon, ICONS } from "./dom.js";
import { Listbox } from "./listbox.js";

const fits = (option, words) =>
  `${option.text} ${option.description}`.toLowerCase().includes(words.trim().toLowerCase());

/**
 * Options are `{value, text, description, group}`; `chosen` holds values. `onChange(items, undo)` follows each choice.
 * Answers `{node, input, chosen()}`: the input is the control to name.
 */
export function picker({ placeholder, options, chosen, multi, max, onChange }) {
  let picked = options.filter((option) => chosen.includes(option.value));
  const input = h("input", { class: "field picker-input", type: "text", autocomplete: "off", spellcheck: "false" });
  const chips = h("div", { class: "chips", role: "list", "aria-label": "Chosen" });
  const node = h("div", { class: multi ? "picker picker-multi" : "picker" });
  const list = new Listbox(input, { label: placeholder, multi, onChoose: choose, anchor: node });

  function open({ all = false } = {}) {
    const words = all ? "" : input.value;
    const shown = options
      .filter((option) => fits(option, words))
      .map((option) => ({ ...option, selected: picked.some((item) => item.value === option.value) }));
    const current = all ? shown.findIndex((option) => option.selected) : 0; // while one searches, the first that fits
    list.show(shown, { active: Math.max(0, current), empty: "Nothing fits." });
  }

  function choose(option) {
    const before = picked;
    const has = picked.some((item) => item.value === option.value);
    if (!multi) picked = [option];
    else if (has) picked = picked.filter((item) => item.value !== option.value);
    else if (picked.length < max) picked = [...picked, option];
    settle();
    list.hide();
    if (!multi && has) return;
    onChange(picked, () => {
      picked = before;
      settle();
    });
  }

  /** Shows what is chosen; half-typed words go. */
  function settle() {
    tidy();
    input.placeholder = multi && picked.length >= max ? `${max} chosen, which is the most` : placeholder;
    chips.replaceChildren(...picked.map((option) => chip(option, () => remove(option))));
    chips.hidden = picked.length === 0;
  }

  function tidy() {
    input.value = multi ? "" : (picked[0]?.text ?? "");
  }

  function remove(option) {
    choose(option);
    input.focus();
  }

  function onKey(event) {
    if (list.steer(event)) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      open({ all: true });
    } else if (event.key === "Enter") {
      event.preventDefault(); // a choice, not a submit
      if (list.isOpen && list.activeItem) choose(list.activeItem);
      else open({ all: true });
    } else if (event.key === "Escape" && list.isOpen) {
      event.preventDefault(); // the modal around it stays open
      event.stopPropagation();
      list.hide();
      settle();
    } else if (event.key === "Backspace" && multi && input.value === "" && picked.length > 0) {
      choose(picked.at(-1));
    }
  }

  input.addEventListener("input", () => open());
  input.addEventListener("click", () => {
    input.select();
    open({ all: true });
  });
  input.addEventListener("keydown", onKey);
  input.addEventListener("blur", () => {
    list.hide();
    tidy(); // the chips stay as they are: one of them may be what is being pressed
  });
  node.append(...(multi ? [chips] : []), h("span", { class: "picker-box" }, input, icon(ICONS.down)), list.node);
  settle();
  return { node, input, chosen: () => picked };
}

function chip(option, onRemove) {
  return h(
    "span",
    { class: "chip", role: "listitem" },
    option.text,
    h(
      "button",
      { type: "button", class: "chip-remove", "aria-label": `Remove ${option.text}`, on: { click: onRemove } },
      icon(ICONS.close),
    ),
  );
}
