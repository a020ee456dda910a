// A dialog of the page itself: a title, a cross, what it holds. It goes when it is closed.

import { h, icon, ICONS, uid } from "./dom.js";

/** Shows it; `focus` gets the focus, else the cross. Escape, the cross and a press beside it close it. */
export function openDialog(words, content, { looks = "", focus } = {}) {
  const title = h("h2", { id: uid("dialog"), class: "modal-title" }, words);
  const cross = h(
    "button",
    { type: "button", class: "button-bare", "aria-label": "Close", on: { click: () => dialog.close() } },
    icon(ICONS.close),
  );
  const dialog = h(
    "dialog",
    { class: `modal ${looks}`.trim(), "aria-labelledby": title.id },
    h("div", { class: "modal-head" }, title, cross),
    content,
  );
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  (focus ?? cross).focus();
  return dialog;
}
