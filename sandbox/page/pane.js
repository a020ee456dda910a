// A chat that stands beside another one, in a frame of the same page: it keeps the page around it told.

import { avatar } from "./avatar.js";
import { h, icon, ICONS, uid } from "./dom.js";
import { addressOf } from "./route.js";

const frame = window.frameElement; // null in a window of its own, and in a frame of another site
const PLACE = "pane-place";
const CLOCK = "pane-clock";
const HOP = "pane-hop";
const ENTER = "pane-enter";

export const isPane = frame !== null;

/** Of two panes that open at once, the first takes the focus. */
export const takesFocus = !isPane || frame.closest(".pane").matches(":first-child");

const tell = (what, detail) => frame?.dispatchEvent(new CustomEvent(what, { detail }));

/** Tells the page around this pane who is here, and where. */
export const tellPlace = ({ me: as, channel, tab }) => tell(PLACE, { as, channel, tab });

/** Tells it how far ahead the demonstration's clock is: so that page needs no line of its own, of which a browser has few. */
export const tellClock = ({ ahead }) => tell(CLOCK, ahead);

/** Asks it to give the focus to the other pane. */
export const tellHop = () => tell(HOP);

/** `onEnter()` follows when the page around it gives this pane the focus, which then is nowhere in it yet. */
export const hearEnter = (onEnter) => window.addEventListener(ENTER, onEnter);

/** One pane as the page around it sees it: a head with the name of who acts, and the frame. */
export class Pane {
  /**
   * `place` is `{as, channel, tab}`. Calls are made when the person inside moves, the clock jumps, the head is pressed,
   * the focus is to go to the other pane, the pane is closed.
   */
  constructor(place, { onMove, onClock, onOpen, onHop, onClose }) {
    this.place = place;
    this.frame = h("iframe", { class: "pane-frame", id: uid("pane"), src: addressOf(place) });
    this.name = h("button", {
      type: "button",
      class: "pane-name",
      "aria-controls": this.frame.id,
      "aria-keyshortcuts": "F6",
      title: "F6 goes from one side to the other",
      on: { click: () => onOpen(this) },
    });
    this.leave = h("button", { type: "button", class: "button-bare", on: { click: () => onClose(this) } });
    this.leave.append(icon(ICONS.close));
    const head = h("header", { class: "pane-head" }, this.name, this.leave);
    this.node = h("section", { class: "pane" }, head, this.frame);
    this.frame.addEventListener(PLACE, (event) => {
      this.place = event.detail;
      onMove();
    });
    this.frame.addEventListener(HOP, () => onHop(this));
    this.frame.addEventListener(CLOCK, (event) => onClock(event.detail));
  }

  enter() {
    this.frame.focus();
    this.frame.contentWindow.dispatchEvent(new CustomEvent(ENTER));
  }

  /** On a phone one pane is open and the other shows its head alone; elsewhere both are there. */
  draw(store, { isOpen, isOnPhone }) {
    const { real_name: name, title } = store.people.get(this.place.as);
    this.frame.title = `Chat as ${name}`;
    this.node.setAttribute("aria-label", name);
    this.node.classList.toggle("pane-shut", !isOpen);
    this.leave.setAttribute("aria-label", `Close the chat as ${name}`);
    this.name.replaceChildren(
      avatar(this.place.as, store),
      h("span", { class: "pane-who" }, name),
      h("span", { class: "pane-title" }, title || ""),
    );
    if (isOnPhone) this.name.setAttribute("aria-expanded", String(isOpen));
    else this.name.removeAttribute("aria-expanded");
  }
}
