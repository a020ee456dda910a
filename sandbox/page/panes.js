// Two people beside each other, each in a pane of their own, under one top line.

import * as api from "./api.js";
import { wearColours } from "./colours.js";
import { Deeds } from "./deeds.js";
import { h, part } from "./dom.js";
import { notice } from "./notice.js";
import { Pane } from "./pane.js";
import { addressOf, readRoute, writeRoute } from "./route.js";
import { Store } from "./store.js";
import { keepTop } from "./top.js";

const ON_A_PHONE = window.matchMedia("(max-width: 720px)");
const store = new Store();
const room = part("panes");
const remarks = h("div", { role: "status" });
const remark = (words) => notice(remarks, words);
const deeds = new Deeds(store, remark);
keepTop(store, (move) => deeds.moveClock(move), remark);
wearColours();

/** The two panes, the left one first. */
class Pair {
  constructor(places) {
    const calls = {
      onMove: () => this.draw(),
      onClock: (ahead) => store.setAhead(ahead),
      onOpen: (pane) => this.open(pane),
      onHop: (pane) => this.open(this.other(pane)),
      onClose: (pane) => this.close(pane),
    };
    this.panes = places.map((place) => new Pane(place, calls));
    this.opened = this.panes[0];
    ON_A_PHONE.addEventListener("change", () => this.draw());
    this.draw();
  }

  get nodes() {
    return this.panes.map((pane) => pane.node);
  }

  draw() {
    const [left, right] = this.panes;
    for (const pane of this.panes) pane.draw(store, { isOpen: pane === this.opened, isOnPhone: ON_A_PHONE.matches });
    writeRoute({ ...left.place, beside: right.place.as }, { replace: true });
    const names = this.panes.map((pane) => store.nameOf(pane.place.as)).join(" beside ");
    document.title = `${names} · ${store.team.name} (local Slack)`;
  }

  /** On a phone the other one shuts; everywhere the focus goes into the one whose head was pressed. */
  open(pane) {
    this.opened = pane;
    this.draw();
    pane.enter();
  }

  /** The other one has the window for itself. */
  close(pane) {
    location.assign(addressOf(this.other(pane).place));
  }

  other(pane) {
    return this.panes.find((one) => one !== pane);
  }
}

/** Fills the room; where the address does not name two people, it is one person's chat again. */
function fill() {
  const { beside, ...place } = readRoute();
  if (!store.people.has(place.as) || !store.people.has(beside)) {
    location.replace(addressOf({ ...place, as: place.as ?? "" }));
    return;
  }
  const pair = new Pair([place, { ...place, as: beside, tab: null }]);
  room.replaceChildren(remarks, h("div", { class: "pane-row" }, pair.nodes));
}

for (const id of ["shell", "skip"]) part(id).remove(); // they belong to a chat
room.hidden = false;
room.setAttribute("role", "main");
const answer = await api.workspace();
if (answer.ok === false) {
  room.replaceChildren(remarks);
  remark(api.wordsFor(answer));
} else {
  store.setWorkspace(answer);
  fill();
}
