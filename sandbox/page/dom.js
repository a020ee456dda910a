// Builds DOM nodes. Data only ever becomes text nodes and attributes here; nothing in this page parses HTML.

const SVG = "http://www.w3.org/2000/svg";
let counter = 0;

/** An element of index.html. */
export const part = (id) => document.getElementById(id);

/** A document-wide unique id that starts with `prefix`. */
export function uid(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}

/**
 * An element. `props` holds attributes; `on` holds listeners by event name; `data` the dataset.
 * `true` sets an empty attribute; `false`, `null` and `undefined` leave the attribute out.
 */
export function h(tag, props = {}, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** The same for SVG elements. */
export function svg(tag, props = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

function fill(node, { on = {}, data = {}, ...attributes }, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, String(value));
  }
  for (const [name, listener] of Object.entries(on)) node.addEventListener(name, listener);
  for (const [name, value] of Object.entries(data)) if (value !== undefined) node.dataset[name] = value;
  node.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** A drawn sign without words of its own; `path` is the `d` of a 16 by 16 stroke drawing. */
export function icon(path) {
  return svg(
    "svg",
    { class: "icon", viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: path }),
  );
}

export const ICONS = {
  close: "M4 4l8 8M12 4l-8 8",
  back: "M10 3L5 8l5 5",
  down: "M4 6l4 4 4-4",
  menu: "M2.5 4h11M2.5 8h11M2.5 12h11",
  more: "M3.5 8h.01M8 8h.01M12.5 8h.01",
  send: "M2.5 8h11M9 3.5L13.5 8 9 12.5",
  smile: "M8 14.2A6.2 6.2 0 108 1.8a6.2 6.2 0 000 12.4zM5.6 9.6c1.1 1.7 3.7 1.7 4.8 0M6 6.2v.01M10 6.2v.01",
  beside: "M2 3h12v10H2zM8 3v10",
  fault: "M9 1.8L3.8 9H8l-1 5.2L12.2 7H8z",
  clock: "M8 14.2A6.2 6.2 0 108 1.8a6.2 6.2 0 000 12.4zM8 4.6V8l2.4 1.6",
  eye: "M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8zM8 9.8a1.8 1.8 0 100-3.6 1.8 1.8 0 000 3.6z",
  swap: "M3 5.5h9M9.5 3L12 5.5 9.5 8M13 10.5H4M6.5 8L4 10.5 6.5 13",
  lock: "M4.5 7.5h7v5.5h-7zM6 7.5V5.2a2 2 0 014 0v2.3",
  info: "M8 7.5V11M8 5.01V5M8 14.2A6.2 6.2 0 108 1.8a6.2 6.2 0 000 12.4z",
  warning: "M8 6.2v3.2M8 11.6v.01M8 2.2L14.4 13.4H1.6z",
};
