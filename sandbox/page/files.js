// Files that came with a message: pictures as pictures, others as a card with name and size.

import { fileAddress } from "./api.js";
import { h } from "./dom.js";
import { filePictureNode } from "./pictures.js";

/** The nodes of Slack's file objects. */
export const fileNodes = (files, store) =>
  files.map((file) => (file.mimetype?.startsWith("image/") ? pictureFile(file, store) : fileCard(file, store)));

const titleOf = (file) => file.title || file.name || "File without a name";

function pictureFile(file, store) {
  const title = titleOf(file);
  return h(
    "figure",
    { class: "picture file-picture" },
    h("figcaption", {}, title),
    filePictureNode(file, title, store),
  );
}

function fileCard(file, store) {
  const about = [file.name !== titleOf(file) && file.name, file.mimetype, sizeInWords(file.size)];
  return h(
    "a",
    { class: "file-card", href: fileAddress(store.me, file.id), download: file.name || true },
    h("span", { class: "file-kind", "aria-hidden": "true" }, kindOf(file)),
    h(
      "span",
      { class: "file-words" },
      h("span", { class: "file-title" }, titleOf(file)),
      h("span", { class: "file-about" }, about.filter(Boolean).join(" · ")),
    ),
  );
}

/** The ending of the name, as people know kinds of files: "CSV". */
const kindOf = ({ name = "" }) => (/\.(\w{1,4})$/.exec(name)?.[1] ?? "file").toUpperCase();

function sizeInWords(bytes) {
  if (!Number.isFinite(bytes)) return null;
  const units = ["bytes", "kB", "MB", "GB"];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  return `${(bytes / 1000 ** power).toFixed(power > 0 && bytes / 1000 ** power < 10 ? 1 : 0)} ${units[power]}`;
}
