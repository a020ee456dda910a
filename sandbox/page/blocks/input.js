import { h, uid } from "../dom.js";
import { element } from "../elements/index.js";
import { plainWords } from "../text.js";

/** A labelled field with its hint and room for what is wrong with it. */
export function input(block, ctx) {
  const optional = block.optional === true;
  const controlId = uid("field");
  const hint = h(
    "div",
    { id: uid("hint"), class: "input-hint", hidden: !block.hint },
    block.hint ? plainWords(block.hint) : "",
  );
  const error = h("div", { id: uid("error"), class: "input-error", hidden: true });
  const words = h(
    "label",
    { id: uid("label"), class: "input-label", for: controlId },
    plainWords(block.label),
    optional && h("span", { class: "input-optional" }, " (optional)"),
  );
  const node = h("div", { class: "input", data: { blockId: ctx.blockId } });

  function showError(problem) {
    error.textContent = problem ?? "";
    error.hidden = problem === null;
    node.classList.toggle("input-wrong", problem !== null);
    const control = node.querySelector(`#${controlId}`);
    if (problem === null) control?.removeAttribute("aria-invalid");
    else control?.setAttribute("aria-invalid", "true");
  }

  const label = { id: words.id, controlId, describedBy: `${hint.id} ${error.id}`, optional, showError };
  node.append(words, element(block.element, { ...ctx, label, tells: block.dispatch_action === true }), hint, error);
  return node;
}
