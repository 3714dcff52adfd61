import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRandom } from '../../../test/support/clickhouse-posts.ts';
import { believable, countP, level, normalP, shareP } from './chance.ts';

it('knows the normal distribution', () => {
  for (const [z, p] of [
    [0, 1],
    [1, 0.317310508],
    [-1.959963985, 0.05],
    [3.290526731, 0.001],
    [6, 1.973175e-9],
  ] as const)
    expect(normalP(z) / p).toBeCloseTo(1, 6);
});

it('knows how counts differ by chance, small ones exactly', () => {
  expect(countP(0, 0)).toBe(1);
  expect(countP(7, 7)).toBe(1);
  // All six of six posts on one side: 2 · ½ · (1/64).
  expect(countP(6, 0)).toBeCloseTo(1 / 64, 12);
  expect(countP(5, 1)).toBeCloseTo(2 * (6 / 64 / 2 + 1 / 64), 12);
});

it('joins the exact and the approximate without a step, and treats both sides alike', () => {
  fc.assert(
    fc.property(fc.integer({ min: 400, max: 600 }), fc.integer({ min: 0, max: 80 }), (half, shift) => {
      const [now, before] = [half + shift, Math.max(0, 1_000 - half - shift)];
      expect(countP(now, before)).toBeCloseTo(countP(before, now), 12);
      expect(Math.abs(countP(now, before) - normalP((now - before) / Math.sqrt(now + before)))).toBeLessThan(
        0.002,
      );
    }),
  );
});

it('takes longer periods for what they are', () => {
  expect(countP(30, 10, 3)).toBeGreaterThan(0.95);
  expect(countP(10, 35, 1 / 3)).toBeCloseTo(countP(35, 10, 3), 10);
  expect(countP(40, 0, 3)).toBeCloseTo(0.75 ** 40, 10);
  expect(countP(3_000, 1_000, 3)).toBeCloseTo(1, 6);
  expect(countP(900, 100, 3)).toBeLessThan(1e-20);
});

it('is exact where one period is far longer', () => {
  // Sums of the binomial distribution, computed with exact fractions elsewhere.
  expect(countP(12, 1_988, 1 / 365)).toBeCloseTo(0.0146, 3);
  expect(countP(20, 10_000, 1 / 1_000)).toBeCloseTo(0.0051, 3);
  expect(countP(0, 1_500, 1 / 365)).toBeCloseTo(0.0165, 3);
});

it('is a probability, whatever it is given', () => {
  const count = fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 2_000_000 }));
  const weight = fc.constantFrom(1, 1 / 365, 30, 1e6, 1e-6);
  fc.assert(
    fc.property(count, count, count, count, weight, (a, b, c, d, by) => {
      for (const p of [countP(a, b, by), shareP(a, b, c, d)]) expect(p >= 0 && p <= 1).toBe(true);
    }),
  );
});

it('compares shares', () => {
  expect(shareP(300, 100, 90, 100)).toBe(1);
  expect(shareP(4, 10_000, 0, 10_000)).toBeCloseTo(countP(4, 0), 12);
  expect(shareP(0, 0, 3, 10)).toBe(1);
  expect(shareP(0, 10, 0, 10)).toBe(1);
  expect(shareP(10, 10, 5, 5)).toBe(1);
  // 0.3 and 0.2 of 100 each: z = 0.1 / √(0.25 · 0.75 · 0.02) = 1.633.
  expect(shareP(30, 100, 20, 100)).toBeCloseTo(0.1025, 4);
});

/** Of two Poisson counts of one mean, or of two. */
function poisson(random: () => number, mean: number): number {
  let product = random();
  let count = 0;
  for (const limit = Math.exp(-mean); product > limit; product *= random()) count++;
  return count;
}

it.each([3, 12, 60])(
  'calls one in twenty changes more than chance where nothing changed: %i posts',
  (mean) => {
    const random = createRandom(7);
    const rounds = 4_000;
    let called = 0;
    for (let i = 0; i < rounds; i++)
      if (countP(poisson(random, mean), poisson(random, mean)) <= level) called++;
    expect(called / rounds).toBeGreaterThan(0.025);
    expect(called / rounds).toBeLessThan(0.062);
  },
);

it('believes nothing in quiet tables, and finds what was planted', () => {
  const random = createRandom(11);
  const rounds = 400;
  let quietTables = 0;
  let found = 0;
  let wrong = 0;
  for (let i = 0; i < rounds; i++) {
    const quiet = Array.from({ length: 30 }, () => countP(poisson(random, 20), poisson(random, 20)));
    if (believable(quiet).includes(true)) quietTables++;
    const risen = Array.from({ length: 5 }, () => countP(poisson(random, 60), poisson(random, 20)));
    const told = believable([...risen, ...quiet]);
    found += told.slice(0, 5).filter((is) => is).length;
    wrong += told.slice(5).filter((is) => is).length;
  }
  expect(quietTables / rounds).toBeLessThan(level * 1.5);
  expect(found / (5 * rounds)).toBeGreaterThan(0.9);
  expect(wrong / (wrong + found)).toBeLessThan(level * 1.2);
});

it('says nothing of what cannot be said', () => {
  expect(believable([])).toEqual([]);
  expect(believable([null, 0.001, 0.9, null])).toEqual([null, true, false, null]);
  expect(believable([0.04, 0.9, 0.8, 0.7])).toEqual([false, false, false, false]);
});
