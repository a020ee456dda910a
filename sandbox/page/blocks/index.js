// Which block is drawn by whom.

import { h } from "../dom.js";
import { actions } from "./actions.js";
import { alert } from "./alert.js";
import { context } from "./context.js";
import { dataVisualization } from "./data_visualization.js";
import { header } from "./header.js";
import { image } from "./image.js";
import { input } from "./input.js";
import { markdown } from "./markdown.js";
import { richText } from "./rich_text.js";
import { section } from "./section.js";
import { table } from "./table.js";
import { unknown } from "./unknown.js";

const BLOCKS = {
  actions,
  alert,
  context,
  data_visualization: dataVisualization,
  divider: () => h("hr", { class: "divider" }),
  header,
  image,
  input,
  markdown,
  rich_text: richText,
  section,
  table,
};

/**
 * Nodes for Slack's blocks. `ctx` is `{store, surface, form, act}`: where it stands ("message", "modal", "home"), the Form
 * that keeps what is chosen, and `act(action)`, which tells the app. A block that cannot be drawn is shown as such.
 */
export function blockNodes(blocks, ctx) {
  return blocks.map((block, index) => {
    const blockId = block?.block_id ?? `block-${index}`;
    const draw = Object.hasOwn(BLOCKS, block?.type) ? BLOCKS[block.type] : () => unknown("block", block);
    const node = drawn(draw, block, { ...ctx, blockId, label: null, tells: true });
    node.dataset.block = String(block?.type);
    return node;
  });
}

/** One malformed block must not take the whole message away. */
function drawn(draw, block, ctx) {
  try {
    return draw(block, ctx);
  } catch (error) {
    console.error(`A ${block?.type} block could not be drawn`, error);
    return unknown("shape of block", block);
  }
}
