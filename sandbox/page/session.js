// One person at one place: loads what they see, follows what happens, and knows what they have seen of it.

import { announce } from "./announce.js";
import * as api from "./api.js";
import { listen } from "./events.js";
import { hear } from "./hearing.js";
import { remember } from "./recent.js";
import { readRoute, writeRoute } from "./route.js";
import { Unread } from "./unread.js";

/**
 * Reads and writes the store; `remark(words | null)` shows a remark of the page under the conversation,
 * `isHidden(message)` tells what the person has put away.
 */
export class Session {
  constructor(store, remark, isHidden) {
    Object.assign(this, { store, remark, isHidden });
    this.hangUp = () => {};
    this.homesHeard = 0; // Home views told by events
    this.telling = Promise.resolve(); // how far one has read: on its way to the local Slack
  }

  /** Answers false where the server cannot be reached. */
  async loadWorkspace() {
    const answer = await api.workspace();
    if (answer.ok === false) {
      this.remark(api.wordsFor(answer));
      return false;
    }
    this.store.setWorkspace(answer);
    const [{ refusals }, { now }, { faults }] = await Promise.all([api.refusals(), api.clock(), api.faults()]);
    this.store.setRefusals(refusals ?? []);
    this.store.setClock(now ?? null);
    this.store.setFaults(faults ?? null);
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
    let following = null;
    if (isOther) await this.ensureDirect(as); // until the page shows somebody else, one acts as whom it shows
    store.me = as;
    if (isOther) remember(as);
    const places = store.channelsOf(as);
    const wanted = store.channels.get(channel);
    const place =
      places.find((one) => one.id === channel) ?? places.find((one) => wanted?.is_im && one.is_im) ?? places[0];
    store.channel = place?.id ?? null;
    store.tab = place?.is_im && tab === "home" ? "home" : "messages";
    Object.assign(store, { messages: new Map(), newFrom: null });
    store.openThread(null);
    if (isOther) {
      Object.assign(store, { views: [], home: null, unread: new Unread() });
      store.tell("views");
      following = this.follow(as);
    }
    writeRoute({ as, channel: store.channel, tab: store.tab }, { replace });
    this.remark(null);
    store.tell("place");
    await following;
    await this.load();
  }

  /** Each person has a direct message with the app. */
  async ensureDirect(as) {
    const { store } = this;
    if (store.channelsOf(as).some((channel) => channel.is_im)) return;
    const answer = await api.openDirect(as);
    if (answer.ok !== false && answer.channel) store.channels.set(answer.channel.id, answer.channel);
  }

  async load({ replace = false } = {}) {
    const { store } = this;
    const { me, channel, tab } = store;
    if (!channel) return;
    if (store.channels.get(channel)?.is_im) this.openApp(me, tab);
    const counted = this.telling.then(() => api.unread(me));
    const [answer, unread] = await Promise.all([api.history(me, channel), counted]);
    if (me !== store.me || channel !== store.channel) return; // moved on meanwhile
    if (answer.ok === false) this.remark(api.wordsFor(answer));
    if (unread.channels) store.setUnread(unread.channels);
    const { count, last_read: lastRead } = store.unread.of(channel);
    if (count > 0) store.newFrom = lastRead;
    store.mergeMessages(
      (answer.messages ?? []).filter((message) => !this.isHidden(message)),
      { replace },
    );
    this.see();
  }

  /** Whether this channel's messages stand before somebody's eyes: a tab may be behind others, a pane may be shut. */
  isSeen(channel) {
    const { store } = this;
    const isShown = document.visibilityState === "visible" && window.innerHeight > 0;
    return isShown && channel === store.channel && store.tab === "messages";
  }

  /** A message has come: it is seen at once, or counted. */
  meet(channel, message) {
    const { store } = this;
    const isSeen = this.isSeen(channel);
    const isFirst = !isSeen && store.countUnread(channel, message);
    store.putMessage(channel, message, { isNew: true });
    if (isSeen) this.see();
    if (isFirst && channel !== store.channel) announce(`New in ${store.placeName(store.channels.get(channel))}`);
  }

  /** Whoever looks has read what is on screen, and the local Slack is told how far. */
  see() {
    const { store } = this;
    if (!this.isSeen(store.channel)) return;
    const messages = [...store.messages.values()];
    const isNews = store.markRead(store.channel, newestOf(messages) ?? "0");
    const kept = newestOf(messages.filter((message) => !message.is_ephemeral));
    if (isNews && kept) this.telling = api.read(store.me, store.channel, kept);
  }

  async openApp(me, tab) {
    const before = this.homesHeard;
    const answer = await api.openHome(me, tab);
    if (me !== this.store.me || answer.ok === false) return;
    if (this.homesHeard !== before) return; // the app has shown something newer meanwhile
    this.store.home = answer.view;
    this.store.tell("home");
  }

  /** Done when the line is up, or known to be down: what happens from then on is told, so what was before can be loaded. */
  follow(as) {
    this.hangUp();
    return new Promise((resolve) => {
      this.hangUp = listen(as, {
        onEvent: (event) => hear(event, this.store, this),
        onLive: async (live, again) => {
          resolve();
          this.store.live = live;
          this.store.tell("live");
          if (live && again && (await this.loadWorkspace())) await this.load({ replace: true });
        },
      });
    });
  }
}

const newestOf = (messages) =>
  messages.reduce((newest, { ts }) => (newest === null || Number(ts) > Number(newest) ? ts : newest), null);
