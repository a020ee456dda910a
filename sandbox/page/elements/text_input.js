// Fields one types in: text of one line or many, address, mail, number.

import { h } from "../dom.js";
import { nameControl, perform, placeholderOf, registerField } from "./common.js";

const KINDS = {
  plain_text_input: { type: "text" },
  url_text_input: { type: "url", inputmode: "url", check: checkAddress },
  email_text_input: { type: "email", inputmode: "email", check: checkMail },
  number_input: { type: "text", inputmode: "decimal", check: checkNumber },
};

export function textInput(spec, ctx) {
  const kind = KINDS[spec.type];
  const shared = {
    class: "field",
    placeholder: placeholderOf(spec) || null,
    maxlength: spec.max_length,
    autocomplete: "off",
    on: { input: () => ctx.label?.showError(null) },
  };
  const control = spec.multiline
    ? h("textarea", { ...shared, rows: 4 })
    : h("input", { ...shared, type: kind.type, inputmode: kind.inputmode });
  control.value = ctx.form.before(ctx.blockId, spec.action_id)?.value ?? spec.initial_value ?? "";
  nameControl(control, spec, ctx, placeholderOf(spec, "Text"));
  if (spec.focus_on_load) control.dataset.focusFirst = "";

  const state = () => ({ value: control.value === "" ? null : control.value });
  if (ctx.tells) tellOn(spec, control, state, ctx);
  registerField(spec, ctx, {
    state,
    isEmpty: () => control.value.trim() === "",
    check: () => tooShort(control.value, spec) ?? kind.check?.(control.value, spec) ?? null,
    focus: () => control.focus(),
  });
  return control;
}

/** Slack tells the app on Enter, or on each character where the block asks for that. */
function tellOn(spec, control, state, ctx) {
  const moments = spec.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  if (moments.includes("on_character_entered")) {
    control.addEventListener("input", () => perform(spec, state(), control, ctx));
  }
  if (moments.includes("on_enter_pressed") && !spec.multiline) {
    control.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      perform(spec, state(), control, ctx);
    });
  }
}

const tooShort = (value, spec) =>
  value.length < (spec.min_length ?? 0) ? `Please write at least ${spec.min_length} characters.` : null;

function checkAddress(value) {
  return /^https?:\/\/\S+$/.test(value) ? null : "Enter an address that starts with https:// or http://.";
}

function checkMail(value) {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? null : "Enter an email address.";
}

function checkNumber(value, { is_decimal_allowed: decimal, min_value: least, max_value: most }) {
  const number = Number(value);
  if (!/^-?\d+(\.\d+)?$/.test(value)) return "Enter a number.";
  if (!decimal && !Number.isInteger(number)) return "Enter a whole number.";
  if (least !== undefined && number < Number(least)) return `Enter ${least} or more.`;
  if (most !== undefined && number > Number(most)) return `Enter ${most} or less.`;
  return null;
}
