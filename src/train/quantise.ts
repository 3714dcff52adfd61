// Float weights of three classes → a pair of bytes per place, each class against neutral.
import type { Pair } from '../enrich/sentiment-model.ts';
import type { Weights } from './linear.ts';

export interface Quantised {
  weights: Int8Array;
  scale: number;
  bias: Pair;
}

/** Several trained models become one: the mean of linear models over one table is a linear model. */
export function quantise(models: readonly Weights[], bits: number): Quantised {
  const size = 2 ** bits;
  const pairs = new Float32Array(2 * size + 2);
  for (const model of models) {
    for (let i = 0; i <= size; i++) {
      // The bias stands last, after the columns of lists.
      const at = i < size ? 3 * i : model.length - 3;
      pairs[2 * i]! += (model[at]! - model[at + 1]!) / models.length;
      pairs[2 * i + 1]! += (model[at + 2]! - model[at + 1]!) / models.length;
    }
  }
  const table = pairs.subarray(0, 2 * size);
  // The root keeps small weights apart, of which there are many, and lets the few large ones be as large as they are.
  const largest = table.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = largest / 127 ** 2 || 1;
  const weights = Int8Array.from(
    table,
    (value) => Math.sign(value) * Math.round(Math.sqrt(Math.abs(value) / scale)),
  );
  return { weights, scale, bias: [pairs[2 * size]!, pairs[2 * size + 1]!] };
}
