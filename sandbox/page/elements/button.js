import { h } from "../dom.js";
import { plainWords } from "../text.js";
import { nameControl, perform } from "./common.js";

const STYLES = { primary: "button button-primary", danger: "button button-danger" };

/** A button; one with an address is a link that also tells the app, as in Slack. */
export function button(spec, ctx) {
  const words = plainWords(spec.text);
  const looks = { class: STYLES[spec.style] ?? "button" };
  const tell = () => perform(spec, spec.value === undefined ? {} : { value: spec.value }, node, ctx);
  const node = spec.url
    ? h("a", { ...looks, href: spec.url, target: "_blank", rel: "noopener noreferrer", on: { click: tell } }, words)
    : h("button", { ...looks, type: "button", on: { click: tell } }, words);
  if (spec.value !== undefined) node.dataset.value = spec.value;
  return nameControl(node, spec, ctx);
}
