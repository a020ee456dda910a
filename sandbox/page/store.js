// What the page knows, and who wants to hear when it changes. Rendering reads from here and never writes.

const isReply = (message) => Boolean(message.thread_ts) && message.thread_ts !== message.ts;

/** How many replies a message had: an update of its words does not say so again. */
const repliesOf = (message) => (message?.reply_count ? { reply_count: message.reply_count } : {});

/** Topics: workspace, place, messages, thread, views, home, unread, app, live, refusals. */
export class Store {
  constructor() {
    this.team = { name: "" };
    this.app = { name: "", bot_user: "", connected: false };
    this.people = new Map();
    this.channels = new Map();
    this.commands = [];
    this.opensAs = ""; // id of the person to be until one chooses
    this.me = null; // id of the person who acts
    this.channel = null; // id of the channel on screen
    this.tab = "messages"; // or "home", in the direct message with the app
    this.messages = new Map(); // by ts, of the channel on screen
    this.thread = null; // {ts, messages by ts} of the thread that is open
    this.views = []; // the stack of modals, top last
    this.home = null;
    this.unread = new Set();
    this.live = true;
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

  setWorkspace({ team, app, opens_as, people, channels, commands }) {
    this.team = team;
    this.opensAs = opens_as ?? "";
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

  /** Messages loaded for the channel on screen; those that arrived meanwhile stay. */
  mergeMessages(messages, { replace = false } = {}) {
    const merged = new Map(messages.map((message) => [message.ts, message]));
    if (!replace) for (const [ts, message] of this.messages) merged.set(ts, message);
    this.messages = merged;
    this.tell("messages");
  }

  putMessage(channelId, message, { isNew }) {
    if (channelId === this.channel) {
      if (isReply(message)) this.putReply(message, isNew);
      else this.messages.set(message.ts, { ...repliesOf(this.messages.get(message.ts)), ...message });
      if (this.thread?.ts === message.ts) this.thread.messages.set(message.ts, message);
      this.tell("messages");
      this.tell("thread");
    }
    const onScreen = channelId === this.channel && this.tab === "messages";
    if (isNew && !onScreen && message.user !== this.me) this.markUnread(channelId);
  }

  /** A reply shows in its thread; in the channel its parent counts it. One that was broadcast shows there as well. */
  putReply(message, isNew) {
    if (this.thread?.ts === message.thread_ts) this.thread.messages.set(message.ts, message);
    if (message.subtype === "thread_broadcast") this.messages.set(message.ts, message);
    const parent = this.messages.get(message.thread_ts);
    if (parent && isNew) this.messages.set(parent.ts, { ...parent, reply_count: (parent.reply_count ?? 0) + 1 });
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

  markUnread(channelId) {
    this.unread.add(channelId);
    this.tell("unread");
  }

  markRead(channelId) {
    if (this.unread.delete(channelId)) this.tell("unread");
  }
}
