// The messages of a channel, in order, with a line for each new day. Only what changed is drawn anew.

import { dayLine, writtenAt } from "./dates.js";
import { h } from "./dom.js";
import { messageNode } from "./message.js";
import { steps } from "./steps.js";

const SAME_BREATH_S = 300; // messages of one author within five minutes stand together
const NEAR_END_PX = 120;

/** Keeps `place` (a scrolling element) in step with `read()`, the messages by ts; `newFrom()` is the ts after which they are new, or null. */
export class Timeline {
  constructor(place, store, actions, { read, newFrom = () => null }) {
    Object.assign(this, { place, store, actions, read, newFrom });
    steps(place, ".message");
    place.addEventListener("scroll", () => this.onScroll());
    place.addEventListener("load", () => this.isAtEnd && this.showEnd(), true); // a picture has made it longer
    this.begin();
  }

  /** One leaves the end by going up; what grows under one is no leaving. */
  onScroll() {
    const isUp = this.place.scrollTop < this.top;
    this.top = this.place.scrollTop;
    this.isAtEnd = isUp ? this.isNearEnd : this.isAtEnd || this.isNearEnd;
  }

  get isNearEnd() {
    return this.place.scrollHeight - this.place.scrollTop - this.place.clientHeight < NEAR_END_PX;
  }

  showEnd() {
    this.place.scrollTop = this.place.scrollHeight;
    this.isAtEnd = true;
  }

  /** A fresh log for another channel or another person: what it first holds is not read aloud as news. */
  begin() {
    this.drawn = new Map(); // ts → {message, node}
    this.lines = new Map(); // words of a day → its line
    this.newLine = h(
      "div",
      { class: "new-line", role: "separator", "aria-label": "New messages" },
      h("span", {}, "New"),
    );
    this.log = null;
    this.isAtEnd = false;
    this.top = 0;
  }

  draw() {
    const messages = [...this.read().values()].sort((one, other) => Number(one.ts) - Number(other.ts));
    const wasNearEnd = this.isNearEnd;
    const isFirst = this.log === null;
    if (isFirst)
      this.log = h("div", {
        class: "log",
        role: "log",
        "aria-live": "polite",
        "aria-relevant": "additions",
        "aria-label": "Messages",
      });
    const newest = messages.at(-1);
    const isNews = newest !== undefined && !this.drawn.has(newest.ts);
    const isOwn = isNews && (newest.user === this.store.me || newest.is_ephemeral);
    const hadFocus = this.log.contains(document.activeElement);
    reconcile(this.log, this.rows(messages));
    if (hadFocus) queueMicrotask(() => this.holdFocus());
    if (isFirst) this.place.replaceChildren(this.log);
    if (isOwn || (isNews && wasNearEnd) || isFirst) this.showNewest(newest);
    else if (wasNearEnd) this.showEnd();
  }

  /** What had the focus may be gone: then the conversation has it, so that a keyboard is not sent to the top of the page. */
  holdFocus() {
    if (document.activeElement === document.body) this.place.focus();
  }

  /** Another time of day or of year: "Today" may be another day. */
  redraw() {
    if (this.log) this.draw();
  }

  /** The end of the log; where more is new than the window holds, the beginning of that. */
  showNewest(newest) {
    this.showEnd();
    const first = this.newLine.isConnected ? this.newLine : newest && this.drawn.get(newest.ts).node;
    const over = first ? first.getBoundingClientRect().top - this.place.getBoundingClientRect().top : 0;
    if (over >= 0) return;
    this.place.scrollTop += over;
    this.isAtEnd = this.isNearEnd;
  }

  rows(messages) {
    const rows = [];
    const drawn = new Map();
    const firstNew = this.firstNew(messages);
    let lastDay = null;
    let last = null;
    for (const message of messages) {
      const day = dayLine(writtenAt(message), this.store.reader);
      if (day !== lastDay) rows.push(this.dayNode(day));
      if (message === firstNew) rows.push(this.newLine);
      const node = this.nodeOf(message);
      node.classList.toggle("message-follows", day === lastDay && message !== firstNew && follows(message, last));
      drawn.set(message.ts, { message, node });
      rows.push(node);
      [lastDay, last] = [day, message];
    }
    this.drawn = drawn;
    return rows.length > 0 ? rows : [this.emptyLine()];
  }

  /** Where nothing was said yet, the way to the app's commands, if it has any. */
  emptyLine() {
    const { app, commands } = this.store;
    const hint = commands.length > 0 ? ` Type / below to see what ${app.name} can do.` : "";
    return h("p", { class: "empty" }, `No messages here yet.${hint}`);
  }

  /** The first message that the person had not seen when they came. */
  firstNew(messages) {
    const from = this.newFrom();
    if (from === null) return null;
    return messages.find((message) => Number(message.ts) > Number(from) && message.user !== this.store.me) ?? null;
  }

  nodeOf(message) {
    const before = this.drawn.get(message.ts);
    if (before?.message === message) return before.node;
    const node = messageNode(message, { store: this.store, channel: this.store.channel, actions: this.actions });
    if (before) keepFocus(before.node, node);
    return node;
  }

  dayNode(day) {
    if (!this.lines.has(day)) this.lines.set(day, h("h2", { class: "day" }, h("span", {}, day)));
    return this.lines.get(day);
  }
}

/** Whether a message stands under the last one without a byline of its own; what has blocks always has one. */
const follows = (message, last) =>
  last !== null &&
  last.user === message.user &&
  isPlain(message) &&
  isPlain(last) &&
  writtenAt(message) - writtenAt(last) < SAME_BREATH_S;

const isPlain = (message) => !message.is_ephemeral && !(message.blocks?.length > 0) && !(message.files?.length > 0);

/** Makes the children of `parent` exactly `nodes`, moving as little as possible. */
function reconcile(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => {
    if (parent.childNodes[index] !== node) parent.insertBefore(node, parent.childNodes[index] ?? null);
  });
}

/** A message that was updated under somebody's hand gives the focus to the same control again. */
function keepFocus(before, after) {
  if (!before.contains(document.activeElement)) return;
  const { blockId, actionId, control } = document.activeElement.dataset;
  queueMicrotask(() => {
    const same = [...after.querySelectorAll("[data-action-id], [data-control]")].find(
      ({ dataset }) => dataset.blockId === blockId && dataset.actionId === actionId && dataset.control === control,
    );
    (same ?? after).focus();
  });
}
