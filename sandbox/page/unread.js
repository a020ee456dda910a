// What one person has not read yet: how much in each conversation, and up to where they have read.

/** Whether a message stands in the thread of another. */
export const isReply = (message) => Boolean(message.thread_ts) && message.thread_ts !== message.ts;

const TO_ALL = ["<!channel", "<!here", "<!everyone", '"type":"broadcast"'];

/** Whether a message names this person, or everybody. */
const names = (message, personId) => {
  const words = JSON.stringify([message.text ?? "", message.blocks ?? []]);
  const own = [`<@${personId}>`, `<@${personId}|`, `"user_id":"${personId}"`];
  return [...own, ...TO_ALL].some((mark) => words.includes(mark));
};

export class Unread {
  constructor() {
    this.places = new Map(); // channel id → {count, mentions, last_read, newest}
  }

  /** What the server counts; where it does not count, what comes from now on is counted here. */
  set(channels) {
    this.places = new Map(Object.entries(channels));
  }

  of(channelId) {
    return this.places.get(channelId) ?? { count: 0, mentions: 0, last_read: null };
  }

  /** One message more that `personId` has not seen. A reply shows in its thread and counts only there. */
  count(channel, message, personId) {
    if (message.user === personId || (isReply(message) && message.subtype !== "thread_broadcast")) return false;
    const before = this.of(channel.id);
    const forOne = channel.is_im || message.is_ephemeral || names(message, personId);
    this.places.set(channel.id, {
      ...before,
      count: before.count + 1,
      mentions: before.mentions + (forOne ? 1 : 0),
      newest: message.ts,
    });
    return true;
  }

  /** Everything up to `ts` is read; what came after it stays counted. Answers whether that is news. */
  read(channelId, ts) {
    const before = this.of(channelId);
    const isNews = before.last_read === null || Number(ts) > Number(before.last_read);
    const left = before.newest !== undefined && Number(before.newest) > Number(ts);
    this.places.set(channelId, {
      ...before,
      ...(left ? {} : { count: 0, mentions: 0 }),
      last_read: isNews ? ts : before.last_read,
    });
    return isNews;
  }

  /** In all of these channels. */
  total(channels) {
    return channels.reduce((sum, { id }) => sum + this.of(id).count, 0);
  }
}
