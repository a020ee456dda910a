// The app's Home tab of one person.

import { blockNodes } from "./blocks/index.js";
import { h } from "./dom.js";
import { Form } from "./form.js";

/** Draws the published view into `place`; `click(container, action, values)` tells the app. */
export function drawHome(place, store, click) {
  const view = store.home;
  if (!view) {
    place.replaceChildren(h("p", { class: "empty" }, `${store.app.name} has not shown anything here yet.`));
    return;
  }
  const form = new Form(view.state?.values);
  const act = (action) => click({ type: "view", view_id: view.id }, action, form.values());
  place.replaceChildren(
    h("div", { class: "home-view" }, blockNodes(view.blocks, { store, surface: "home", form, act })),
  );
}
