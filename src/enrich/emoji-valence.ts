// Emoji and emoticons that say good or bad, −1…1. Signs follow Kralj Novak et al. 2015, "Sentiment of emojis", rounded to
// three grades by us; what people use both ways (😭, 🙏 in disasters) is weak or absent.

const grades: [number, string][] = [
  [0.7, '😍 🥰 ❤ 💖 💕 💗 💙 💚 💛 💜 🧡 🤩 😘 🎉 🏆 :D <3 💯 🥳'],
  [0.5, '😀 😃 😄 😁 😊 🙂 😇 😎 🤗 👍 👏 🙌 💪 ✅ ⭐ 🌟 :) ;) =) :P :p 😉 👌 💐 🌹 😋 ☺ ♥ ♡ 🌞'],
  [0.2, '😂 🤣 😅 🙏 ✨ 🔥 😜 😏'],
  [-0.3, '😕 🙁 😐 😒 🤔 🙄 😴 😬 😟 😰 😭 :/ :\\ :|'],
  [-0.6, '😡 😠 🤬 👎 😢 😞 😔 😩 😫 😤 💔 🤮 🤢 😱 😨 😣 😖 😳 ☹ 💩 :( =( 🚫 ❌ 😷 🖕 💀'],
];

export const emojiValence: ReadonlyMap<string, number> = new Map(
  grades.flatMap(([value, signs]) => signs.split(' ').map((sign): [string, number] => [sign, value])),
);
