// Float weights of three classes → a pair of bytes per place and per listed word, each class against neutral.
import type { Pair } from '../enrich/sentiment-model.ts';
import type { Weights } from './linear.ts';
import { type Priors, wordsOf } from './priors.ts';

export interface Quantised {
  weights: Int8Array;
  /** hashes of listed words, ascending */
  listed: Int32Array;
  /** four bytes per listed word: negative and positive where it is plain, and where it is negated */
  listedWeights: Int8Array;
  scale: number;
  bias: Pair;
}

/** Several trained models become one: the mean of linear models over one table is a linear model. */
export function quantise(models: readonly Weights[], bits: number, priors?: Priors): Quantised {
  const size = 2 ** bits;
  const pairs = pairsOf(models);
  const table = pairs.subarray(0, 2 * size);
  const columns = Array.from(
    { length: pairs.length / 2 - size - 1 },
    (_, k): Pair => pairAt(pairs, size + k),
  );
  const words = priors ? [...wordsOf(priors, columns)].sort(([a], [b]) => a - b) : [];
  const ofWords = Float32Array.from(words.flatMap(([, { plain, negated }]) => [...plain, ...negated]));
  // The root keeps small weights apart, of which there are many, and lets the few large ones be as large as they are.
  const largest = Math.max(largestOf(table), largestOf(ofWords));
  const scale = largest / 127 ** 2 || 1;
  const byte = (value: number) => Math.sign(value) * Math.round(Math.sqrt(Math.abs(value) / scale));
  return {
    weights: Int8Array.from(table, byte),
    listed: Int32Array.from(words, ([hash]) => hash),
    listedWeights: Int8Array.from(ofWords, byte),
    scale,
    bias: pairAt(pairs, pairs.length / 2 - 1),
  };
}

const pairAt = (pairs: Float32Array, at: number): Pair => [pairs[2 * at]!, pairs[2 * at + 1]!];

const largestOf = (values: Float32Array) =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** Negative and positive against neutral of every place, column and the bias, the mean of the models. */
function pairsOf(models: readonly Weights[]): Float32Array {
  const count = models[0]!.length / 3;
  const pairs = new Float32Array(2 * count);
  for (const model of models) {
    for (let i = 0; i < count; i++) {
      pairs[2 * i]! += (model[3 * i]! - model[3 * i + 1]!) / models.length;
      pairs[2 * i + 1]! += (model[3 * i + 2]! - model[3 * i + 1]!) / models.length;
    }
  }
  return pairs;
}
