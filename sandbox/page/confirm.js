// The question before a press that cannot be taken back: Slack's confirm object, as an alert dialog.

import { h, uid } from "./dom.js";
import { plainWords, textNodes } from "./text.js";

/** Asks; true where the person agrees. Escape and the deny button mean no. The safe way has the focus first. */
export function confirmAction(confirm, ctx) {
  const title = h("h2", { id: uid("confirm"), class: "modal-title" }, plainWords(confirm.title));
  const words = h("div", { id: uid("confirm"), class: "confirm-text" }, textNodes(confirm.text, ctx));
  const deny = h("button", { type: "submit", value: "no", class: "button" }, plainWords(confirm.deny));
  const style = confirm.style === "danger" ? "button button-danger-solid" : "button button-primary";
  const agree = h("button", { type: "submit", value: "yes", class: style }, plainWords(confirm.confirm));
  const dialog = h(
    "dialog",
    { class: "modal modal-small", role: "alertdialog", "aria-labelledby": title.id, "aria-describedby": words.id },
    h("form", { method: "dialog", class: "confirm" }, title, words, h("div", { class: "modal-foot" }, deny, agree)),
  );
  document.body.append(dialog);
  dialog.showModal();
  deny.focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}
