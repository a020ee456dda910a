// Words for those who listen, said once, when whoever reads the screen lets them be said.

import { h, part } from "./dom.js";

/** The same words again are news again: each time it is another node. */
export const announce = (words) => part("announcements").replaceChildren(h("span", {}, words));
