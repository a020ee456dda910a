// Date, time and both, with the browser's own pickers.

import { h } from "../dom.js";
import { nameControl, perform, placeholderOf, registerField } from "./common.js";

const local = (date) => new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

// show and give turn Slack's value into that of the browser's field and back
const same = (value) => value;
const KINDS = {
  datepicker: { type: "date", key: "selected_date", first: "initial_date", name: "Date", show: same, give: same },
  timepicker: { type: "time", key: "selected_time", first: "initial_time", name: "Time", show: same, give: same },
  datetimepicker: {
    type: "datetime-local",
    key: "selected_date_time",
    first: "initial_date_time",
    name: "Date and time",
    show: (seconds) => local(new Date(seconds * 1000)),
    give: (value) => Math.floor(new Date(value).getTime() / 1000),
  },
};

export function datePicker(spec, ctx) {
  const kind = KINDS[spec.type];
  const before = ctx.form.before(ctx.blockId, spec.action_id);
  const first = before ? before[kind.key] : spec[kind.first];
  const control = h("input", { class: "field field-date", type: kind.type });
  control.value = first ? kind.show(first) : "";
  nameControl(control, spec, ctx, placeholderOf(spec, kind.name));

  const state = () => ({ [kind.key]: control.value ? kind.give(control.value) : null });
  let last = control.value;
  control.addEventListener("change", async () => {
    ctx.label?.showError(null);
    if (ctx.tells && !(await perform(spec, state(), control, ctx))) control.value = last;
    last = control.value;
  });
  registerField(spec, ctx, { state, isEmpty: () => control.value === "", focus: () => control.focus() });
  return control;
}
