// Channels, the direct message with the app, and who one is. On a phone it stands behind a button.

import { avatar } from "./avatar.js";
import { h, icon, ICONS } from "./dom.js";
import { drawFaces } from "./faces.js";
import { steps } from "./steps.js";

const byName = (one, other) => one.name.localeCompare(other.name);

/** Draws the lists from the store; `parts` are the elements of index.html, `go({channel})` and `go({as})` move. */
export class Sidebar {
  constructor(parts, store, go) {
    Object.assign(this, { ...parts, store, go });
    steps(this.nav, ".face, .place");
    this.toggle.addEventListener("click", () => this.open(!this.isOpen));
    this.shade.addEventListener("click", () => this.open(false));
    this.nav.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.isOpen) return;
      this.open(false);
      this.toggle.focus();
    });
  }

  get isOpen() {
    return this.toggle.getAttribute("aria-expanded") === "true";
  }

  open(isOpen) {
    this.toggle.setAttribute("aria-expanded", String(isOpen));
    document.body.classList.toggle("sidebar-open", isOpen);
    if (isOpen) this.who.focus();
  }

  /** Goes there; where the sidebar stands over the page, it is put away. */
  leave(place) {
    if (this.isOpen) {
      this.open(false);
      this.toggle.focus();
    }
    this.go(place);
  }

  draw() {
    const { store } = this;
    const all = store.channelsOf(store.me);
    const hadFocus = document.activeElement?.dataset.channel;
    this.team.textContent = store.team.name;
    this.channels.replaceChildren(
      ...all
        .filter((channel) => !channel.is_im)
        .sort(byName)
        .map((channel) => this.row(channel)),
    );
    this.directs.replaceChildren(...all.filter((channel) => channel.is_im).map((channel) => this.row(channel)));
    this.drawPerson();
    this.drawToggle(store.unread.total(all));
    drawFaces(this.faces, store, (as) => this.leave({ as }));
    if (hadFocus) this.nav.querySelector(`[data-channel="${CSS.escape(hadFocus)}"]`)?.focus();
  }

  /** Where the lists stand behind a button, the button says that there is something new. */
  drawToggle(unread) {
    this.toggle.classList.toggle("sidebar-news", unread > 0);
    const news = unread > 0 ? `, ${inWords(unread)}` : "";
    this.toggle.setAttribute("aria-label", `Channels and people${news}`);
  }

  row(channel) {
    const { store } = this;
    const isHere = channel.id === store.channel;
    const { count, mentions } = store.unread.of(channel.id);
    const address = `?${new URLSearchParams({ as: store.me, channel: channel.id })}`;
    const sign = channel.is_im
      ? h("span", { class: store.app.connected ? "presence presence-on" : "presence" })
      : h("span", { class: "channel-sign", "aria-hidden": "true" }, channel.is_private ? icon(ICONS.lock) : "#");
    const link = h(
      "a",
      {
        class: count > 0 ? "place place-unread" : "place",
        href: address,
        "aria-label": this.inWords(channel),
        "aria-current": isHere ? "page" : null,
        data: { channel: channel.id },
      },
      sign,
      h("span", { class: "place-name" }, store.channelName(channel)),
      count > 0 && h("span", { class: mentions > 0 ? "place-count place-count-me" : "place-count" }, inFewSigns(count)),
    );
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return; // a new tab or window, as with any link
      event.preventDefault();
      this.leave({ channel: channel.id });
    });
    return h("li", {}, link);
  }

  /** What a row says beyond its name, for those who listen. */
  inWords(channel) {
    const { store } = this;
    const line = store.app.connected ? "connected" : "not connected";
    const kind = channel.is_im ? line : channel.is_private && "private";
    const { count, mentions } = store.unread.of(channel.id);
    const news = count > 0 && inWords(count);
    const forOne = mentions > 0 && !channel.is_im && `${mentions} for you`;
    return [store.channelName(channel), kind, news, forOne].filter(Boolean).join(", ");
  }

  drawPerson() {
    const { store } = this;
    const person = store.person;
    if (!person) return;
    this.who.setAttribute("aria-label", `You are ${person.real_name}, ${person.title || "no title"}. Be somebody else`);
    this.who.replaceChildren(
      avatar(person.id, store),
      h(
        "span",
        { class: "who-words" },
        h("span", { class: "who-name" }, person.real_name),
        h("span", { class: "who-title" }, person.title || "No title"),
      ),
      icon(ICONS.swap),
    );
  }
}

const inWords = (count) => (count === 1 ? "1 new message" : `${count} new messages`);
const inFewSigns = (count) => (count > 99 ? "99+" : String(count));
