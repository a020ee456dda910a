// What the page knows, and who wants to hear when it changes. Rendering reads from here and never writes.

import { isReply, Unread } from "./unread.js";

/** How many replies a message had: an update of its words does not say so again. */
const repliesOf = (message) => (message?.reply_count ? { reply_count: message.reply_count } : {});

/** Topics: workspace, place, messages, thread, views, home, unread, app, live, clock, faults, refusals. */
export class Store {
  constructor() {
    this.team = { name: "" };
    this.app = { name: "", bot_user: "", connected: false };
    this.people = new Map();
    this.channels = new Map();
    this.commands = [];
    this.opensAs = ""; // id of the person to be until one chooses
    this.featured = []; // ids of the people whom the workspace recommends to be
    this.me = null; // id of the person who acts
    this.channel = null; // id of the channel on screen
    this.tab = "messages"; // or "home", in the direct message with the app
    this.messages = new Map(); // by ts, of the channel on screen
    this.thread = null; // {ts, messages by ts} of the thread that is open
    this.views = []; // the stack of modals, top last
    this.home = null;
    this.unread = new Unread();
    this.newFrom = null; // ts after which the conversation on screen is new to this person
    this.live = true;
    this.ahead = null; // milliseconds from the machine's time to the demonstration's; null where that has no clock
    this.faults = null; // what is to go wrong; null where the local Slack cannot do that
    this.refusals = []; // what the local Slack refused of what the app sent, newest first
    this.listeners = new Map();
  }

  on(topic, listener) {
    if (!this.listeners.has(topic)) this.listeners.set(topic, []);
    this.listeners.get(topic).push(listener);
  }

  tell(topic) {
    for (const listener of this.listeners.get(topic) ?? []) listener();
  }

  setWorkspace({ team, app, opens_as, featured, people, channels, commands }) {
    this.team = team;
    this.opensAs = opens_as ?? "";
    this.featured = featured ?? [];
    this.app = app;
    this.commands = commands;
    this.people = new Map(people.map((person) => [person.id, person]));
    this.channels = new Map(channels.map((channel) => [channel.id, channel]));
    this.tell("workspace");
    this.tell("app");
  }

  /** The people one can be, by name. */
  get actors() {
    return [...this.people.values()]
      .filter((person) => !person.deleted && !person.is_bot)
      .sort((one, other) => one.real_name.localeCompare(other.real_name));
  }

  get person() {
    return this.people.get(this.me) ?? null;
  }

  /** For whom times are told: their zone, their language, and what time it is for them. */
  get reader() {
    const { tz, locale } = this.person ?? {};
    return { tz, locale, now: Date.now() + (this.ahead ?? 0) };
  }

  /** The channels this person is in, and their direct messages. */
  channelsOf(personId) {
    return [...this.channels.values()].filter((channel) =>
      channel.is_im ? channel.user === personId : (channel.members ?? []).includes(personId),
    );
  }

  isApp(message) {
    return message.user === this.app.bot_user || (Boolean(message.bot_id) && !this.people.has(message.user));
  }

  nameOf(userId) {
    if (userId === this.app.bot_user) return this.app.name;
    const person = this.people.get(userId);
    return person ? person.real_name || person.name : userId;
  }

  channelName(channel) {
    return channel.is_im ? this.app.name : channel.name;
  }

  /** The same as one says it: "#general". */
  placeName(channel) {
    return channel.is_im ? this.app.name : `#${channel.name}`;
  }

  /** Messages loaded for the channel on screen; those that arrived meanwhile stay. */
  mergeMessages(messages, { replace = false } = {}) {
    const merged = new Map(messages.map((message) => [message.ts, message]));
    if (!replace) for (const [ts, message] of this.messages) merged.set(ts, message);
    this.messages = merged;
    this.tell("messages");
  }

  /** A message that is new or that changed; one of another channel is not kept. */
  putMessage(channelId, message, { isNew }) {
    if (channelId !== this.channel) return;
    if (isNew && message.user === this.me) this.newFrom = null; // who answers has read
    if (isReply(message)) this.putReply(message, isNew);
    else this.messages.set(message.ts, { ...repliesOf(this.messages.get(message.ts)), ...message });
    if (this.thread?.ts === message.ts) this.thread.messages.set(message.ts, message);
    this.tell("messages");
    this.tell("thread");
  }

  /** A reply shows in its thread; in the channel its parent counts it. One that was broadcast shows there as well. */
  putReply(message, isNew) {
    if (this.thread?.ts === message.thread_ts) this.thread.messages.set(message.ts, message);
    if (message.subtype === "thread_broadcast") this.messages.set(message.ts, message);
    const parent = this.messages.get(message.thread_ts);
    if (parent && isNew && !message.is_ephemeral)
      this.messages.set(parent.ts, { ...parent, reply_count: (parent.reply_count ?? 0) + 1 });
  }

  removeMessage(channelId, ts) {
    if (channelId !== this.channel) return;
    if (this.messages.delete(ts)) this.tell("messages");
    if (this.thread?.messages.delete(ts)) this.tell("thread");
  }

  openThread(ts, messages = []) {
    this.thread = ts && { ts, messages: new Map(messages.map((message) => [message.ts, message])) };
    this.tell("thread");
  }

  setRefusals(refusals) {
    this.refusals = refusals;
    this.tell("refusals");
  }

  /** `now` is an instant, or null: the demonstration's time runs on from there. */
  setClock(now) {
    this.setAhead(now && Date.parse(now) - Date.now());
  }

  setAhead(milliseconds) {
    this.ahead = milliseconds;
    this.tell("clock");
  }

  setFaults(faults) {
    this.faults = faults;
    this.tell("faults");
  }

  setUnread(channels) {
    this.unread.set(channels);
    this.tell("unread");
  }

  /** A message that this person has not seen. Answers whether it is the first one there, where the new ones begin. */
  countUnread(channelId, message) {
    const channel = this.channels.get(channelId);
    const before = this.unread.of(channelId);
    if (!channel || !this.unread.count(channel, message, this.me)) return false;
    const isFirst = before.count === 0;
    if (isFirst && channelId === this.channel) this.newFrom = before.last_read;
    this.tell("unread");
    return isFirst;
  }

  /** Answers whether that was not known yet. */
  markRead(channelId, ts) {
    const isNews = this.unread.read(channelId, ts);
    this.tell("unread");
    return isNews;
  }
}
