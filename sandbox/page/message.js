// One message: who, when, and what.

import { avatar } from "./avatar.js";
import { blockNodes } from "./blocks/index.js";
import { unknown } from "./blocks/unknown.js";
import { clock, moment, writtenAt } from "./dates.js";
import { h, icon, ICONS, uid } from "./dom.js";
import { fileNodes } from "./files.js";
import { Form } from "./form.js";
import { mrkdwn } from "./mrkdwn.js";
import { reactionButton, reactionsOf } from "./reactions.js";

/**
 * The article of a message. `actions` is `{click(container, action, values), dismiss(ts), react(ts, name, remove),
 * openThread(ts) or null}`; `channel` is where it stands.
 */
export function messageNode(message, { store, channel, actions }) {
  const author = message.user ?? message.bot_id ?? "";
  const isApp = store.isApp(message);
  const id = isApp ? store.app.bot_user : author;
  const name = isApp ? (message.username ?? store.app.name) : store.nameOf(author);
  const written = writtenAt(message);
  const byline = h(
    "div",
    { class: "byline", id: uid("byline") },
    h("span", { class: "author" }, name),
    isApp && h("span", { class: "badge" }, "APP"),
    h(
      "time",
      {
        class: "clock",
        datetime: new Date(written * 1000).toISOString(),
        title: moment(written, store.reader),
      },
      clock(written, store.reader),
    ),
  );
  return h(
    "article",
    {
      class: message.is_ephemeral ? "message message-ephemeral" : "message",
      "aria-labelledby": byline.id,
      tabindex: "-1",
      data: { ts: message.ts },
    },
    avatar(id, store),
    h(
      "div",
      { class: "message-main" },
      byline,
      message.is_ephemeral && ephemeralLine(message, actions),
      h("div", { class: "message-body" }, contentNodes(message, { store, channel, actions })),
      reactionsOf(message, store, actions.react),
      !message.is_ephemeral && tools(message, store, actions),
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
  const words = message.blocks?.length > 0 ? blocks(message, { store, channel, actions }) : text(message, store);
  const content = [...words, ...fileNodes(message.files ?? [], store), ...lost];
  return content.length > 0 ? [...content, ...edited] : [unknown("message", message)];
}

function blocks(message, { store, channel, actions }) {
  const form = new Form(message.state?.values);
  const container = {
    type: "message",
    channel,
    ts: message.ts,
    ...(message.is_ephemeral ? { ephemeral: true } : {}),
  };
  const act = (action) => actions.click(container, action, form.values());
  return blockNodes(message.blocks, { store, surface: "message", form, act });
}

const text = (message, store) =>
  message.text ? [h("div", { class: "section-text" }, mrkdwn(message.text, { store }))] : [];

/** What shows when one points at the message or comes to it by keyboard, and always where there is a thread. */
function tools(message, store, actions) {
  const count = message.reply_count ?? 0;
  const thread = actions.openThread && (() => actions.openThread(message.ts));
  const replies =
    thread &&
    count > 0 &&
    h(
      "button",
      { type: "button", class: "button-link thread-button", data: { control: "thread" }, on: { click: thread } },
      count === 1 ? "1 reply" : `${count} replies`,
    );
  const start =
    thread &&
    count === 0 &&
    h(
      "button",
      { type: "button", class: "message-tool thread-button", data: { control: "thread" }, on: { click: thread } },
      "Reply in thread",
    );
  return [replies, h("div", { class: "message-tools" }, reactionButton(message, store, actions.react), start)];
}
