import { expect, test } from 'vitest';
import { hashEmoji, hashWord } from './sentiment-features.ts';
import { createWeightReader } from './sentiment-weights.ts';
import { tokenize } from './tokens.ts';

/** A table that knows nothing, and lists of two: what is said comes from the lists. Weights are roots of steps. */
const words = [
  { hash: hashWord('dreadful'), weights: [3, -1, -2, 1] },
  { hash: hashEmoji('🎉'), weights: [0, 2, 1, 0] },
].sort((a, b) => a.hash - b.hash);
const model = {
  bits: 4,
  weights: new Int8Array(2 * 2 ** 4),
  listed: Int32Array.from(words, ({ hash }) => hash),
  listedWeights: Int8Array.from(words.flatMap(({ weights }) => weights)),
};
const modifiers = { negators: new Set(['not']), contrasts: new Set<string>() };

function sumOf(text: string, of: Parameters<typeof createWeightReader>[0] = model) {
  const tokens = tokenize(text);
  const { negative, positive } = createWeightReader(of, modifiers)({ tokens });
  return [negative[tokens.count], positive[tokens.count]];
}

test.each([
  ['What a dreadful day', [9, -1]],
  ['Dreadful, DREADFUL', [18, -2]],
  ['It was not dreadful', [-4, 1]],
  ['Open again 🎉', [0, 4]],
  ['What a day', [0, 0]],
])('a listed word counts wherever it stands, and otherwise where it is negated: %s', (text, sum) => {
  expect(sumOf(text)).toEqual(sum);
});

test('a model without lists has only its table', () => {
  const { bits, weights } = model;
  expect(sumOf('What a dreadful day', { bits, weights })).toEqual([0, 0]);
});
