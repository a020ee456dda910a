// Popups stand in the browser's top layer, so a scrolling modal never cuts them off.

const GAP_PX = 4;
const EDGE_PX = 8;

/** Keeps an open popover beside its anchor, under it where there is room, else over it. Answers a function that stops. */
export function placeBeside(popup, anchor, { asWide = false } = {}) {
  const place = () => {
    const box = anchor.getBoundingClientRect();
    if (asWide) popup.style.width = `${box.width}px`;
    const under = window.innerHeight - box.bottom - GAP_PX - EDGE_PX;
    const over = box.top - GAP_PX - EDGE_PX;
    const isUnder = under >= Math.min(popup.scrollHeight, 220) || under >= over;
    popup.style.maxHeight = `${Math.min(320, isUnder ? under : over)}px`;
    popup.style.left = `${Math.max(EDGE_PX, Math.min(box.left, window.innerWidth - popup.offsetWidth - EDGE_PX))}px`;
    popup.style.top = `${isUnder ? box.bottom + GAP_PX : box.top - GAP_PX - popup.offsetHeight}px`;
  };
  place();
  window.addEventListener("scroll", place, true);
  window.addEventListener("resize", place);
  return () => {
    window.removeEventListener("scroll", place, true);
    window.removeEventListener("resize", place);
  };
}
