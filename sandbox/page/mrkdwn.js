// Slack's mrkdwn as DOM nodes. Text in, text nodes out: no part of the data is ever read as HTML.

import { formatDate } from "./dates.js";
import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { broadcastNode, channelNode, linkNode, userNode } from "./mentions.js";

const STYLES = { "*": "strong", _: "em", "~": "s" };
const QUOTE = /^(?:&gt;|>)(?!&gt;|>) ?/;
const LONG_QUOTE = /^(?:&gt;|>){3} ?/;
const BARE_ADDRESS = /^https?:\/\/[^\s<>|*_~`]+[^\s<>|*_~`.,;:!?)'"]/i;

export const unescape = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/**
 * Nodes for `text`. `verbatim` leaves bare addresses as they stand. Preformatted parts come first,
 * then quotes, line by line, then what stands within a line.
 */
export function mrkdwn(text, { store, verbatim = false }) {
  const scope = { store, verbatim };
  const nodes = [];
  text.split(/```\n?([\s\S]*?)\n?```/).forEach((part, index) => {
    if (index % 2 === 1) nodes.push(h("pre", {}, h("code", {}, unescape(part))));
    else if (part !== "") nodes.push(...paragraphs(index === 0 ? part : part.replace(/^\n/, ""), scope));
  });
  return nodes;
}

/** Runs of quoted and of plain lines. */
function paragraphs(text, scope) {
  const lines = text.split("\n");
  const nodes = [];
  let run = [];
  let quoted = false;

  const flush = () => {
    if (run.length > 0) {
      const content = run.flatMap((line, index) =>
        index === 0 ? inline(line, scope) : ["\n", ...inline(line, scope)],
      );
      nodes.push(quoted ? h("blockquote", {}, content) : h("span", { class: "lines" }, content));
    }
    run = [];
  };

  for (const [index, line] of lines.entries()) {
    if (LONG_QUOTE.test(line)) {
      flush();
      quoted = true;
      run = [line.replace(LONG_QUOTE, ""), ...lines.slice(index + 1)];
      break;
    }
    if (QUOTE.test(line) !== quoted) {
      flush();
      quoted = !quoted;
    }
    run.push(line.replace(QUOTE, ""));
  }
  flush();
  return nodes;
}

/** Nodes of one line. */
function inline(text, scope) {
  const nodes = [];
  let plain = "";
  let at = 0;
  const push = (node, length) => {
    if (plain !== "") nodes.push(withEmoji(unescape(plain)));
    plain = "";
    nodes.push(node);
    at += length;
  };
  while (at < text.length) {
    const found = code(text, at) ?? token(text, at, scope) ?? styled(text, at, scope) ?? address(text, at, scope);
    if (found) push(found.node, found.length);
    else plain += text[at++];
  }
  if (plain !== "") nodes.push(withEmoji(unescape(plain)));
  return nodes;
}

function code(text, at) {
  if (text[at] !== "`") return null;
  const end = text.indexOf("`", at + 1);
  if (end <= at + 1) return null;
  return { node: h("code", {}, unescape(text.slice(at + 1, end))), length: end + 1 - at };
}

function token(text, at, scope) {
  if (text[at] !== "<") return null;
  const end = text.indexOf(">", at);
  if (end < 0) return null;
  const [target, ...rest] = text.slice(at + 1, end).split("|");
  const label = rest.length > 0 ? unescape(rest.join("|")) : "";
  const node = tokenNode(unescape(target), label, scope);
  return node && { node, length: end + 1 - at };
}

function tokenNode(target, label, { store }) {
  if (/^@[UW]/.test(target)) return userNode(target.slice(1), store, label);
  if (/^#[CDG]/.test(target)) return channelNode(target.slice(1), store, label);
  if (target.startsWith("!date^")) return dateNode(target, label, store);
  if (/^!(here|channel|everyone)$/.test(target)) return broadcastNode(target.slice(1));
  if (target.startsWith("!subteam^")) return h("span", { class: "mention" }, label || `@${target.slice(9)}`);
  if (/^[a-z]+:/i.test(target)) return linkNode(target, label);
  return null; // not a token of Slack's: the signs stay as they are typed
}

function dateNode(target, fallback, store) {
  const [, seconds, pattern = "", link] = target.split("^");
  const words = formatDate(seconds, pattern, store.reader) ?? fallback;
  const node = h("time", { datetime: isoOf(seconds), title: fallback }, words);
  return link ? h("span", {}, linkNode(link, words)) : node;
}

function isoOf(seconds) {
  const date = new Date(Number(seconds) * 1000);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** `*bold*`, `_italic_`, `~strike~`: the signs hug the words and do not stand inside one. */
function styled(text, at, scope) {
  const sign = text[at];
  if (!STYLES[sign] || /[\p{L}\p{N}]/u.test(text[at - 1] ?? " ") || /\s/.test(text[at + 1] ?? " ")) return null;
  for (let end = text.indexOf(sign, at + 2); end > 0; end = text.indexOf(sign, end + 1)) {
    const closes = !/\s/.test(text[end - 1]) && !/[\p{L}\p{N}]/u.test(text[end + 1] ?? " ");
    if (closes) return { node: h(STYLES[sign], {}, inline(text.slice(at + 1, end), scope)), length: end + 1 - at };
  }
  return null;
}

function address(text, at, { verbatim }) {
  if (verbatim || text[at].toLowerCase() !== "h" || /[\p{L}\p{N}]/u.test(text[at - 1] ?? " ")) return null;
  const found = BARE_ADDRESS.exec(text.slice(at));
  return found && { node: linkNode(unescape(found[0])), length: found[0].length };
}
