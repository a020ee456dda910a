// What a person does at the place where they are, carried out by the local Slack.

import * as api from "./api.js";

/** Reads the store for who acts and where; `remark(words | null)` shows a remark of the page under the conversation. */
export class Deeds {
  constructor(store, remark) {
    this.store = store;
    this.remark = remark;
    this.dismissed = new Set(); // "person/ts" of ephemeral messages that were put away
  }

  /** Sends a line; answers whether it was taken. */
  async say(text, threadTs) {
    this.remark(null);
    const answer = await api.say(this.store.me, this.store.channel, text, threadTs);
    if (answer.ok === false) this.remark(api.wordsFor(answer));
    return answer.ok !== false;
  }

  /** A press or a choice; answers the words of what went wrong, or null. */
  async click(container, action, values) {
    const answer = await api.click(this.store.me, container, action, values);
    return answer.ok === false ? api.wordsFor(answer) : null;
  }

  /** Sends a modal: `{errors}` by block, `{words}` for anything else, `{}` where all is well. */
  async submit(viewId, values) {
    const answer = await api.submit(this.store.me, viewId, values);
    if (answer.ok !== false) return {};
    return answer.errors ? { errors: answer.errors } : { words: api.wordsFor(answer) };
  }

  /** Closes a modal, or all of them; answers the words of what went wrong, or null. */
  async close(viewId, cleared) {
    const { store } = this;
    const answer = await api.close(store.me, viewId, cleared);
    if (answer.ok === false) return api.wordsFor(answer);
    store.views = cleared ? [] : store.views.filter((view) => view.id !== viewId);
    store.tell("views");
    return null;
  }

  /** Adds a reaction, or takes it back. */
  async react(ts, name, remove) {
    this.remark(null);
    const answer = await api.react(this.store.me, this.store.channel, ts, name, remove);
    if (answer.ok === false) this.remark(api.wordsFor(answer));
  }

  async openThread(ts) {
    const { me, channel } = this.store;
    const answer = await api.thread(me, channel, ts);
    if (me !== this.store.me || channel !== this.store.channel) return;
    if (answer.ok === false) this.remark(api.wordsFor(answer));
    else this.store.openThread(ts, answer.messages);
  }

  dismiss(ts) {
    this.dismissed.add(`${this.store.me}/${ts}`);
    this.store.removeMessage(this.store.channel, ts);
  }

  /** Whether this person has put the message away. */
  hasDismissed(message) {
    return this.dismissed.has(`${this.store.me}/${message.ts}`);
  }

  /** Moves the demonstration's time on; answers the words of what went wrong, or null. */
  async moveClock(move) {
    const answer = await api.moveClock(move);
    if (answer.ok === false) return api.wordsFor(answer);
    if (answer.now) this.store.setClock(answer.now);
    return null;
  }

  /** Lets something go wrong; answers the words of what is wrong with that wish, or null. */
  async setFault(fault) {
    return this.changeFaults(await api.setFault(fault));
  }

  async forgetFaults() {
    return this.changeFaults(await api.forgetFaults());
  }

  async changeFaults(answer) {
    if (answer.ok === false) return api.wordsFor(answer);
    const { faults } = await api.faults();
    if (faults) this.store.setFaults(faults);
    return null;
  }
}
