// Being somebody else: a dialog with a searchable list of people.

import { avatar } from "./avatar.js";
import { h, icon, ICONS, uid } from "./dom.js";
import { Listbox } from "./listbox.js";

const fits = (person, words) => {
  const about = `${person.real_name} ${person.name} ${person.title ?? ""}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => about.includes(word));
};

/** Opens the list; `onChoose(personId)` follows a choice, Escape changes nothing. */
export function openSwitcher(store, onChoose) {
  const title = h("h2", { id: uid("switcher"), class: "modal-title" }, "Who do you want to be?");
  const field = h("input", {
    class: "field",
    type: "text",
    "aria-label": "Search people by name or title",
    placeholder: "Name or title",
    autocomplete: "off",
    spellcheck: "false",
  });
  const shut = h(
    "button",
    { type: "button", class: "button-bare", "aria-label": "Close", on: { click: () => dialog.close() } },
    icon(ICONS.close),
  );
  const list = new Listbox(field, { label: "People", floating: false, onChoose: choose });
  const dialog = h(
    "dialog",
    { class: "modal modal-switcher", "aria-labelledby": title.id },
    h("div", { class: "modal-head" }, title, shut),
    field,
    list.node,
  );

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
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  show();
  field.focus();
}
