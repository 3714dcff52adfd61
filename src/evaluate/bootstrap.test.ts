import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bootstrap } from './bootstrap.ts';
import { seededRandom, shuffled } from './random.ts';

const accuracy = ([right, wrong]: Int32Array) => [right! / (right! + wrong!)];

test('the interval of a share is what theory says: 50 of 100 may be 40 to 60', () => {
  const [[low, high]] = bootstrap([50, 50], accuracy) as [[number, number]];
  // Normal approximation: 0.5 ± 1.96 · √(0.25 / 100).
  expect(low).toBeCloseTo(0.402, 1);
  expect(high).toBeCloseTo(0.598, 1);
  expect(low).toBeLessThan(0.43);
  expect(high).toBeGreaterThan(0.57);
});

test('it narrows with the root of the rows', () => {
  const width = (n: number) => {
    const [[low, high]] = bootstrap([n / 2, n / 2], accuracy) as [[number, number]];
    return high - low;
  };
  expect(width(100) / width(10_000)).toBeGreaterThan(7);
  expect(width(100) / width(10_000)).toBeLessThan(13);
});

test('it holds the point, and is the same every time', () => {
  const counts = fc.tuple(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }));
  fc.assert(
    fc.property(counts, (kinds) => {
      const [[low, high]] = bootstrap(kinds, accuracy) as [[number, number]];
      const point = kinds[0] / (kinds[0] + kinds[1]);
      expect(low).toBeLessThanOrEqual(point);
      expect(high).toBeGreaterThanOrEqual(point);
      expect(bootstrap(kinds, accuracy)).toEqual([[low, high]]);
    }),
    { numRuns: 40 },
  );
});

test('every resample has as many rows as the file, and no rows at all have no interval', () => {
  bootstrap([3, 0, 4, 1], (counts) => {
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(8);
    expect(counts[1]).toBe(0);
    return [0];
  });
  expect(bootstrap([], () => [1])).toEqual([[0, 0]]);
});

test('a resample in which a figure cannot be computed is left out', () => {
  const [[low, high]] = bootstrap([1, 1], ([a]) => [a === 0 ? Number.NaN : 5]) as [[number, number]];
  expect([low, high]).toEqual([5, 5]);
});

test('numbers of chance are even, and an order of chance holds every number once', () => {
  const random = seededRandom(1);
  const tenths = new Array<number>(10).fill(0);
  for (let i = 0; i < 10_000; i++) tenths[Math.floor(random() * 10)]!++;
  for (const count of tenths) expect(Math.abs(count - 1_000)).toBeLessThan(150);
  expect([...shuffled(50, random)].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
});
