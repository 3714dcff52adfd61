// What lists of words say beforehand. While training they are a few columns of sums beside the hashed features; afterwards
// their weights are added to the places of their words, so that the tagger needs no list.
import { createRequire } from 'node:module';
import { emojiValence } from '../enrich/emoji-valence.ts';
import { listedWords } from '../enrich/lexicon.ts';
import { hashEmoji, hashWord, placesOf } from '../enrich/sentiment-features.ts';
import { modifiers } from '../enrich/sentiment-modifiers.ts';
import type { Weights } from './linear.ts';

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

export function readPriors(lang: string): Priors {
  const words = listedWords(lang);
  const extra = modifiers(lang).extra;
  const lists: ReadonlyMap<number, number>[] = [
    new Map([...(words ?? []), ...extra].map(([word, value]) => [hashWord(word), value])),
    new Map([...emojiValence].map(([emoji, value]) => [hashEmoji(emoji), value])),
    ...(lang === 'en' ? [new Map([...vaderWords()].map(([word, value]) => [hashWord(word), value]))] : []),
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

/** Adds what the columns have learnt to the places of the listed words; `learnt` holds three weights per column. */
export function foldPriors(weights: Weights, bits: number, { byHash }: Priors, learnt: Float32Array): void {
  for (const [hash, values] of byHash) {
    const { plain, negated } = placesOf(hash, bits);
    for (let k = 0; k < values.length; k++) {
      for (let label = 0; label < 3; label++) {
        weights[3 * plain + label]! += values[k]! * learnt[3 * k + label]!;
        weights[3 * negated + label]! += values[k]! * learnt[3 * (values.length + k) + label]!;
      }
    }
  }
}
