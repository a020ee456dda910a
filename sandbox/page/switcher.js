// Being somebody else: a dialog with a searchable list of people.

import { avatar } from "./avatar.js";
import { openDialog } from "./dialog.js";
import { h } from "./dom.js";
import { Listbox } from "./listbox.js";

const fits = (person, words) => {
  const about = `${person.real_name} ${person.name} ${person.title ?? ""}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => about.includes(word));
};

/** Opens the list under `question`; `onChoose(personId)` follows a choice, Escape changes nothing. */
export function openSwitcher(store, question, onChoose) {
  const field = h("input", {
    class: "field",
    type: "text",
    "aria-label": "Search people by name or title",
    placeholder: "Name or title",
    autocomplete: "off",
    spellcheck: "false",
  });
  const list = new Listbox(field, { label: "People", floating: false, onChoose: choose });

  function choose(item) {
    dialog.close();
    onChoose(item.value);
  }

  function show() {
    const people = store.actors.filter((person) => fits(person, field.value.trim()));
    const items = people.map((person) => ({
      value: person.id,
      text: person.real_name,
      description: person.title ?? "",
      before: avatar(person.id, store),
      selected: person.id === store.me,
    }));
    list.show(items, {
      active: field.value
        ? 0
        : Math.max(
            0,
            items.findIndex((item) => item.selected),
          ),
      empty: "Nobody of that name or title.",
    });
  }

  field.addEventListener("input", show);
  field.addEventListener("keydown", (event) => {
    if (list.steer(event)) return;
    if (event.key === "Enter" && list.activeItem) {
      event.preventDefault();
      choose(list.activeItem);
    }
  });
  const dialog = openDialog(question, [field, list.node], { looks: "modal-switcher", focus: field });
  show();
}
