// Reactions under a message: who, how many, and a press that adds one's own or takes it back.

import { h, icon, ICONS } from "./dom.js";
import { emoji } from "./emoji.js";
import { menuOf } from "./menu.js";

const OFFERED = [
  { name: "+1", words: "Yes, agreed" },
  { name: "heart", words: "Heart" },
  { name: "tada", words: "Celebrate" },
  { name: "clap", words: "Applause" },
  { name: "raised_hands", words: "Well done" },
  { name: "eyes", words: "Looking at it" },
  { name: "white_check_mark", words: "Done" },
  { name: "pray", words: "Thank you" },
];

/** The reactions that a message has, each a button; `react(ts, name, remove)` tells what was pressed. */
export function reactionsOf({ ts, reactions }, store, react) {
  if (!(reactions?.length > 0)) return null;
  const chips = reactions.map(({ name, users = [], count = users.length }) => {
    const mine = users.includes(store.me);
    const people = users.map((id) => (id === store.me ? "you" : store.nameOf(id))).join(", ");
    return h(
      "li",
      {},
      h(
        "button",
        {
          type: "button",
          class: "reaction",
          "aria-pressed": String(mine),
          "aria-label": `:${name}: ${count}, from ${people}. ${mine ? "Take yours back" : "React with it as well"}`,
          title: `${people} reacted with :${name}:`,
          data: { control: `reaction-${name}` },
          on: { click: () => react(ts, name, mine) },
        },
        `${emoji(name)} ${count}`,
      ),
    );
  });
  return h("ul", { class: "reactions", "aria-label": "Reactions" }, chips);
}

/** A button with a short list of reactions to give. */
export function reactionButton({ ts, reactions = [] }, store, react) {
  const opener = h(
    "button",
    { type: "button", class: "message-tool", "aria-label": "Add a reaction", data: { control: "react" } },
    icon(ICONS.smile),
  );
  const menu = menuOf(opener, "Reactions", () =>
    OFFERED.map(({ name, words }) => {
      const mine = reactions.some((one) => one.name === name && one.users?.includes(store.me));
      const what = mine ? `${words} (take it back)` : words;
      return { sign: emoji(name), words: what, choose: () => react(ts, name, mine) };
    }),
  );
  return h("span", {}, opener, menu);
}
