// What every interactive element shares: its name, its ids, and how a press or a choice is told.

import { confirmAction } from "../confirm.js";
import { plainWords } from "../text.js";

/** Marks `control` with its ids and gives it a name: the label of its input block, else `fallback`. */
export function nameControl(control, spec, ctx, fallback = "") {
  control.dataset.blockId = ctx.blockId;
  control.dataset.actionId = spec.action_id ?? "";
  if (ctx.label) {
    control.id = ctx.label.controlId;
    control.setAttribute("aria-labelledby", ctx.label.id);
    control.setAttribute("aria-describedby", ctx.label.describedBy);
    if (!ctx.label.optional) control.setAttribute("aria-required", "true");
  } else {
    const name = spec.accessibility_label || fallback;
    if (name) control.setAttribute("aria-label", name);
  }
  return control;
}

/** The words of `spec.placeholder`, or `fallback`. */
export const placeholderOf = (spec, fallback = "") => (spec.placeholder ? plainWords(spec.placeholder) : fallback);

/**
 * Tells the app what was pressed or chosen, after the question that `spec.confirm` asks.
 * While it runs the control is busy. Answers false where the person said no.
 */
export async function perform(spec, state, control, ctx) {
  if (control.getAttribute("aria-busy") === "true") return true;
  if (spec.confirm && !(await confirmAction(spec.confirm, ctx))) {
    control.focus();
    return false;
  }
  control.setAttribute("aria-busy", "true");
  try {
    await ctx.act({ type: spec.type, block_id: ctx.blockId, action_id: spec.action_id, ...state });
  } finally {
    control.removeAttribute("aria-busy");
  }
  return true;
}

/** Registers the field with the form of its surface; see Form.register. */
export function registerField(spec, ctx, { state, isEmpty, check, focus }) {
  ctx.form.register({
    blockId: ctx.blockId,
    actionId: spec.action_id,
    read: () => ({ type: spec.type, ...state() }),
    isEmpty,
    check,
    input: ctx.label ? { optional: ctx.label.optional, show: ctx.label.showError, focus } : null,
  });
}
