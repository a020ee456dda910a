// For whoever builds the app: what the local Slack refused of what the app sent, which real Slack would refuse too.

import { openDialog } from "./dialog.js";
import { h, icon, ICONS } from "./dom.js";

/** A button in the foot of the sidebar, there only when something was refused. */
export function drawRefusals(place, store) {
  const count = store.refusals.length;
  const words = count === 1 ? "1 call of the app was refused" : `${count} calls of the app were refused`;
  const button = h(
    "button",
    { type: "button", class: "tool tool-warning", "aria-haspopup": "dialog", on: { click: () => open(store) } },
    icon(ICONS.warning),
    words,
  );
  place.replaceChildren(...(count > 0 ? [button] : []));
}

function open(store) {
  const rows = store.refusals.map((refusal) =>
    h("li", {}, h("strong", {}, refusal.where), ` ${refusal.error}`, h("p", { class: "lines" }, refusal.message)),
  );
  openDialog(
    "What the local Slack refused",
    h(
      "div",
      { class: "modal-body" },
      h("p", {}, "Newest first. Slack itself would refuse these as well."),
      h("ol", { class: "refusal-list" }, rows),
    ),
  );
}
