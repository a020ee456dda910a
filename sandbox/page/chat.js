// One person's chat. Wires the parts together: the store in the middle, what is drawn around it, what people do back into it.

import { offerColours } from "./colours.js";
import { Composer } from "./composer.js";
import { Deeds } from "./deeds.js";
import { icon, ICONS, part } from "./dom.js";
import { Faults } from "./faults.js";
import { drawHome } from "./home.js";
import { Modals } from "./modal.js";
import { notice } from "./notice.js";
import { hearEnter, isPane, takesFocus, tellClock, tellHop, tellPlace } from "./pane.js";
import { PlaceHead } from "./place.js";
import { drawRefusals } from "./refusals.js";
import { addressOf } from "./route.js";
import { Session } from "./session.js";
import { Sidebar } from "./sidebar.js";
import { Store } from "./store.js";
import { openSwitcher } from "./switcher.js";
import { Thread } from "./thread.js";
import { Timeline } from "./timeline.js";
import { keepTop } from "./top.js";

part("sidebar-toggle").append(icon(ICONS.menu));
part("composer-send").append(icon(ICONS.send));
part("thread-send").append(icon(ICONS.send));
part("thread-close").append(icon(ICONS.close));
part("beside").append(icon(ICONS.beside), "Two side by side");

const store = new Store();
const remark = (words) => notice(part("notice"), words);
const deeds = new Deeds(store, remark);
const session = new Session(store, remark, (message) => deeds.hasDismissed(message));
const go = (place) => session.go(place);

/** A press outside a modal: what goes wrong is said under the conversation. */
async function click(container, action, values) {
  remark(null);
  const words = await deeds.click(container, action, values);
  if (words) remark(words);
}

const messageActions = {
  click,
  dismiss: (ts) => {
    deeds.dismiss(ts);
    part("composer-field").focus();
  },
  react: (ts, name, remove) => deeds.react(ts, name, remove),
  openThread: (ts) => deeds.openThread(ts),
};
const timeline = new Timeline(part("timeline"), store, messageActions, {
  read: () => store.messages,
  newFrom: () => store.newFrom,
});
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
  (text, ts) => deeds.say(text, ts),
);
const composer = new Composer(
  { form: part("composer"), field: part("composer-field"), hint: part("composer-hint"), button: part("composer-send") },
  store,
  (text) => deeds.say(text),
);
const modals = new Modals(store, {
  click: (container, action, values) => deeds.click(container, action, values),
  submit: (viewId, values) => deeds.submit(viewId, values),
  close: (viewId, cleared) => deeds.close(viewId, cleared),
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
    faces: part("faces"),
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
  },
  store,
  go,
);

const faults = new Faults(part("faults"), store, deeds);
keepTop(store, (move) => deeds.moveClock(move), remark);
offerColours(part("colours"));
for (const id of ["top", "beside"]) part(id).hidden = isPane; // the page around a pane has its own

function drawPlace() {
  const isHome = store.tab === "home";
  const channel = store.channels.get(store.channel);
  sidebar.draw();
  head.draw();
  for (const id of ["timeline", "composer", "composer-hint"]) part(id).hidden = isHome || !channel;
  part("home").hidden = !isHome;
  timeline.begin();
  part("timeline").replaceChildren();
  if (channel) composer.goTo(store.me, store.channel, store.placeName(channel));
  if (isHome) drawHome(part("home"), store, click);
  tellPlace(store);
}

store.on("place", drawPlace);
store.on("messages", () => timeline.draw());
store.on("thread", () => thread.draw());
store.on("views", () => modals.draw());
store.on("home", () => store.tab === "home" && drawHome(part("home"), store, click));
store.on("unread", () => {
  sidebar.draw();
  head.drawTitle();
});
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
store.on("clock", () => {
  timeline.redraw();
  tellClock(store);
});
store.on("faults", () => {
  faults.draw();
  head.drawStatus();
});
store.on("refusals", () => drawRefusals(part("refusals"), store));

function beSomebodyElse() {
  openSwitcher(store, "Who do you want to be?", async (as) => {
    sidebar.open(false);
    await go({ as });
    part("composer-field").focus();
  });
}

part("beside").addEventListener("click", () => {
  const { me: as, channel, tab } = store;
  openSwitcher(store, "Who stands beside you?", (beside) => location.assign(addressOf({ as, channel, tab, beside })));
});
part("who").addEventListener("click", beSomebodyElse);
document.addEventListener("keydown", (event) => {
  const isShortcut = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
  if (!isShortcut || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  beSomebodyElse();
});
hearEnter(() => part("composer-field").focus());
document.addEventListener("keydown", (event) => {
  if (!isPane || event.key !== "F6") return;
  event.preventDefault();
  tellHop();
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-place]"); // a channel that is named in a message
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  go({ channel: link.dataset.place });
});
document.addEventListener("visibilitychange", () => session.see());
window.addEventListener("resize", () => session.see()); // a pane that was shut is open again
part("timeline").addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented) part("composer-field").focus();
});
window.addEventListener("popstate", () => session.followRoute());

const isReload = performance.getEntriesByType("navigation")[0]?.type === "reload";
if (await session.loadWorkspace()) {
  await session.followRoute({ isReload });
  if (takesFocus && window.matchMedia("(pointer: fine)").matches) part("composer-field").focus();
}
