// The demonstration's clock: what time it is there, and buttons that move it on; on a phone one button with a menu.

import { announce } from "./announce.js";
import { h, icon, ICONS } from "./dom.js";
import { menuOf } from "./menu.js";

const MOVES = [
  { move: "hour", words: "Next hour" },
  { move: "monday", words: "Monday 9:00" },
  { move: "quarter", words: "End of quarter" },
];

const ON_A_PHONE = window.matchMedia("(max-width: 720px)");
const TICK_MS = 1000;
const JUMP_MS = 60_000; // less is the network's doing

const formatter = (zone, options) =>
  new Intl.DateTimeFormat("en-GB", {
    timeZone: zone || "UTC",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    ...options,
  });

const WHOLE = { year: "numeric", timeZoneName: "short" };

/** Draws into `place`; `move(name)` moves the time on and answers when that is done. */
export class DemoClock {
  constructor(place, store, move) {
    Object.assign(this, { place, store, move });
    this.told = null; // how far ahead it was when it was drawn last
    this.time = h("time", { class: "demo-time" });
    place.append(icon(ICONS.clock), this.time, ...MOVES.map((one) => this.button(one)), ...this.menu());
    setInterval(() => this.tick(), TICK_MS);
  }

  button({ move, words }) {
    const node = h("button", { type: "button", class: "clock-button" }, words);
    node.addEventListener("click", () => this.press(node, move));
    return node;
  }

  /** The same moves behind one button, for where there is no room for three. */
  menu() {
    const opener = h("button", { type: "button", class: "clock-button clock-opener" }, "Move time");
    const menu = menuOf(opener, "Move time", () =>
      MOVES.map(({ move, words }) => ({ words, choose: () => this.press(opener, move) })),
    );
    return [opener, menu];
  }

  async press(node, move) {
    if (node.getAttribute("aria-busy") === "true") return;
    node.setAttribute("aria-busy", "true");
    await this.move(move);
    node.removeAttribute("aria-busy");
  }

  draw() {
    const { ahead, team, reader } = this.store;
    this.place.hidden = ahead === null;
    if (ahead === null) return;
    this.full = formatter(team.zone, { weekday: "short", month: "short", ...WHOLE });
    this.short = formatter(team.zone, { weekday: "short", month: "short" });
    this.tick();
    if (this.told !== null && Math.abs(ahead - this.told) > JUMP_MS)
      announce(`It is now ${formatter(team.zone, { weekday: "long", month: "long", ...WHOLE }).format(reader.now)}.`);
    this.told = ahead;
  }

  tick() {
    if (this.place.hidden) return;
    const words = (ON_A_PHONE.matches ? this.short : this.full).format(this.store.reader.now);
    if (this.time.textContent !== words) this.time.textContent = words;
  }
}
