// Slack's text objects.

import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { mrkdwn } from "./mrkdwn.js";

/** The words of a `plain_text` object; `emoji: false` leaves `:codes:` as they are. */
export const plainWords = (text) => (text.emoji === false ? text.text : withEmoji(text.text));

/** Nodes for a `plain_text` or `mrkdwn` object. */
export function textNodes(text, ctx) {
  if (text.type === "mrkdwn") return mrkdwn(text.text, { store: ctx.store, verbatim: text.verbatim === true });
  return [h("span", { class: "lines" }, plainWords(text))];
}
