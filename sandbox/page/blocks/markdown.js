// The markdown block: the part of CommonMark that Slack documents (headings, lists, quotes, code, links, styles).

import { h } from "../dom.js";
import { linkNode } from "../mentions.js";

const INLINE =
  /`([^`\n]+)`|\*\*(\S[\s\S]*?)\*\*|__(\S[\s\S]*?)__|~~(\S[\s\S]*?)~~|\*(\S[^*]*)\*|\b_(\S[^_]*)_\b|\[([^\]\n]+)\]\(([^)\s]+)\)/;

export const markdown = (block) => h("div", { class: "rich" }, pieces(block.text));

/** Runs of lines that belong together, each drawn by the first rule that its first line fits. */
function pieces(text) {
  const nodes = [];
  const lines = text.split("\n");
  while (lines.length > 0) {
    const rule = RULES.find(({ starts }) => starts.test(lines[0]));
    nodes.push(rule.draw(lines, rule.starts));
  }
  return nodes.filter(Boolean);
}

/** Takes lines off the front while they fit. */
function takeWhile(lines, fits) {
  const end = lines.findIndex((line) => !fits(line));
  return lines.splice(0, end < 0 ? lines.length : end);
}

const RULES = [
  { starts: /^\s*$/, draw: (lines) => void lines.shift() },
  { starts: /^```/, draw: drawFence },
  {
    starts: /^#{1,6}\s+/,
    draw: (lines, starts) => h("h4", { class: "block-header" }, inline(lines.shift().replace(starts, ""))),
  },
  { starts: /^(-{3,}|\*{3,})\s*$/, draw: (lines) => (lines.shift(), h("hr", { class: "divider" })) },
  { starts: /^\s*[-*+]\s+/, draw: (lines, starts) => h("ul", {}, items(lines, starts)) },
  { starts: /^\s*\d+[.)]\s+/, draw: (lines, starts) => h("ol", {}, items(lines, starts)) },
  { starts: /^>\s?/, draw: (lines, starts) => h("blockquote", {}, pieces(strip(lines, starts).join("\n"))) },
  { starts: /^/, draw: drawParagraph },
];

const strip = (lines, starts) => takeWhile(lines, (line) => starts.test(line)).map((line) => line.replace(starts, ""));
const items = (lines, starts) => strip(lines, starts).map((line) => h("li", {}, inline(line)));

function drawFence(lines) {
  lines.shift();
  const inside = takeWhile(lines, (line) => !line.startsWith("```"));
  lines.shift();
  return h("pre", { tabindex: "0" }, h("code", {}, inside.join("\n")));
}

function drawParagraph(lines) {
  const plain = (line) => RULES.find(({ starts }) => starts.test(line)) === RULES.at(-1);
  return h("p", { class: "lines" }, inline(takeWhile(lines, plain).join("\n")));
}

function inline(text) {
  const found = INLINE.exec(text);
  if (!found) return [text];
  const [whole, code, bold, strong, strike, italic, emphasis, label, address] = found;
  const node = drawInline({ code, bold: bold ?? strong, strike, italic: italic ?? emphasis, label, address });
  return [text.slice(0, found.index), node, ...inline(text.slice(found.index + whole.length))];
}

function drawInline({ code, bold, strike, italic, label, address }) {
  if (code !== undefined) return h("code", {}, code);
  if (bold !== undefined) return h("strong", {}, inline(bold));
  if (strike !== undefined) return h("s", {}, inline(strike));
  if (italic !== undefined) return h("em", {}, inline(italic));
  return linkNode(address, label);
}
