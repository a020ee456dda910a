// The head of the place one is at: its name, its topic, the tabs of the app, and how the line stands.

import { h } from "./dom.js";
import { faultInWords } from "./fault_words.js";

const TABS = [
  { tab: "home", words: "Home" },
  { tab: "messages", words: "Messages" },
];

/** `parts` are the elements of index.html; `go({tab})` moves between the tabs. */
export class PlaceHead {
  constructor(parts, store, go) {
    Object.assign(this, { ...parts, store, go });
  }

  draw() {
    const { store } = this;
    const channel = store.channels.get(store.channel);
    const members = channel?.members?.length;
    const about = [
      channel?.is_private && !channel.is_im && "Private",
      members && !channel.is_im && `${members} members`,
      channel?.topic,
    ];
    this.name.textContent = channel ? store.placeName(channel) : "No channel";
    this.topic.textContent = about.filter(Boolean).join(" · ");
    const hasTabs = channel?.is_im === true && store.app.home_tab !== false;
    this.tabs.hidden = !hasTabs;
    this.tabs.replaceChildren(...(hasTabs ? TABS.map((one) => this.tab(one)) : []));
    this.drawTitle();
  }

  /** The tab's title: how much is unread, where one is, as whom. */
  drawTitle() {
    const { store } = this;
    const count = store.unread.total(store.channelsOf(store.me));
    const unread = count > 0 ? `(${count}) ` : "";
    const who = store.person?.real_name ?? "";
    document.title = `${unread}${this.name.textContent} · ${who} · ${store.team.name} (local Slack)`;
  }

  tab({ tab, words }) {
    const { store } = this;
    const query = new URLSearchParams({ as: store.me, channel: store.channel, ...(tab === "home" ? { tab } : {}) });
    const onClick = (event) => {
      event.preventDefault();
      this.go({ tab });
    };
    return h(
      "a",
      { class: "tab", href: `?${query}`, "aria-current": store.tab === tab ? "page" : null, on: { click: onClick } },
      words,
    );
  }

  drawStatus() {
    const { app, live, faults } = this.store;
    const lines = [
      !live && "The line to the local Slack is down. Trying again; what you see may be old.",
      live &&
        !app.connected &&
        app.name &&
        `${app.name} is not connected. You can write, but commands and buttons have no answer until it is started.`,
      faults?.length > 0 && `Faults are set. ${faults.map((fault) => `${faultInWords(fault)}.`).join(" ")}`,
    ];
    this.status.replaceChildren(...lines.filter(Boolean).map((words) => h("p", { class: "status-line" }, words)));
  }
}
