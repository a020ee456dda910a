// Modals: the top of the person's stack in one dialog. Back and Escape go one step, the cross closes all.

import { blockNodes } from "./blocks/index.js";
import { h, icon, ICONS, uid } from "./dom.js";
import { Form } from "./form.js";
import { notice } from "./notice.js";
import { plainWords } from "./text.js";

/** `actions` is `{click, submit(viewId, values), close(viewId, cleared)}`; each answers the server's answer. */
export class Modals {
  constructor(store, actions) {
    this.store = store;
    this.actions = actions;
    this.dialog = null;
    this.shown = null; // {id, hash, depth}
    this.form = null;
    this.kept = new Map(); // view id → values typed, for an update or a Back
    this.opener = null;
    this.leaving = new Set(); // ids of views that are being closed
    this.closed = Promise.resolve(); // when the last of them is
  }

  /** Brings the dialog in step with the stack. */
  draw() {
    const stack = this.store.views;
    const view = stack.at(-1);
    if (this.shown && this.form) this.kept.set(this.shown.id, this.form.values());
    for (const id of this.kept.keys()) if (!stack.some((one) => one.id === id)) this.kept.delete(id);
    if (!view) this.shut();
    else if (this.shown?.id !== view.id || this.shown.hash !== view.hash || this.shown.depth !== stack.length)
      this.show(view, stack.length);
  }

  show(view, depth) {
    const isSame = this.shown?.id === view.id;
    const focused = isSame ? focusedField() : null;
    if (!this.dialog) this.openDialog();
    this.form = new Form(this.kept.get(view.id) ?? view.state?.values);
    this.shown = { id: view.id, hash: view.hash, depth };
    this.notice = h("div", { class: "modal-notice", role: "status" });
    const title = h("h2", { id: uid("modal"), class: "modal-title", tabindex: "-1" }, plainWords(view.title));
    const body = h(
      "div",
      { class: "modal-body" },
      blockNodes(view.blocks, {
        store: this.store,
        surface: "modal",
        form: this.form,
        act: (action) => this.click(view, action),
      }),
    );
    const form = h(
      "form",
      { class: "modal-form", novalidate: true, on: { submit: (event) => this.submit(event, view) } },
      this.head(title, view, depth),
      body,
      this.notice,
      this.foot(view),
    );
    this.dialog.setAttribute("aria-labelledby", title.id);
    this.dialog.replaceChildren(form);
    const field = body.querySelector("[data-focus-first]") ?? body.querySelector(".input input, .input textarea");
    (find(body, focused) ?? field ?? title).focus();
  }

  head(title, view, depth) {
    const back =
      depth > 1 &&
      h(
        "button",
        { type: "button", class: "button-bare", "aria-label": "Back", on: { click: () => this.close(view) } },
        icon(ICONS.back),
      );
    const cross = h(
      "button",
      {
        type: "button",
        class: "button-bare",
        "aria-label": depth > 1 ? "Close all" : "Close",
        on: { click: () => this.close(view, true) },
      },
      icon(ICONS.close),
    );
    return h("div", { class: "modal-head" }, back, title, cross);
  }

  foot(view) {
    const close = h(
      "button",
      { type: "button", class: "button", on: { click: () => this.close(view) } },
      view.close ? plainWords(view.close) : "Close",
    );
    this.sender = view.submit
      ? h("button", { type: "submit", class: "button button-primary" }, plainWords(view.submit))
      : null;
    return h("div", { class: "modal-foot" }, close, this.sender);
  }

  openDialog() {
    this.opener = document.activeElement;
    this.dialog = h("dialog", { class: "modal" });
    this.dialog.addEventListener("keydown", (event) => event.key === "Escape" && this.onEscape(event));
    this.dialog.addEventListener("cancel", (event) => event.target === this.dialog && this.onEscape(event));
    document.body.append(this.dialog);
    this.dialog.showModal();
  }

  onEscape(event) {
    event.preventDefault();
    const top = this.store.views.findLast((view) => !this.leaving.has(view.id));
    if (top) this.close(top);
  }

  /** Takes the dialog away and gives the focus back to where the person was. */
  shut() {
    if (!this.dialog) return;
    this.dialog.close();
    this.dialog.remove();
    this.dialog = this.shown = this.form = null;
    const back = this.opener?.isConnected ? this.opener : document.querySelector("#composer-field");
    back?.focus();
  }

  async click(view, action) {
    notice(this.notice, null);
    const words = await this.actions.click({ type: "view", view_id: view.id }, action, this.form.values());
    if (words) notice(this.notice, words);
  }

  async submit(event, view) {
    event.preventDefault();
    if (!this.sender || this.sender.getAttribute("aria-busy") === "true") return;
    notice(this.notice, null);
    const { form, sender } = this;
    const found = form.errors();
    form.showErrors(found);
    if (Object.keys(found).length > 0) return;
    sender.setAttribute("aria-busy", "true");
    const { errors, words } = await this.actions.submit(view.id, form.values());
    sender.removeAttribute("aria-busy");
    const left = errors ? Object.values(form.showErrors(errors)) : [];
    const remark = [words, ...left].filter(Boolean).join(" ");
    if (remark) notice(this.notice, remark);
  }

  /** One after the other: the local Slack closes what is on top, and nothing below it. */
  close(view, cleared = false) {
    if (this.leaving.has(view.id)) return;
    const going = cleared ? this.store.views : [view];
    for (const { id } of going) this.leaving.add(id);
    this.closed = this.closed.then(async () => {
      const words = await this.actions.close(view.id, cleared);
      for (const { id } of going) this.leaving.delete(id);
      if (words) notice(this.notice, words);
    });
  }
}

const focusedField = () => ({ ...document.activeElement?.dataset });

const find = (body, at) =>
  at?.actionId
    ? [...body.querySelectorAll("[data-action-id]")].find(
        (node) => node.dataset.blockId === at.blockId && node.dataset.actionId === at.actionId,
      )
    : null;
