// static, users, channels and conversations selects, single and multi: one searchable picker over different lists.

import { picker } from "../picker.js";
import { plainWords } from "../text.js";
import { nameControl, perform, placeholderOf, registerField } from "./common.js";

const staticOptions = (spec) =>
  (spec.option_groups ?? [{ options: spec.options ?? [] }]).flatMap((group) =>
    group.options.map((option) => ({
      value: option.value,
      text: plainWords(option.text),
      description: option.description ? plainWords(option.description) : "",
      group: group.label ? plainWords(group.label) : "",
      option,
    })),
  );

const userOptions = (_, { store }) =>
  store.actors.map((person) => ({ value: person.id, text: person.real_name, description: person.title ?? "" }));

const channelOptions = (_, { store }) =>
  store
    .channelsOf(store.me)
    .filter((channel) => !channel.is_im)
    .map((channel) => ({ value: channel.id, text: `#${channel.name}`, description: channel.topic ?? "" }));

const optionValue = (option) => option?.value;
const asOption = (items) => items.map((item) => item.option);
const asValue = (items) => items.map((item) => item.value);

// key: what the state is called, and its initial_… counterpart; list: the choices; give: what the state holds of a choice
const KINDS = {
  static_select: { key: "selected_option", first: "initial_option", list: staticOptions, give: asOption },
  users_select: { key: "selected_user", first: "initial_user", list: userOptions, give: asValue },
  channels_select: { key: "selected_channel", first: "initial_channel", list: channelOptions, give: asValue },
  conversations_select: {
    key: "selected_conversation",
    first: "initial_conversation",
    list: channelOptions,
    give: asValue,
  },
};

export function select(spec, ctx) {
  const multi = spec.type.startsWith("multi_");
  const kind = KINDS[spec.type.replace(/^multi_/, "")];
  const [key, first] = multi ? [`${kind.key}s`, `${kind.first}s`] : [kind.key, kind.first];

  const stateFor = (items) => ({ [key]: multi ? kind.give(items) : (kind.give(items)[0] ?? null) });
  const before = ctx.form.before(ctx.blockId, spec.action_id);
  const chosen = [before ? before[key] : spec[first]].flat().filter(Boolean);

  const box = picker({
    placeholder: placeholderOf(spec, multi ? "Choose one or more" : "Choose"),
    options: kind.list(spec, ctx),
    chosen: chosen.map((item) => (typeof item === "string" ? item : optionValue(item))),
    multi,
    max: spec.max_selected_items ?? Infinity,
    onChange: async (items, undo) => {
      ctx.label?.showError(null);
      if (ctx.tells && !(await perform(spec, stateFor(items), box.input, ctx))) undo();
    },
  });
  nameControl(box.input, spec, ctx, placeholderOf(spec, "Choose"));
  registerField(spec, ctx, {
    state: () => stateFor(box.chosen()),
    isEmpty: () => box.chosen().length === 0,
    focus: () => box.input.focus(),
  });
  return box.node;
}
