// One person at one place: loads what they see, follows what happens, and carries out what they do.

import * as api from "./api.js";
import { listen } from "./events.js";
import { readRoute, writeRoute } from "./route.js";

/** Reads and writes the store; `say(words | null)` shows a remark of the page under the conversation. */
export class Session {
  constructor(store, remark) {
    this.store = store;
    this.remark = remark;
    this.hangUp = () => {};
    this.homesHeard = 0; // Home views told by events
    this.dismissed = new Set(); // "person/ts" of ephemeral messages that were put away
  }

  /** Answers false where the server cannot be reached. */
  async loadWorkspace() {
    const answer = await api.workspace();
    if (answer.ok === false) {
      this.remark(api.wordsFor(answer));
      return false;
    }
    this.store.setWorkspace(answer);
    const { refusals = [] } = await api.refusals();
    this.store.setRefusals(refusals);
    return true;
  }

  /** Goes where the address says, or to the person whom the workspace names, or the first. A reload of the page is a reload of Slack. */
  async followRoute({ isReload = false } = {}) {
    const route = readRoute();
    const { store } = this;
    const as = [route.as, store.opensAs].find((id) => store.people.has(id)) ?? store.actors[0]?.id;
    if (!as) {
      this.remark("This workspace has no people yet. Add some to the workspace file.");
      return;
    }
    if (isReload) await api.reload(as);
    await this.go({ as, channel: route.channel, tab: route.tab }, { replace: true });
  }

  /** Moves: to another person, channel or tab. What is not named stays, where the person can see it. */
  async go({ as = this.store.me, channel = this.store.channel, tab = "messages" }, { replace = false } = {}) {
    const { store } = this;
    const isOther = as !== store.me;
    store.me = as;
    if (isOther) await this.ensureDirect();
    const places = store.channelsOf(as);
    const wanted = store.channels.get(channel);
    const place =
      places.find((one) => one.id === channel) ?? places.find((one) => wanted?.is_im && one.is_im) ?? places[0];
    store.channel = place?.id ?? null;
    store.tab = place?.is_im && tab === "home" ? "home" : "messages";
    store.messages = new Map();
    store.openThread(null);
    if (isOther) {
      Object.assign(store, { views: [], home: null, unread: new Set() });
      store.tell("views");
      this.follow(as);
    }
    writeRoute({ as, channel: store.channel, tab: store.tab }, { replace });
    store.markRead(store.channel);
    this.remark(null);
    store.tell("place");
    await this.load();
  }

  /** Each person has a direct message with the app. */
  async ensureDirect() {
    const { store } = this;
    if (store.channelsOf(store.me).some((channel) => channel.is_im)) return;
    const answer = await api.openDirect(store.me);
    if (answer.ok !== false && answer.channel) store.channels.set(answer.channel.id, answer.channel);
  }

  async load({ replace = false } = {}) {
    const { store } = this;
    const { me, channel, tab } = store;
    if (!channel) return;
    if (store.channels.get(channel)?.is_im) this.openApp(me, tab);
    const answer = await api.history(me, channel);
    if (me !== store.me || channel !== store.channel) return; // moved on meanwhile
    if (answer.ok === false) this.remark(api.wordsFor(answer));
    store.mergeMessages(
      (answer.messages ?? []).filter((message) => !this.dismissed.has(`${me}/${message.ts}`)),
      { replace },
    );
  }

  async openApp(me, tab) {
    const before = this.homesHeard;
    const answer = await api.openHome(me, tab);
    if (me !== this.store.me || answer.ok === false) return;
    if (this.homesHeard !== before) return; // the app has shown something newer meanwhile
    this.store.home = answer.view;
    this.store.tell("home");
  }

  follow(as) {
    this.hangUp();
    this.hangUp = listen(as, {
      onEvent: (event) => this.hear(event),
      onLive: async (live, again) => {
        this.store.live = live;
        this.store.tell("live");
        if (live && again && (await this.loadWorkspace())) await this.load({ replace: true });
      },
    });
  }

  hear(event) {
    const { store } = this;
    const on = {
      message: () => store.putMessage(event.channel, event.message, { isNew: true }),
      ephemeral: () => store.putMessage(event.channel, { ...event.message, is_ephemeral: true }, { isNew: true }),
      message_changed: () => store.putMessage(event.channel, event.message, { isNew: false }),
      message_deleted: () => store.removeMessage(event.channel, event.ts),
      ephemeral_deleted: () => store.removeMessage(event.channel, event.ts),
      view: () => {
        store.views = event.stack;
        store.tell("views");
      },
      home: () => {
        this.homesHeard += 1;
        store.home = event.view;
        store.tell("home");
      },
      app: () => {
        store.app = { ...store.app, connected: event.connected };
        store.tell("app");
      },
      channel: () => {
        store.channels.set(event.channel.id, event.channel);
        store.tell("workspace");
      },
      person: () => {
        store.people.set(event.person.id, event.person);
        store.tell("workspace");
      },
      refusal: () => store.setRefusals([event.refusal, ...store.refusals]),
    }[event.type];
    on?.();
  }

  async openThread(ts) {
    const { me, channel } = this.store;
    const answer = await api.thread(me, channel, ts);
    if (me !== this.store.me || channel !== this.store.channel) return;
    if (answer.ok === false) this.remark(api.wordsFor(answer));
    else this.store.openThread(ts, answer.messages);
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

  async close(viewId, cleared) {
    const { store } = this;
    const answer = await api.close(store.me, viewId, cleared);
    if (answer.ok === false) return api.wordsFor(answer);
    store.views = cleared ? [] : store.views.filter((view) => view.id !== viewId);
    store.tell("views");
    return null;
  }

  dismiss(ts) {
    this.dismissed.add(`${this.store.me}/${ts}`);
    this.store.removeMessage(this.store.channel, ts);
  }
}
