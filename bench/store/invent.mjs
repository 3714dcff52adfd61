// Words that look like words, and numbers from a seed.

/** Numbers in [0, 1) from a seed (mulberry32). */
export function createRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Distinct invented words, the short ones first, as in a language the most used ones are short. */
export function inventWords(count) {
  const random = createRandom(1);
  const [heads, hearts] = [
    [...'bcdfghjklmnprstvw', 'st', 'tr', 'ch', 'sh'],
    [...'aeiou', 'ou', 'ea'],
  ];
  const pick = (list) => list[Math.floor(random() * list.length)];
  const words = new Set();
  while (words.size < count) {
    const syllables = 1 + Math.floor(Math.log10(words.size + 1) * (0.5 + random() / 2));
    words.add(
      Array.from({ length: syllables }, () => pick(heads) + pick(hearts)).join('') +
        (random() < 0.3 ? 'n' : ''),
    );
  }
  return [...words];
}
