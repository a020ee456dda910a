// Times in the reader's zone and language. A person carries `tz` (IANA name) and `locale` (BCP 47).

/** A formatter for this person; an unknown zone or language falls back to the browser's own. */
function format(person, options) {
  try {
    return new Intl.DateTimeFormat(person?.locale || undefined, { timeZone: person?.tz || undefined, ...options });
  } catch {
    return new Intl.DateTimeFormat(undefined, options);
  }
}

const parse = (ts) => new Date(Number(ts) * 1000);
const time = (date, person, timeStyle = "short") => format(person, { timeStyle }).format(date);
const day = (date, person, options) => format(person, options).format(date);

/** Days from today to `date`, counted in the person's zone. */
function daysAway(date, person) {
  const key = (value) => format({ tz: person?.tz, locale: "en-CA" }, { dateStyle: "short" }).format(value);
  return Math.round((Date.parse(key(date)) - Date.parse(key(new Date()))) / 86_400_000);
}

const LONG = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
const MEDIUM = { day: "numeric", month: "long", year: "numeric" };
const SHORT = { day: "numeric", month: "short", year: "numeric" };

function pretty(date, person, options) {
  const near = { "-1": "yesterday", 0: "today", 1: "tomorrow" }[daysAway(date, person)];
  return near ?? day(date, person, options);
}

const TOKENS = {
  date_num: (date) => date.toISOString().slice(0, 10),
  date: (date, person) => day(date, person, MEDIUM),
  date_short: (date, person) => day(date, person, SHORT),
  date_long: (date, person) => day(date, person, LONG),
  date_pretty: (date, person) => pretty(date, person, MEDIUM),
  date_short_pretty: (date, person) => pretty(date, person, SHORT),
  date_long_pretty: (date, person) => pretty(date, person, LONG),
  day_divider_pretty: (date, person) => pretty(date, person, LONG),
  time: (date, person) => time(date, person),
  time_secs: (date, person) => time(date, person, "medium"),
  ago: (date, person) => ago(date, person),
};

function ago(date, person) {
  const minutes = Math.round((date - Date.now()) / 60_000);
  const words = new Intl.RelativeTimeFormat(person?.locale || undefined, { numeric: "auto" });
  if (Math.abs(minutes) < 60) return words.format(minutes, "minute");
  if (Math.abs(minutes) < 48 * 60) return words.format(Math.round(minutes / 60), "hour");
  return words.format(Math.round(minutes / 1440), "day");
}

/** Slack's date text: `pattern` with `{date_short}` and its like; null where it holds an unknown token. */
export function formatDate(seconds, pattern, person) {
  const date = parse(seconds);
  if (Number.isNaN(date.getTime())) return null;
  let known = true;
  const words = pattern.replaceAll(/\{(\w+)\}/g, (_, token) => {
    if (TOKENS[token]) return TOKENS[token](date, person);
    known = false;
    return "";
  });
  return known ? words : null;
}

/** The clock time of a message, "10:42". */
export const clock = (ts, person) => time(parse(ts), person);

/** Day and time in full, for a tooltip and for what is read aloud. */
export const moment = (ts, person) => `${day(parse(ts), person, LONG)}, ${time(parse(ts), person)}`;

/** The line between two days: "Today", "Friday, 20 November 2026". */
export function dayLine(ts, person) {
  const words = pretty(parse(ts), person, LONG);
  return words[0].toLocaleUpperCase() + words.slice(1);
}
