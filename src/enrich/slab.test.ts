import { expect, test } from 'vitest';
import { cutFloat64, cutInt32, cutUint8 } from './slab.ts';

test('what is cut is zero, has its length, and nobody else writes into it', () => {
  const cuts = Array.from({ length: 3_000 }, (_, i) => [
    cutInt32(i % 50),
    cutUint8(i % 7),
    cutFloat64(i % 40),
  ]).flat();
  expect(cuts.every((cut) => cut.every((value) => value === 0))).toBe(true);
  cuts.forEach((cut, i) => void cut.fill(i % 200));
  expect(cuts.every((cut, i) => cut.every((value) => value === i % 200))).toBe(true);
  expect(cutInt32(100_000)).toHaveLength(100_000);
});
