// The few emoji that a workspace without custom ones meets. Others keep their `:name:`, as Slack shows an unknown one.

const EMOJI = {
  "+1": "👍", "-1": "👎", thumbsup: "👍", thumbsdown: "👎", clap: "👏", raised_hands: "🙌", wave: "👋", pray: "🙏", muscle: "💪",
  ok_hand: "👌", point_right: "👉", point_left: "👈", handshake: "🤝", eyes: "👀", heart: "❤️", blue_heart: "💙", green_heart: "💚",
  sparkling_heart: "💖", star: "⭐", star2: "🌟", sparkles: "✨", tada: "🎉", confetti_ball: "🎊", rocket: "🚀", fire: "🔥", trophy: "🏆",
  medal: "🏅", sports_medal: "🏅", "100": "💯", white_check_mark: "✅", heavy_check_mark: "✔️", x: "❌", warning: "⚠️", bulb: "💡",
  question: "❓", exclamation: "❗", hourglass: "⌛", calendar: "📅", memo: "📝", mag: "🔍", chart_with_upwards_trend: "📈",
  bar_chart: "📊", lock: "🔒", key: "🔑", link: "🔗", seedling: "🌱", sunny: "☀️", coffee: "☕", cake: "🍰", smile: "😄", slightly_smiling_face: "🙂",
  joy: "😂", thinking_face: "🤔", sweat_smile: "😅", grinning: "😀", speech_balloon: "💬", bell: "🔔", no_bell: "🔕", books: "📚", compass: "🧭",
  broom: "🧹", gift: "🎁",
};

/** The sign for an emoji's name, or `:name:` when it is not known here. */
export const emoji = (name) => EMOJI[name.split("::")[0]] ?? `:${name}:`;

/** Text with its `:name:` codes turned into signs. */
export const withEmoji = (text) =>
  text.replaceAll(/:([a-z0-9_+-]+(?:::skin-tone-\d)?):/g, (code, name) => (EMOJI[name.split("::")[0]] ? emoji(name) : code));
