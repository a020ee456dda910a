// The panel of one thread: its messages and a field for a reply.

import { Composer } from "./composer.js";
import { Timeline } from "./timeline.js";

const NO_MESSAGES = new Map();

/** `parts` are the elements of index.html; `actions` those of a message; `reply(text, ts)` answers whether it was taken. */
export class Thread {
  constructor(parts, store, actions, reply) {
    Object.assign(this, { ...parts, store });
    this.ts = null;
    const inside = { ...actions, openThread: null };
    this.timeline = new Timeline(this.place, store, inside, { read: () => store.thread?.messages ?? NO_MESSAGES });
    this.composer = new Composer(this.composing, store, (text) => reply(text, this.ts), { commands: false });
    this.shut.addEventListener("click", () => this.close());
    this.panel.addEventListener(
      "keydown",
      (event) => event.key === "Escape" && !event.defaultPrevented && this.close(),
    );
  }

  close() {
    const opener = document.querySelector(`#timeline [data-ts="${CSS.escape(this.ts)}"] .thread-button`);
    this.store.openThread(null);
    opener?.focus();
  }

  draw() {
    const { thread, me, channel } = this.store;
    const isOther = thread !== null && thread.ts !== this.ts;
    this.panel.hidden = thread === null;
    this.ts = thread?.ts ?? null;
    if (isOther) {
      this.timeline.begin();
      this.composer.goTo(me, `${channel}/${thread.ts}`, "this thread");
    }
    if (thread) this.timeline.draw();
    if (isOther) this.composer.field.focus();
  }
}
