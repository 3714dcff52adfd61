import { expect, test } from 'vitest';
import { stepsOf } from '../enrich/sentiment-model.ts';
import { quantise } from './quantise.ts';

/** One place, two columns (a list's good words, plain and where they are negated), the bias; three classes each. */
const learnt = Float32Array.of(1, 0, 0.25, /**/ 0, 0, 4, /**/ 2, 0, -4, /**/ 0, 1, 0);
const priors = {
  byHash: new Map([
    [7, Float32Array.of(0.5)],
    [-7, Float32Array.of(1)],
  ]),
  lists: 1,
};

test('what a list taught is kept for each of its words, by ascending hash', () => {
  const { weights, listed, listedWeights, scale, bias } = quantise([learnt], 0, priors);
  expect([...listed]).toEqual([-7, 7]);
  expect(bias).toEqual([-1, -1]);
  const values = [...weights, ...listedWeights].map((byte) => stepsOf(byte) * scale);
  // negated: what is said of the word and what is said of its being negated
  const exact = [1, 0.25, /**/ 0, 4, 2, 0, /**/ 0, 2, 1, 0];
  values.forEach((value, i) => {
    expect(value).toBeCloseTo(exact[i]!, 1);
  });
});

test('models become their mean', () => {
  const { weights, scale } = quantise([learnt, learnt.map((value) => -value)], 0);
  expect([...weights]).toEqual([0, 0]);
  expect(scale).toBe(1);
});
