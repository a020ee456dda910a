// Which element is drawn by whom. What is not named here is shown as unknown, loudly.

import { unknown } from "../blocks/unknown.js";
import { button } from "./button.js";
import { choice } from "./choice.js";
import { datePicker } from "./date.js";
import { overflow } from "./overflow.js";
import { select } from "./select.js";
import { textInput } from "./text_input.js";

const ELEMENTS = {
  button,
  overflow,
  radio_buttons: choice,
  checkboxes: choice,
  datepicker: datePicker,
  timepicker: datePicker,
  datetimepicker: datePicker,
  static_select: select,
  users_select: select,
  channels_select: select,
  conversations_select: select,
  multi_static_select: select,
  multi_users_select: select,
  multi_channels_select: select,
  multi_conversations_select: select,
  plain_text_input: textInput,
  url_text_input: textInput,
  email_text_input: textInput,
  number_input: textInput,
};

/** The node of an interactive element. `ctx.tells`: a choice is told to the app at once. */
export const element = (spec, ctx) =>
  Object.hasOwn(ELEMENTS, spec.type) ? ELEMENTS[spec.type](spec, ctx) : unknown("element", spec);
