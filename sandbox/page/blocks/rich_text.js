// Rich text: words that people wrote, in sections, lists, quotes and preformatted parts.

import { formatDate } from "../dates.js";
import { h } from "../dom.js";
import { emoji } from "../emoji.js";
import { broadcastNode, channelNode, linkNode, userNode } from "../mentions.js";
import { unknown } from "./unknown.js";

const STYLES = { bold: "strong", italic: "em", strike: "s", underline: "u", code: "code" };

export const richText = (block, ctx) => h("div", { class: "rich" }, richParts(block.elements, ctx));

/** Nodes of a rich text's parts; lists that follow one another with deeper `indent` nest. */
export function richParts(parts, ctx) {
  const nodes = [];
  for (let at = 0; at < parts.length; at += 1) {
    if (parts[at].type === "rich_text_list") {
      const run = [parts[at]];
      while (parts[at + 1]?.type === "rich_text_list" && (parts[at + 1].indent ?? 0) > 0) run.push(parts[(at += 1)]);
      nodes.push(nested(run, ctx));
    } else {
      nodes.push(part(parts[at], ctx));
    }
  }
  return nodes;
}

function part(spec, ctx) {
  const words = () => spec.elements.map((item) => inline(item, ctx));
  switch (spec.type) {
    case "rich_text_section":
      return h("div", { class: "rich-section" }, words());
    case "rich_text_quote":
      return h("blockquote", {}, words());
    case "rich_text_preformatted":
      return h("pre", { tabindex: "0" }, h("code", {}, words()));
    default:
      return unknown("rich text part", spec);
  }
}

/** A run of lists as one tree: each deeper list hangs on the last line before it. */
function nested(run, ctx) {
  const open = []; // the lists from the outermost in, with their indent
  let root = null;
  for (const spec of run) {
    const indent = spec.indent ?? 0;
    while (open.length > 0 && open.at(-1).indent > indent) open.pop();
    if (open.at(-1)?.indent === indent && open.at(-1).style === spec.style) {
      open.at(-1).node.append(...lines(spec, ctx));
      continue;
    }
    if (open.at(-1)?.indent === indent) open.pop();
    const node = listNode(spec, ctx);
    if (open.length > 0) open.at(-1).node.lastElementChild.append(node);
    else if (root) root.append(node);
    else root = h("div", { class: "rich-lists" }, node);
    open.push({ node, indent, style: spec.style });
  }
  return root;
}

function listNode(spec, ctx) {
  const ordered = spec.style === "ordered";
  const start = ordered && spec.offset ? spec.offset + 1 : null;
  return h(ordered ? "ol" : "ul", { start, class: spec.border ? "list-border" : null }, lines(spec, ctx));
}

const lines = (spec, ctx) =>
  spec.elements.map((line) =>
    h("li", {}, line.type === "rich_text_section" ? line.elements.map((item) => inline(item, ctx)) : part(line, ctx)),
  );

function inline(spec, ctx) {
  const node = plainInline(spec, ctx);
  return Object.entries(STYLES).reduce(
    (inner, [style, tag]) => (spec.style?.[style] ? h(tag, {}, inner) : inner),
    node,
  );
}

function plainInline(spec, { store }) {
  switch (spec.type) {
    case "text":
      return document.createTextNode(spec.text);
    case "link":
      return linkNode(spec.url, spec.text);
    case "user":
      return userNode(spec.user_id, store);
    case "channel":
      return channelNode(spec.channel_id, store);
    case "usergroup":
      return h("span", { class: "mention" }, `@${spec.usergroup_id}`);
    case "broadcast":
      return broadcastNode(spec.range);
    case "emoji":
      return document.createTextNode(spec.unicode ? fromCodes(spec.unicode) : emoji(spec.name));
    case "date":
      return dateNode(spec, store);
    case "color":
      return h("code", {}, spec.value);
    default:
      return unknown("rich text element", spec);
  }
}

const fromCodes = (codes) => String.fromCodePoint(...codes.split("-").map((code) => Number.parseInt(code, 16)));

function dateNode({ timestamp, format, fallback, url }, store) {
  const words = formatDate(timestamp, format, store.reader) ?? fallback ?? String(timestamp);
  return url
    ? linkNode(url, words)
    : h("time", { datetime: new Date(timestamp * 1000).toISOString(), title: fallback }, words);
}
