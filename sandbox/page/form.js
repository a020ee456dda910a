// What a person has typed and chosen in one view or message: Slack's `state.values`.

/**
 * Fields register themselves with how to read them and how to check them. Values that were there before a
 * view was drawn again (an update, a Back) come in as `kept` and win over what the block says at first.
 */
export class Form {
  constructor(kept = {}) {
    this.kept = kept;
    this.fields = [];
  }

  /** Slack's state of one field as it was before, or undefined. */
  before(blockId, actionId) {
    return this.kept[blockId]?.[actionId];
  }

  /**
   * `read()` gives Slack's state of the element. `check()` gives the words of what is wrong, or null.
   * `input` is `{optional, show(words | null), focus()}` where the field stands in an input block.
   */
  register({ blockId, actionId, read, check = () => null, isEmpty = () => false, input = null }) {
    this.fields.push({ blockId, actionId, read, check, isEmpty, input });
  }

  /** `{block_id: {action_id: state}}` */
  values() {
    const values = {};
    for (const field of this.fields) {
      values[field.blockId] ??= {};
      values[field.blockId][field.actionId] = field.read();
    }
    return values;
  }

  /** What a client of Slack checks before it sends: `{block_id: words}`, empty where all is well. */
  errors() {
    const errors = {};
    for (const field of this.fields) {
      if (!field.input) continue;
      const missing = field.isEmpty() && !field.input.optional;
      const words = missing ? "Please complete this required field." : field.isEmpty() ? null : field.check();
      if (words) errors[field.blockId] = words;
    }
    return errors;
  }

  /** Puts `{block_id: words}` beside the fields, clears the others, and goes to the first. Answers those without a field. */
  showErrors(errors) {
    const left = { ...errors };
    let first = null;
    for (const { blockId, input } of this.fields) {
      if (!input) continue;
      input.show(errors[blockId] ?? null);
      if (errors[blockId]) first ??= input;
      delete left[blockId];
    }
    first?.focus();
    return left;
  }
}
