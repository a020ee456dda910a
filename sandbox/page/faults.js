// Letting things go wrong: a panel for whoever wants to see how the app copes.

import { openDialog } from "./dialog.js";
import { h, icon, ICONS, uid } from "./dom.js";
import { CALLS, faultInWords, KINDS } from "./fault_words.js";
import { notice } from "./notice.js";

const TIMES = { key: "times", label: "How many times?", first: 1, min: 1 };

/** The button in the foot of the sidebar, where the local Slack can do that. `deeds` carries out what is wished. */
export class Faults {
  constructor(button, store, deeds) {
    Object.assign(this, { button, store, deeds });
    this.list = null; // of the panel while it is open
    button.addEventListener("click", () => this.open());
  }

  draw() {
    const { faults } = this.store;
    this.button.hidden = faults === null;
    const words = faults?.length > 0 ? `Let things go wrong (${faults.length} set)` : "Let things go wrong";
    this.button.replaceChildren(icon(ICONS.fault), words);
    if (this.list) this.drawList();
  }

  open() {
    this.list = h("div", { class: "fault-list", role: "status" });
    this.notice = h("div", { role: "status" });
    this.drawList();
    const explains = "See how the app copes. A fault waits for the next call that fits, and is then used up.";
    const form = this.form();
    const dialog = openDialog(
      "Let things go wrong",
      h("div", { class: "modal-body" }, h("p", {}, explains), this.list, form, this.notice),
      { focus: form.querySelector("select") },
    );
    dialog.addEventListener("close", () => {
      this.list = null;
    });
  }

  drawList() {
    const faults = this.store.faults ?? [];
    const forget = h(
      "button",
      { type: "button", class: "button", on: { click: () => this.forget() } },
      faults.length === 1 ? "Forget it" : "Forget all",
    );
    const rows = faults.map((fault) => h("li", {}, faultInWords(fault)));
    this.list.replaceChildren(
      ...(rows.length > 0 ? [h("ul", { "aria-label": "Set" }, rows), forget] : [h("p", {}, "Nothing is set.")]),
    );
  }

  form() {
    const method = h(
      "select",
      { class: "field", id: uid("fault"), name: "method" },
      Object.entries(CALLS).map(([value, words]) =>
        h("option", { value }, value === "*" ? words : `${words} (${value})`),
      ),
    );
    const kinds = Object.entries(KINDS).map(([kind, about], index) => kindRow(kind, about, index === 0));
    const number = h("div", {});
    const form = h(
      "form",
      { class: "fault-form" },
      h("div", {}, h("label", { class: "input-label", for: method.id }, "Which call?"), method),
      h("fieldset", { class: "choices" }, h("legend", { class: "input-label" }, "What goes wrong?"), kinds),
      h("div", { class: "fault-numbers" }, number, numberField(TIMES)),
      h("div", {}, h("button", { type: "submit", class: "button button-primary" }, "Set it")),
    );
    const showNumber = () => {
      const wanted = KINDS[form.elements.kind.value].number;
      number.replaceChildren(...(wanted ? [numberField(wanted)] : []));
    };
    form.addEventListener("change", (event) => event.target.name === "kind" && showNumber());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.set(new FormData(form));
    });
    showNumber();
    return form;
  }

  /** The wish as the local Slack takes it: numbers as numbers. */
  async set(data) {
    const isNumber = (key) => key !== "method" && key !== "kind";
    const fault = Object.fromEntries([...data].map(([key, value]) => [key, isNumber(key) ? Number(value) : value]));
    const { error } = KINDS[fault.kind];
    notice(this.notice, await this.deeds.setFault({ ...fault, ...(error ? { error } : {}) }));
  }

  async forget() {
    notice(this.notice, await this.deeds.forgetFaults());
  }
}

function kindRow(kind, { words, about }, checked) {
  const input = h("input", { type: "radio", name: "kind", value: kind, checked });
  return h("label", { class: "choice" }, input, h("span", {}, words, h("span", { class: "choice-about" }, about)));
}

function numberField({ key, label, first, ...bounds }) {
  const field = h("input", {
    class: "field",
    id: uid("fault"),
    type: "number",
    name: key,
    value: first,
    required: true,
    ...bounds,
  });
  return h("div", {}, h("label", { class: "input-label", for: field.id }, label), field);
}
