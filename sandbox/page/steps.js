// Arrow keys, Home and End walk through a list of things that can have the focus.

const KEYS = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

/** Lets the keys walk through what `selector` finds in `place`; from `place` itself they go to the last one. */
export function steps(place, selector) {
  place.addEventListener("keydown", (event) => {
    const step = KEYS[event.key];
    const isHere = event.target === place || event.target.matches(selector);
    if (!step || !isHere || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const all = [...place.querySelectorAll(selector)].filter((node) => node.checkVisibility());
    if (all.length === 0) return;
    const at = event.target === place ? all.length : all.indexOf(event.target);
    event.preventDefault();
    all[Math.max(0, Math.min(all.length - 1, at + step))].focus();
  });
}
