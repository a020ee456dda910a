// The addresses of the local Slack that this page talks to; see "Between the page and the server" in the README.

const UNREACHABLE = "The local Slack does not answer. It may have been stopped. Nothing you typed is lost.";

const WORDS = {
  dispatch_failed: "The app is not connected, so nobody can answer. Start it, then try again.",
  operation_timeout: "The app did not answer within 3 seconds. What it was asked to do may still happen.",
  unknown_command: "There is no such command here. Type / to see those that exist.",
};

/** One request. Answers the server's JSON; a server that cannot be reached answers `{ok: false, error: "unreachable"}`. */
async function request(method, path, { query, body } = {}) {
  const address = query ? `${path}?${new URLSearchParams(query)}` : path;
  const options = body ? { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) } : {};
  try {
    const answer = await fetch(address, { method, ...options });
    return await answer.json();
  } catch {
    return { ok: false, error: "unreachable", message: UNREACHABLE };
  }
}

export const workspace = () => request("GET", "/local/workspace");
export const history = (as, channel) => request("GET", "/local/history", { query: { as, channel } });
export const thread = (as, channel, ts) => request("GET", "/local/history", { query: { as, channel, thread_ts: ts } });
export const openHome = (as, tab) => request("POST", "/local/home", { body: { as, tab } });
export const openDirect = (as) => request("POST", "/local/dm", { body: { as } });
export const reload = (as) => request("POST", "/local/reload", { body: { as } });
export const refusals = () => request("GET", "/local/refusals");
export const say = (as, channel, text, threadTs) =>
  request("POST", "/local/say", { body: { as, channel, text, ...(threadTs ? { thread_ts: threadTs } : {}) } });
export const click = (as, container, action, values) =>
  request("POST", "/local/click", { body: { as, container, action, values } });
export const submit = (as, viewId, values) =>
  request("POST", "/local/submit", { body: { as, view_id: viewId, values } });
export const close = (as, viewId, cleared) =>
  request("POST", "/local/close", { body: { as, view_id: viewId, ...(cleared ? { cleared } : {}) } });

export const unread = (as) => request("GET", "/local/unread", { query: { as } });
export const read = (as, channel, ts) => request("POST", "/local/read", { body: { as, channel, ts } });
export const react = (as, channel, ts, name, remove) =>
  request("POST", "/local/react", { body: { as, channel, ts, name, ...(remove ? { remove } : {}) } });
export const clock = () => request("GET", "/local/clock");
export const moveClock = (move) => request("POST", "/local/clock", { body: { move } });
export const faults = () => request("GET", "/admin/faults");
export const setFault = (fault) => request("POST", "/admin/faults", { body: fault });
export const forgetFaults = () => request("DELETE", "/admin/faults");

/** Where the file with this id is, for the person who looks. */
export const fileAddress = (as, id) => `/local/file/${encodeURIComponent(id)}?${new URLSearchParams({ as })}`;

/** The words for an answer that is not `ok`. */
export function wordsFor(answer) {
  return answer.message || WORDS[answer.error] || `The local Slack refused this: ${answer.error}.`;
}
