// The demonstration's clock: what time it is there, and buttons that move it on.

import { announce } from "./announce.js";
import { h, icon, ICONS } from "./dom.js";

const MOVES = [
  { move: "hour", words: "Next hour" },
  { move: "monday", words: "Monday 9:00" },
  { move: "quarter", words: "End of quarter" },
];

const TICK_MS = 1000;
const JUMP_MS = 60_000; // less is the network's doing

const formatter = (zone, options) =>
  new Intl.DateTimeFormat("en-GB", {
    timeZone: zone || "UTC",
    day: "numeric",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
    ...options,
  });

/** Draws into `place`; `move(name)` moves the time on and answers when that is done. */
export class DemoClock {
  constructor(place, store, move) {
    Object.assign(this, { place, store, move });
    this.told = null; // how far ahead it was when it was drawn last
    this.time = h("time", { class: "demo-time" });
    place.append(icon(ICONS.clock), this.time, ...MOVES.map((one) => this.button(one)));
    setInterval(() => this.tick(), TICK_MS);
  }

  button({ move, words }) {
    const press = async () => {
      if (node.getAttribute("aria-busy") === "true") return;
      node.setAttribute("aria-busy", "true");
      await this.move(move);
      node.removeAttribute("aria-busy");
    };
    const node = h("button", { type: "button", class: "clock-button", on: { click: press } }, words);
    return node;
  }

  draw() {
    const { ahead, team, reader } = this.store;
    this.place.hidden = ahead === null;
    if (ahead === null) return;
    this.short = formatter(team.zone, { weekday: "short", month: "short" });
    this.tick();
    if (this.told !== null && Math.abs(ahead - this.told) > JUMP_MS)
      announce(`It is now ${formatter(team.zone, { weekday: "long", month: "long" }).format(reader.now)}.`);
    this.told = ahead;
  }

  tick() {
    if (this.place.hidden) return;
    const words = this.short.format(this.store.reader.now);
    if (this.time.textContent !== words) this.time.textContent = words;
  }
}
