// What the word before the caret may become: a command, a person, a channel.

const MOST = 8;

/**
 * `{label, from, word, items, empty}`, or null where there is nothing to complete. `from` is where the word begins;
 * `empty` is what stands there when nothing fits, null where then nothing is shown.
 */
export function completionOf(text, store, { commands }) {
  const command = commands && /^\/\S*$/.exec(text);
  if (command) {
    const items = commandsLike(command[0].toLowerCase(), store);
    return { label: "Commands", from: 0, word: command[0], items, empty: "There is no such command here." };
  }
  const found = /(?<=^|\s)([@#])([\w.-]*)$/.exec(text);
  if (!found) return null;
  const [word, sign, start] = found;
  const [label, items] = sign === "@" ? ["People", peopleLike(start, store)] : ["Channels", channelsLike(start, store)];
  return { label, from: found.index, word, items, empty: null };
}

/** Those that begin with the word, then those that hold it. */
function commandsLike(word, store) {
  const first = store.commands.filter(({ command }) => command.toLowerCase().startsWith(word));
  const others = store.commands.filter((one) => !first.includes(one) && one.command.includes(word.slice(1)));
  return [...first, ...others].map(({ command, usage_hint: hint, description }) => ({
    value: command,
    text: command,
    hint,
    description,
  }));
}

/** By the name one types, or by any part of the full name. */
function peopleLike(start, store) {
  const word = start.toLowerCase();
  const fits = ({ name, real_name: full }) =>
    [name, ...full.split(/\s+/)].some((part) => part.toLowerCase().startsWith(word));
  return store.actors
    .filter(fits)
    .slice(0, MOST)
    .map(({ name, real_name: text, title }) => ({ value: `@${name}`, text, hint: `@${name}`, description: title }));
}

function channelsLike(start, store) {
  return store
    .channelsOf(store.me)
    .filter((channel) => !channel.is_im && channel.name.startsWith(start.toLowerCase()))
    .slice(0, MOST)
    .map(({ name, topic }) => ({ value: `#${name}`, text: `#${name}`, description: topic }));
}
