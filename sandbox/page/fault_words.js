// What can go wrong on purpose, in words that a visitor understands.

/** By kind: what it is called, what it means, the error that is answered, and the number that it takes: its key, its name, what it is at first, and its bounds. */
export const KINDS = {
  slow: {
    words: "Slack answers too late",
    about: "The call is done, but the answer takes this long.",
    number: { key: "ms", label: "Milliseconds until it answers", first: 4000, min: 0 },
  },
  ratelimited: {
    words: "Slack asks to wait",
    about: "Too many calls: nothing is done, and the app is told when to come back.",
    number: { key: "retry_after", label: "Seconds to wait", first: 2, min: 0 },
  },
  error: {
    words: "Slack says no",
    about: "Nothing is done: the answer is that the workspace does not allow it.",
    error: "restricted_action",
  },
  http_error: {
    words: "Slack is out of order",
    about: "Nothing is done; the answer is a page of an ailing server.",
    number: { key: "status", label: "HTTP status", first: 503, min: 400, max: 599 },
  },
  drop: { words: "The line is cut before anything happened", about: "Nothing is done, and there is no answer." },
  drop_after: {
    words: "The line is cut after it happened",
    about: "A message is stored, for example, but the app never hears so.",
  },
};

/** The calls that one may pick; `*` is any. */
export const CALLS = {
  "*": "Any call",
  "chat.postMessage": "Posting a message",
  "chat.update": "Changing a message",
  "chat.postEphemeral": "A message for one person",
  response_url: "An answer sent later",
  "views.open": "Opening a form",
  "views.publish": "Showing the Home tab",
  "files.completeUploadExternal": "Sharing a file",
  "users.list": "Reading the list of people",
};

/** "Slack answers too late: posting a message, the next 2 times". */
export function faultInWords({ method, kind, times = 1, share }) {
  const call = (CALLS[method] ?? method).replace(/^[A-Z]/, (sign) => sign.toLowerCase());
  const often = share
    ? `${Math.round(share * 100)}% of the calls, until it is forgotten`
    : times === 1
      ? "once"
      : `the next ${times} times`;
  return `${KINDS[kind]?.words ?? kind}: ${call}, ${often}`;
}
