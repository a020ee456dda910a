// One message: who, when, and what.

import { avatar } from "./avatar.js";
import { blockNodes } from "./blocks/index.js";
import { unknown } from "./blocks/unknown.js";
import { clock, moment } from "./dates.js";
import { h, icon, ICONS, uid } from "./dom.js";
import { emoji } from "./emoji.js";
import { Form } from "./form.js";
import { mrkdwn } from "./mrkdwn.js";

/**
 * The article of a message. `actions` is `{click(container, action, values), dismiss(ts), openThread(ts) or null}`;
 * `channel` is where it stands.
 */
export function messageNode(message, { store, channel, actions }) {
  const author = message.user ?? message.bot_id ?? "";
  const isApp = store.isApp(message);
  const id = isApp ? store.app.bot_user : author;
  const name = isApp ? (message.username ?? store.app.name) : store.nameOf(author);
  const byline = h(
    "div",
    { class: "byline", id: uid("byline") },
    h("span", { class: "author" }, name),
    isApp && h("span", { class: "badge" }, "APP"),
    h(
      "time",
      {
        class: "clock",
        datetime: new Date(Number(message.ts) * 1000).toISOString(),
        title: moment(message.ts, store.person),
      },
      clock(message.ts, store.person),
    ),
  );
  return h(
    "article",
    {
      class: message.is_ephemeral ? "message message-ephemeral" : "message",
      "aria-labelledby": byline.id,
      data: { ts: message.ts },
    },
    avatar(id, store),
    h(
      "div",
      { class: "message-main" },
      byline,
      message.is_ephemeral && ephemeralLine(message, actions),
      h("div", { class: "message-body" }, contentNodes(message, { store, channel, actions })),
      reactions(message, store),
      actions.openThread && !message.is_ephemeral && threadButton(message, actions),
    ),
  );
}

function ephemeralLine(message, { dismiss }) {
  return h(
    "div",
    { class: "ephemeral-line" },
    icon(ICONS.eye),
    h("span", {}, "Only visible to you"),
    h(
      "button",
      {
        type: "button",
        class: "button-link",
        "aria-label": "Dismiss this message",
        on: { click: () => dismiss(message.ts) },
      },
      "Dismiss",
    ),
  );
}

function contentNodes(message, { store, channel, actions }) {
  const edited = message.edited ? [h("span", { class: "edited" }, "(edited)")] : [];
  const lost = (message.attachments ?? []).map((part) => unknown("attachment", part));
  if (message.blocks?.length > 0) {
    const form = new Form(message.state?.values);
    const container = {
      type: "message",
      channel,
      ts: message.ts,
      ...(message.is_ephemeral ? { ephemeral: true } : {}),
    };
    const act = (action) => actions.click(container, action, form.values());
    return [...blockNodes(message.blocks, { store, surface: "message", form, act }), ...lost, ...edited];
  }
  if (message.text) return [h("div", { class: "section-text" }, mrkdwn(message.text, { store })), ...lost, ...edited];
  return lost.length > 0 ? lost : [unknown("message", message)];
}

function reactions(message, store) {
  if (!(message.reactions?.length > 0)) return null;
  const chips = message.reactions.map(({ name, users = [], count }) => {
    const people = users.map((id) => store.nameOf(id)).join(", ");
    return h(
      "li",
      { class: "reaction", title: `${people} reacted with :${name}:` },
      emoji(name),
      " ",
      count ?? users.length,
    );
  });
  return h("ul", { class: "reactions", "aria-label": "Reactions" }, chips);
}

/** "2 replies", or a way to start the thread that shows when one points at the message or comes to it by keyboard. */
function threadButton(message, { openThread }) {
  const count = message.reply_count ?? 0;
  const words = count === 0 ? "Reply in thread" : count === 1 ? "1 reply" : `${count} replies`;
  const looks = count === 0 ? "button-link thread-button thread-start" : "button-link thread-button";
  return h("button", { type: "button", class: looks, on: { click: () => openThread(message.ts) } }, words);
}
