// What this page cannot draw is shown, never dropped: whoever builds a message must see that a part is missing.

import { h } from "../dom.js";

/** `what` is "block", "element", …; `spec` is the thing itself. */
export function unknown(what, spec) {
  const type = spec?.type === undefined ? "without a type" : `"${spec.type}"`;
  return h(
    "div",
    { class: "unknown", role: "note", data: { unknown: String(spec?.type) } },
    h("strong", {}, `Unknown ${what} ${type}`),
    h("pre", {}, h("code", {}, JSON.stringify(spec, null, 1) ?? String(spec))),
  );
}
