// The line on top of everything: that this is not Slack, and what time it is in the demonstration.

import { DemoClock } from "./clock.js";
import { h, part } from "./dom.js";

/** Keeps the line in step with the store; `moveClock(move)` answers the words of what went wrong, which `remark` shows. */
export function keepTop(store, moveClock, remark) {
  const demoClock = new DemoClock(part("clock"), store, async (move) => remark(await moveClock(move)));
  store.on("clock", () => demoClock.draw());
  store.on("workspace", () => {
    part("local-line").replaceChildren(
      h("span", { class: "local-what" }, `A local Slack for trying ${store.app.name}. `),
      "This is not Slack, and nothing is sent there.",
    );
  });
}
