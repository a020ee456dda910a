// The page: one person's chat, or two beside each other.

import { readRoute } from "./route.js";

await import(readRoute().beside === null ? "./chat.js" : "./panes.js");
