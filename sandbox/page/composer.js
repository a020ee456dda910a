// Where one writes: Enter sends, Shift+Enter starts a line, "/", "@" and "#" complete, arrow up brings back what was typed.

import { completionOf } from "./completion.js";
import { Listbox } from "./listbox.js";

const RECALLED_LINES = 50;
const HAS_KEYS = window.matchMedia("(pointer: fine) and (min-width: 721px)").matches;
const HOW = HAS_KEYS
  ? "Type / for commands, @ for people. Enter sends, Shift+Enter starts a new line."
  : "Type / for commands, @ for people.";

/**
 * `send(text)` answers whether the text was taken; if not, it stays in the field.
 * Without `commands` (as in a thread, where Slack has none) a "/" is a sign like any other.
 */
export class Composer {
  constructor({ form, field, hint, button }, store, send, { commands = true } = {}) {
    Object.assign(this, { form, field, hint, button, store, send, commands });
    this.drafts = new Map(); // place → text
    this.place = null;
    this.typed = []; // lines sent, newest last
    this.back = 0; // how far back the person has gone in them
    this.completion = null; // of the word before the caret, while the list is shown
    this.list = new Listbox(field, { label: "Commands", onChoose: (item) => this.complete(item), anchor: form });
    form.append(this.list.node);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    field.addEventListener("input", () => this.typing());
    field.addEventListener("keydown", (event) => this.onKey(event));
    field.addEventListener("blur", () => this.list.hide());
  }

  /**
   * Goes to another channel or person; each keeps its own draft and each person their own lines.
   * What was typed while the page was still loading is meant for the first place.
   */
  goTo(person, channel, name) {
    const place = `${person}/${channel}`;
    this.drafts.set(this.place ?? place, this.field.value);
    this.place = place;
    this.memory = `typed:${person}`;
    this.typed = JSON.parse(sessionStorage.getItem(this.memory) ?? "[]");
    this.back = 0;
    this.field.setAttribute("aria-label", `Message to ${name}`);
    this.field.placeholder = `Message ${name}`;
    this.write(this.drafts.get(this.place) ?? "");
    this.list.hide();
  }

  write(text) {
    this.field.value = text;
    this.field.setSelectionRange(text.length, text.length);
    this.grow();
    this.showHint();
  }

  typing() {
    this.back = 0;
    this.grow();
    this.showHint();
    this.offer();
  }

  /** Shows what the word before the caret may become. */
  offer() {
    const written = this.field.value.slice(0, this.field.selectionStart);
    this.completion = completionOf(written, this.store, { commands: this.commands });
    const { label, items, empty } = this.completion ?? {};
    if (!items || (items.length === 0 && !empty)) {
      this.list.hide();
      return;
    }
    this.list.show(items, { label, empty });
  }

  /** Puts it in the place of the word; what stands after the caret stays. */
  complete(item) {
    const { from, word } = this.completion;
    const after = this.field.value.slice(from + word.length);
    const before = `${this.field.value.slice(0, from)}${item.value} `;
    this.list.hide();
    this.write(before + after.trimStart());
    this.field.setSelectionRange(before.length, before.length);
    this.field.focus();
  }

  /** The usage hint of a command that is written out. */
  showHint() {
    if (!this.commands) return;
    const name = /^(\/\S+)(\s|$)/.exec(this.field.value)?.[1];
    const command = this.store.commands.find((one) => one.command === name);
    this.hint.textContent = command ? [command.command, command.usage_hint].filter(Boolean).join(" ") : HOW;
  }

  /** As many lines as are written, up to what the style sheet allows. */
  grow() {
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight}px`;
  }

  onKey(event) {
    if (event.isComposing) return;
    if (this.list.isOpen && this.steerList(event)) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      this.recall(event);
    }
  }

  /** Keys while the list is shown; answers whether the key is spent. Enter on a word that is written out sends the line. */
  steerList(event) {
    if (this.list.steer(event)) return true;
    if (event.key === "Escape") {
      event.preventDefault();
      this.list.hide();
      return true;
    }
    const item = this.list.activeItem;
    const isChoice =
      (event.key === "Tab" && !event.shiftKey) ||
      (event.key === "Enter" && !event.shiftKey && item?.value !== this.completion.word);
    if (!isChoice || !item) return false;
    event.preventDefault();
    this.complete(item);
    return true;
  }

  /** Steps through the lines typed before, from an empty field or from one of them. */
  recall(event) {
    const isRecalled = this.back > 0 && this.field.value === this.typed.at(-this.back);
    if (this.field.value !== "" && !isRecalled) return;
    const to = this.back + (event.key === "ArrowUp" ? 1 : -1);
    if (to < 0 || to > this.typed.length) return;
    event.preventDefault();
    this.back = to;
    this.write(to === 0 ? "" : this.typed.at(-to));
  }

  async submit() {
    const text = this.field.value.trim();
    if (text === "" || !this.place || this.form.getAttribute("aria-busy") === "true") return;
    this.list.hide();
    this.remember(text);
    const place = this.place;
    this.write("");
    this.busy(true);
    const taken = await this.send(text);
    this.busy(false);
    if (taken) return;
    if (this.place !== place) this.drafts.set(place, text);
    else if (this.field.value === "") this.write(text);
  }

  busy(isBusy) {
    this.form.setAttribute("aria-busy", String(isBusy));
    this.button.disabled = isBusy;
    this.hint.textContent = isBusy ? "Sending…" : "";
    if (!isBusy) this.showHint();
  }

  remember(text) {
    if (this.typed.at(-1) !== text) this.typed.push(text);
    this.typed = this.typed.slice(-RECALLED_LINES);
    this.back = 0;
    sessionStorage.setItem(this.memory, JSON.stringify(this.typed));
  }
}
