// For whoever builds the app: what the local Slack refused of what the app sent, which real Slack would refuse too.

import { h, icon, ICONS, uid } from "./dom.js";

/** A button in the foot of the sidebar, there only when something was refused. */
export function drawRefusals(place, store) {
  const count = store.refusals.length;
  const words = count === 1 ? "1 call of the app was refused" : `${count} calls of the app were refused`;
  place.replaceChildren(
    ...(count > 0
      ? [
          h(
            "button",
            { type: "button", class: "refusals", "aria-haspopup": "dialog", on: { click: () => open(store) } },
            icon(ICONS.warning),
            words,
          ),
        ]
      : []),
  );
}

function open(store) {
  const title = h("h2", { id: uid("refusals"), class: "modal-title" }, "What the local Slack refused");
  const shut = h(
    "button",
    { type: "button", class: "button-bare", "aria-label": "Close", on: { click: () => dialog.close() } },
    icon(ICONS.close),
  );
  const rows = store.refusals.map((refusal) =>
    h("li", {}, h("strong", {}, refusal.where), ` ${refusal.error}`, h("p", { class: "lines" }, refusal.message)),
  );
  const dialog = h(
    "dialog",
    { class: "modal", "aria-labelledby": title.id },
    h("div", { class: "modal-head" }, title, shut),
    h(
      "div",
      { class: "modal-body" },
      h("p", {}, "Newest first. Slack itself would refuse these as well."),
      h("ol", { class: "refusal-list" }, rows),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  shut.focus();
}
