// Who one is and where stand in the address, so that two tabs can be two people and a link leads back.

/** `{as, channel, tab, beside}`, each null where the address does not say. `beside` is the person of the second pane. */
export function readRoute() {
  const query = new URLSearchParams(location.search);
  const [as, channel, tab, beside] = ["as", "channel", "tab", "beside"].map((name) => query.get(name));
  return { as, channel, tab, beside };
}

/** The address of a place. */
export function addressOf({ as, channel, tab, beside }) {
  const query = new URLSearchParams({
    as,
    channel: channel ?? "",
    ...(tab === "home" ? { tab } : {}),
    ...(beside ? { beside } : {}),
  });
  return `?${query}`;
}

export function writeRoute(place, { replace = false } = {}) {
  const address = addressOf(place);
  if (address === location.search) return;
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
}
