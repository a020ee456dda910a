// Pictures of this server, and how one sees them large. The page asks no other address for anything.

import { fileAddress } from "./api.js";
import { openDialog } from "./dialog.js";
import { h } from "./dom.js";
import { linkNode } from "./mentions.js";

/** The address of a picture on this server, or null. */
function ownAddress({ slack_file: file, image_url: url }, store) {
  if (file?.id) return fileAddress(store.me, file.id);
  const address = file?.url ?? url;
  if (!address || !URL.canParse(address, location.href)) return null;
  const found = new URL(address, location.href);
  return found.origin === location.origin ? found.href : null;
}

/** The picture of an image block or element; where it cannot be had, a card with its alternative text. */
export function pictureNode(spec, looks, store) {
  const address = ownAddress(spec, store);
  if (!address) return missing(spec);
  const picture = shown({ address, alt: spec.alt_text }, looks, () => picture.replaceWith(missing(spec)));
  return picture;
}

/** The same as a button that shows it large. `title` is what it is called. */
export function largePictureNode(spec, title, store) {
  const address = ownAddress(spec, store);
  return address ? pressable({ address, alt: spec.alt_text, title }, spec) : missing(spec);
}

/** The picture of a file object. */
export function filePictureNode(file, title, store) {
  const alt = file.alt_txt || title;
  const size = { width: file.original_w, height: file.original_h };
  return pressable({ address: fileAddress(store.me, file.id), alt, title, size }, { alt_text: alt });
}

function pressable(picture, spec) {
  const button = h(
    "button",
    {
      type: "button",
      class: "picture-button",
      title: "See it large",
      "aria-haspopup": "dialog",
      on: { click: () => showLarge(picture) },
    },
    shown(picture, "picture-block", () => button.replaceWith(missing(spec))),
  );
  return button;
}

const shown = ({ address, alt, size = {} }, looks, onLost) =>
  h("img", { class: looks, src: address, alt, loading: "lazy", ...size, on: { error: onLost } });

function missing({ alt_text: words, image_url: address }) {
  const link = address && h("span", { class: "picture-link" }, linkNode(address));
  return h("div", { class: "picture-missing" }, h("strong", {}, "Picture, in words"), h("p", {}, words), link);
}

/** The picture as large as the window, with its words under it. */
function showLarge({ address, alt, title }) {
  const picture = h("img", { class: "picture-large", src: address, alt });
  const words = h("p", { class: "picture-words", "aria-hidden": "true" }, alt); // the picture says them already
  openDialog(title, h("div", { class: "modal-body" }, picture, words), { looks: "modal-picture" });
}
