// What points at somebody or somewhere, as nodes: shared by mrkdwn and rich text.

import { h } from "./dom.js";

const SAFE_ADDRESS = /^(https?:\/\/|mailto:)/i;

export function userNode(userId, store, label) {
  const name = store.people.has(userId) || userId === store.app.bot_user ? store.nameOf(userId) : label || userId;
  const mine = userId === store.me;
  return h("span", { class: mine ? "mention mention-me" : "mention" }, `@${name}`);
}

export function channelNode(channelId, store, label) {
  const channel = store.channels.get(channelId);
  if (!channel || channel.is_im) return h("span", { class: "mention" }, `#${label || channelId}`);
  const address = `?${new URLSearchParams({ as: store.me ?? "", channel: channelId })}`;
  return h("a", { class: "mention", href: address, data: { place: channelId } }, `#${channel.name}`);
}

export const broadcastNode = (range) => h("span", { class: "mention mention-me" }, `@${range}`);

/** A link in a new tab. An address that is neither web nor mail stays text: it could run code. */
export function linkNode(address, label) {
  const words = label || address.replace(/^mailto:/i, "");
  if (!SAFE_ADDRESS.test(address)) return h("span", {}, words);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, words);
}
