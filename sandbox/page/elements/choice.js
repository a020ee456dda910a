// Radio buttons and checkboxes: the browser's own, grouped under one name.

import { h, uid } from "../dom.js";
import { textNodes } from "../text.js";
import { nameControl, perform, registerField } from "./common.js";

export function choice(spec, ctx) {
  const many = spec.type === "checkboxes";
  const key = many ? "selected_options" : "selected_option";
  const before = ctx.form.before(ctx.blockId, spec.action_id);
  const ticked = new Set(
    [before ? before[key] : many ? spec.initial_options : spec.initial_option]
      .flat()
      .filter(Boolean)
      .map((o) => o.value),
  );
  const name = uid("choice");
  const boxes = spec.options.map((option) =>
    h("input", { type: many ? "checkbox" : "radio", name, value: option.value, checked: ticked.has(option.value) }),
  );
  const chosen = () => spec.options.filter((_, index) => boxes[index].checked);
  const state = () => ({ [key]: many ? chosen() : (chosen()[0] ?? null) });

  let last = boxes.map((box) => box.checked);
  const changed = async () => {
    ctx.label?.showError(null);
    if (ctx.tells && !(await perform(spec, state(), group, ctx)))
      boxes.forEach((box, index) => (box.checked = last[index]));
    last = boxes.map((box) => box.checked);
  };

  const group = h(
    "div",
    { class: "choices", role: many ? "group" : "radiogroup", on: { change: changed } },
    spec.options.map((option, index) => row(option, boxes[index], ctx)),
  );
  nameControl(group, spec, ctx, many ? "Options" : "Choices");
  if (many) group.removeAttribute("aria-required"); // a group cannot be required; the label says what is optional
  registerField(spec, ctx, { state, isEmpty: () => chosen().length === 0, focus: () => boxes[0].focus() });
  return group;
}

function row(option, box, ctx) {
  const describes = option.description ? uid("about") : null;
  if (describes) box.setAttribute("aria-describedby", describes);
  const words = h("span", { id: uid("words"), class: "choice-text" }, textNodes(option.text, ctx));
  box.setAttribute("aria-labelledby", words.id);
  const about = describes && h("span", { id: describes, class: "choice-about" }, textNodes(option.description, ctx));
  return h("label", { class: "choice" }, box, h("span", { class: "choice-words" }, words, about));
}
