// What lists of words say beforehand. While training they are a few columns of sums beside the hashed features; afterwards each
// listed word has what the columns say of it beside the table. Added to the words' places, lists of 30,000 words would say the
// same of every n-gram that shares a place with one of them.
import { createRequire } from 'node:module';
import { emojiValence } from '../enrich/emoji-valence.ts';
import { listedWords, moreEnglishLists } from '../enrich/lexicon.ts';
import { hashEmoji, hashWord } from '../enrich/sentiment-features.ts';
import type { Pair } from '../enrich/sentiment-model.ts';
import { modifiers } from '../enrich/sentiment-modifiers.ts';

export interface Priors {
  /** hash of a word → its good and its bad side in each list, −1…1 */
  byHash: ReadonlyMap<number, Float32Array>;
  lists: number;
}

/** Good and bad of each list, plain and negated. */
export const columnsOf = ({ lists }: Priors) => 4 * lists;

/** VADER's list counts −4…4. */
function vaderWords(): Map<string, number> {
  const { lexicon } = createRequire(import.meta.url)('vader-sentiment/src/vader_lexicon.js') as {
    lexicon: Record<string, number>;
  };
  return new Map(Object.entries(lexicon).map(([word, value]) => [word, value / 4]));
}

const hashed = (words: Iterable<[string, number]>): ReadonlyMap<number, number> =>
  new Map([...words].map(([word, value]) => [hashWord(word), value]));

export function readPriors(lang: string): Priors {
  const words = listedWords(lang);
  const extra = modifiers(lang).extra;
  const lists: ReadonlyMap<number, number>[] = [
    hashed([...(words ?? []), ...extra]),
    new Map([...emojiValence].map(([emoji, value]) => [hashEmoji(emoji), value])),
    ...(lang === 'en' ? [vaderWords(), ...moreEnglishLists()].map(hashed) : []),
  ];
  const byHash = new Map<number, Float32Array>();
  lists.forEach((list, index) => {
    for (const [hash, value] of list) {
      const values = byHash.get(hash) ?? new Float32Array(2 * lists.length);
      values[2 * index + (value > 0 ? 0 : 1)] = value;
      byHash.set(hash, values);
    }
  });
  return { byHash, lists: lists.length };
}

/** What the columns say of each listed word, plain and negated, by its hash; `learnt` holds a pair per column. */
export function wordsOf(
  { byHash }: Priors,
  learnt: readonly Pair[],
): Map<number, { plain: Pair; negated: Pair }> {
  return new Map(
    [...byHash].map(([hash, values]) => {
      const sum = (from: number, side: 0 | 1) =>
        values.reduce((total, value, k) => total + value * learnt[from + k]![side], 0);
      const plain: Pair = [sum(0, 0), sum(0, 1)];
      const turned = values.length;
      return [hash, { plain, negated: [plain[0] + sum(turned, 0), plain[1] + sum(turned, 1)] }];
    }),
  );
}
