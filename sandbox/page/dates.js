// Times in the reader's zone and language. A reader is `{tz, locale, now}`: IANA name, BCP 47, and their present in milliseconds.

const formatters = new Map(); // to make one takes longer than to use it a hundred times

/** A formatter for this reader; an unknown zone or language falls back to the browser's own. */
function format({ tz, locale }, options) {
  const key = JSON.stringify([tz, locale, options]);
  if (!formatters.has(key)) formatters.set(key, made({ tz, locale }, options));
  return formatters.get(key);
}

function made({ tz, locale }, options) {
  try {
    return new Intl.DateTimeFormat(locale || undefined, { timeZone: tz || undefined, ...options });
  } catch {
    return new Intl.DateTimeFormat(undefined, options);
  }
}

const parse = (seconds) => new Date(Number(seconds) * 1000);
const time = (date, reader, timeStyle = "short") => format(reader, { timeStyle }).format(date);
const day = (date, reader, options) => format(reader, options).format(date);

/** Days from today to `date`, counted in the reader's zone. */
function daysAway(date, { tz, now }) {
  const key = (value) => format({ tz, locale: "en-CA" }, { dateStyle: "short" }).format(value);
  return Math.round((Date.parse(key(date)) - Date.parse(key(now))) / 86_400_000);
}

const LONG = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
const MEDIUM = { day: "numeric", month: "long", year: "numeric" };
const SHORT = { day: "numeric", month: "short", year: "numeric" };

function pretty(date, reader, options) {
  const near = { "-1": "yesterday", 0: "today", 1: "tomorrow" }[daysAway(date, reader)];
  return near ?? day(date, reader, options);
}

const TOKENS = {
  date_num: (date) => date.toISOString().slice(0, 10),
  date: (date, reader) => day(date, reader, MEDIUM),
  date_short: (date, reader) => day(date, reader, SHORT),
  date_long: (date, reader) => day(date, reader, LONG),
  date_pretty: (date, reader) => pretty(date, reader, MEDIUM),
  date_short_pretty: (date, reader) => pretty(date, reader, SHORT),
  date_long_pretty: (date, reader) => pretty(date, reader, LONG),
  day_divider_pretty: (date, reader) => pretty(date, reader, LONG),
  time: (date, reader) => time(date, reader),
  time_secs: (date, reader) => time(date, reader, "medium"),
  ago: (date, reader) => ago(date, reader),
};

function ago(date, { locale, now }) {
  const minutes = Math.round((date - now) / 60_000);
  const words = new Intl.RelativeTimeFormat(locale || undefined, { numeric: "auto" });
  if (Math.abs(minutes) < 60) return words.format(minutes, "minute");
  if (Math.abs(minutes) < 48 * 60) return words.format(Math.round(minutes / 60), "hour");
  return words.format(Math.round(minutes / 1440), "day");
}

/** Slack's date text: `pattern` with `{date_short}` and its like; null where it holds an unknown token. */
export function formatDate(seconds, pattern, reader) {
  const date = parse(seconds);
  if (Number.isNaN(date.getTime())) return null;
  let known = true;
  const words = pattern.replaceAll(/\{(\w+)\}/g, (_, token) => {
    if (TOKENS[token]) return TOKENS[token](date, reader);
    known = false;
    return "";
  });
  return known ? words : null;
}

/** When a message was written, in seconds: by the demonstration's clock where there is one. */
export const writtenAt = (message) => Number(message.local_at || message.ts);

/** The clock time of a message, "10:42". */
export const clock = (seconds, reader) => time(parse(seconds), reader);

/** Day and time in full, for a tooltip and for what is read aloud. */
export const moment = (seconds, reader) => `${day(parse(seconds), reader, LONG)}, ${time(parse(seconds), reader)}`;

/** The line between two days: "Today", "Friday, 20 November 2026". */
export function dayLine(seconds, reader) {
  const words = pretty(parse(seconds), reader, LONG);
  return words[0].toLocaleUpperCase() + words.slice(1);
}
