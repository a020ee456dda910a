import { h } from "../dom.js";
import { linkNode } from "../mentions.js";
import { textNodes } from "../text.js";

/** The address of a picture on this server, or null: the page asks nobody else for anything. */
function ownAddress({ slack_file: file, image_url: url }) {
  if (file?.id) return `/local/file/${encodeURIComponent(file.id)}`;
  const address = file?.url ?? url;
  if (!address || !URL.canParse(address, location.href)) return null;
  const found = new URL(address, location.href);
  return found.origin === location.origin ? found.href : null;
}

/** The picture; where it cannot be had, a card with its alternative text. */
export function pictureNode(spec, looks) {
  const address = ownAddress(spec);
  if (!address) return missing(spec);
  const picture = h("img", { class: looks, src: address, alt: spec.alt_text, loading: "lazy" });
  picture.addEventListener("error", () => picture.replaceWith(missing(spec)));
  return picture;
}

function missing(spec) {
  const link = spec.image_url && h("span", { class: "picture-link" }, linkNode(spec.image_url));
  return h("div", { class: "picture-missing" }, h("strong", {}, "Picture, in words"), h("p", {}, spec.alt_text), link);
}

export function image(block, ctx) {
  const title = block.title && h("figcaption", {}, textNodes(block.title, ctx));
  return h("figure", { class: "picture" }, title, pictureNode(block, "picture-block"));
}
