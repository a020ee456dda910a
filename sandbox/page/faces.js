// The people whom one click makes one: all whom the workspace recommends, and a few whom one was last.

import { avatar } from "./avatar.js";
import { h } from "./dom.js";
import { recentPeople } from "./recent.js";

const FEW = 6;
const FEW_BESIDE_OTHERS = 2;

/** Draws the buttons into the list `place`; `be(personId)` follows a press. A button keeps its place while one changes. */
export function drawFaces(place, store, be) {
  const able = new Set(store.actors.map((person) => person.id));
  const others = recentPeople().filter((id) => able.has(id) && !store.featured.includes(id));
  const few = Math.max(FEW_BESIDE_OTHERS, FEW - store.featured.length);
  const shown = [...store.featured.filter((id) => able.has(id)), ...others.slice(0, few)];
  const hadFocus = document.activeElement?.dataset.face;
  place.replaceChildren(...shown.sort(byName(store)).map((id) => h("li", {}, face(id, store, be))));
  place.hidden = !shown.some((id) => id !== store.me);
  if (hadFocus) place.querySelector(`[data-face="${CSS.escape(hadFocus)}"]`)?.focus();
}

const byName = (store) => (one, other) => store.nameOf(one).localeCompare(store.nameOf(other));

function face(id, store, be) {
  const { real_name: name, title } = store.people.get(id);
  const mine = id === store.me;
  return h(
    "button",
    {
      type: "button",
      class: "face",
      title: title || null,
      "aria-label": mine ? `${name}, that is you` : `Be ${name}`,
      "aria-pressed": String(mine),
      data: { face: id },
      on: { click: () => mine || be(id) },
    },
    avatar(id, store),
    h("span", { class: "face-name" }, name),
  );
}
