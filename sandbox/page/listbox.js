// A list of options steered from an input that keeps the focus: composer, pickers and the switcher share it.

import { h, uid } from "./dom.js";
import { placeBeside } from "./popup.js";

/**
 * `input` gets the combobox attributes. Items are `{value, text, description?, hint?, group?, selected?}`.
 * `onChoose(item)` is called by Enter (through `choose`) and by a click. `floating: false` leaves the list in the page's flow.
 */
export class Listbox {
  constructor(input, { label, onChoose, multi = false, floating = true, anchor = input }) {
    this.input = input;
    this.anchor = anchor;
    this.onChoose = onChoose;
    this.floating = floating;
    this.items = [];
    this.active = -1;
    this.stopPlacing = () => {};
    this.node = h("div", {
      id: uid("list"),
      class: floating ? "popup listbox" : "listbox",
      role: "listbox",
      "aria-label": label,
      "aria-multiselectable": multi ? "true" : null,
      popover: floating ? "manual" : null,
    });
    this.node.addEventListener("mousedown", (event) => event.preventDefault()); // the input keeps the focus
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.node.id);
    input.setAttribute("aria-expanded", floating ? "false" : "true");
  }

  get isOpen() {
    return !this.floating || this.node.matches(":popover-open");
  }

  /** Shows these items; `active` is the index of the marked one, `empty` what stands there when nothing fits, `label` another name. */
  show(items, { active = 0, empty, label } = {}) {
    this.items = items;
    if (label) this.node.setAttribute("aria-label", label);
    this.rows = items.map((item) => this.row(item));
    const content = items.length > 0 ? this.grouped() : [h("div", { class: "option-none" }, empty)];
    this.node.replaceChildren(...content);
    if (this.floating) this.float();
    this.mark(items.length > 0 ? Math.max(active, 0) : -1);
  }

  float() {
    if (!this.isOpen) this.node.showPopover();
    this.stopPlacing();
    this.stopPlacing = placeBeside(this.node, this.anchor, { asWide: true });
    this.input.setAttribute("aria-expanded", "true");
  }

  hide() {
    if (!this.floating || !this.isOpen) return;
    this.stopPlacing();
    this.node.hidePopover();
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.active = -1;
  }

  /** Marks the item at `index`, around the ends. */
  mark(index) {
    this.rows[this.active]?.classList.remove("option-active");
    const count = this.items.length;
    this.active = count === 0 ? -1 : (index + count) % count;
    const row = this.rows[this.active];
    if (!row) {
      this.input.removeAttribute("aria-activedescendant");
      return;
    }
    row.classList.add("option-active");
    row.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", row.id);
  }

  get activeItem() {
    return this.items[this.active] ?? null;
  }

  /** Arrow keys; answers whether the key was for the list. */
  steer(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !this.isOpen) return false;
    event.preventDefault();
    this.mark(this.active + step);
    return true;
  }

  row(item) {
    return h(
      "div",
      {
        id: uid("option"),
        class: "option",
        role: "option",
        "aria-selected": item.selected ? "true" : "false",
        data: { value: item.value },
        on: { click: () => this.onChoose(item) },
      },
      item.before ?? null,
      h("span", { class: "option-text" }, item.text),
      item.hint && h("span", { class: "option-hint" }, ` ${item.hint}`),
      item.description && h("span", { class: "option-about" }, item.description),
    );
  }

  grouped() {
    const nodes = [];
    let group = "";
    this.items.forEach((item, index) => {
      if (item.group && item.group !== group)
        nodes.push(h("div", { class: "option-group", role: "presentation" }, item.group));
      group = item.group ?? "";
      nodes.push(this.rows[index]);
    });
    return nodes;
  }
}
