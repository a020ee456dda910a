// Wires the parts of the page together: the store in the middle, what is drawn around it, what people do back into the session.

import { Composer } from "./composer.js";
import { icon, ICONS } from "./dom.js";
import { drawHome } from "./home.js";
import { Modals } from "./modal.js";
import { notice } from "./notice.js";
import { PlaceHead } from "./place.js";
import { drawRefusals } from "./refusals.js";
import { Session } from "./session.js";
import { Sidebar } from "./sidebar.js";
import { Store } from "./store.js";
import { openSwitcher } from "./switcher.js";
import { Thread } from "./thread.js";
import { Timeline } from "./timeline.js";

const part = (id) => document.getElementById(id);

part("sidebar-toggle").append(icon(ICONS.menu));
part("composer-send").append(icon(ICONS.send));
part("thread-send").append(icon(ICONS.send));
part("thread-close").append(icon(ICONS.close));

const store = new Store();
const remark = (words) => notice(part("notice"), words);
const session = new Session(store, remark);
const go = (place) => session.go(place);

/** A press outside a modal: what goes wrong is said under the conversation. */
async function click(container, action, values) {
  remark(null);
  const words = await session.click(container, action, values);
  if (words) remark(words);
}

const messageActions = {
  click,
  dismiss: (ts) => {
    session.dismiss(ts);
    part("composer-field").focus();
  },
  openThread: (ts) => session.openThread(ts),
};
const timeline = new Timeline(part("timeline"), store, messageActions, () => store.messages);
const thread = new Thread(
  {
    panel: part("thread"),
    place: part("thread-timeline"),
    shut: part("thread-close"),
    composing: {
      form: part("thread-composer"),
      field: part("thread-field"),
      hint: part("thread-hint"),
      button: part("thread-send"),
    },
  },
  store,
  messageActions,
  (text, ts) => session.say(text, ts),
);
const composer = new Composer(
  { form: part("composer"), field: part("composer-field"), hint: part("composer-hint"), button: part("composer-send") },
  store,
  (text) => session.say(text),
);
const modals = new Modals(store, {
  click: (container, action, values) => session.click(container, action, values),
  submit: (viewId, values) => session.submit(viewId, values),
  close: (viewId, cleared) => session.close(viewId, cleared),
});
const sidebar = new Sidebar(
  {
    nav: part("sidebar"),
    toggle: part("sidebar-toggle"),
    shade: part("shade"),
    team: part("team"),
    channels: part("channels"),
    directs: part("directs"),
    who: part("who"),
  },
  store,
  go,
);
const head = new PlaceHead(
  {
    name: part("place-name"),
    topic: part("place-topic"),
    tabs: part("tabs"),
    status: part("status"),
    localLine: part("local-line"),
  },
  store,
  go,
);

function drawPlace() {
  const isHome = store.tab === "home";
  const channel = store.channels.get(store.channel);
  sidebar.draw();
  head.draw();
  for (const id of ["timeline", "composer", "composer-hint"]) part(id).hidden = isHome || !channel;
  part("home").hidden = !isHome;
  timeline.begin();
  part("timeline").replaceChildren();
  if (channel) composer.goTo(store.me, store.channel, channel.is_im ? store.app.name : `#${channel.name}`);
  if (isHome) drawHome(part("home"), store, click);
}

store.on("place", drawPlace);
store.on("messages", () => timeline.draw());
store.on("thread", () => thread.draw());
store.on("views", () => modals.draw());
store.on("home", () => store.tab === "home" && drawHome(part("home"), store, click));
store.on("unread", () => sidebar.draw());
store.on("workspace", () => {
  if (!store.me) return;
  sidebar.draw();
  head.draw();
});
store.on("app", () => {
  if (store.me) sidebar.draw();
  head.drawStatus();
});
store.on("live", () => head.drawStatus());
store.on("refusals", () => drawRefusals(part("sidebar-foot"), store));

function beSomebodyElse() {
  openSwitcher(store, async (as) => {
    sidebar.open(false);
    await go({ as });
    part("composer-field").focus();
  });
}

part("who").addEventListener("click", beSomebodyElse);
document.addEventListener("keydown", (event) => {
  const isShortcut = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
  if (!isShortcut || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  beSomebodyElse();
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-place]"); // a channel that is named in a message
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  go({ channel: link.dataset.place });
});
window.addEventListener("popstate", () => session.followRoute());

const isReload = performance.getEntriesByType("navigation")[0]?.type === "reload";
if (await session.loadWorkspace()) {
  await session.followRoute({ isReload });
  if (window.matchMedia("(pointer: fine)").matches) part("composer-field").focus();
}
