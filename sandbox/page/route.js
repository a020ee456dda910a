// Who one is and where stand in the address, so that two tabs can be two people and a link leads back.

/** `{as, channel, tab}`, each null where the address does not say. */
export function readRoute() {
  const query = new URLSearchParams(location.search);
  return { as: query.get("as"), channel: query.get("channel"), tab: query.get("tab") };
}

export function writeRoute({ as, channel, tab }, { replace = false } = {}) {
  const query = new URLSearchParams({ as, channel: channel ?? "", ...(tab === "home" ? { tab } : {}) });
  const address = `?${query}`;
  if (address === location.search) return;
  if (replace) history.replaceState(null, "", address);
  else history.pushState(null, "", address);
}
