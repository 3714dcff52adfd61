// What lists say of words, as the sentiment model weighs it: found by a word's hash.
import type { SentimentModel, Weight } from './sentiment-model.ts';
import { stepsOf } from './sentiment-model.ts';

export type ListedWords = (
  hash: number,
  isNegated: boolean,
  into: Pick<Weight, 'negative' | 'positive'>,
) => void;

/** Adds to `into`; a word that no list has adds nothing. */
export function createListedWords({
  listed,
  listedWeights,
}: Pick<SentimentModel, 'listed' | 'listedWeights'>): ListedWords {
  if (!listed || !listedWeights) return () => {};
  return (hash, isNegated, into) => {
    const index = indexOf(listed, hash);
    if (index < 0) return;
    const at = 4 * index + (isNegated ? 2 : 0);
    into.negative += stepsOf(listedWeights[at]!);
    into.positive += stepsOf(listedWeights[at + 1]!);
  };
}

/** −1: not there. */
function indexOf(ascending: Int32Array, value: number): number {
  let [from, to] = [0, ascending.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (ascending[middle]! < value) from = middle + 1;
    else to = middle;
  }
  return ascending[from] === value ? from : -1;
}
