import { expect, test } from 'vitest';
import { createRandom } from '../../../test/support/clickhouse-posts.ts';
import { judge, leastPlacebos, syntheticControl } from './synthetic-control.ts';

const before = 16;
const weeks = 24;
const donors = 20;

/** Of two independent uniform numbers (Box and Muller). */
const gauss = (random: () => number) =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Series that share a season, each with its own noise. */
function invent(random: () => number, count: number): number[][] {
  const season = Array.from({ length: weeks }, () => gauss(random));
  return Array.from({ length: count }, () => {
    const strength = random();
    return season.map((common) => 1 + 0.1 * strength * common + 0.05 * gauss(random));
  });
}

test('finds the mixture that a series is', () => {
  const others = invent(createRandom(1), 6);
  const series = others[0]!.map((_, at) => 0.7 * others[1]![at]! + 0.3 * others[4]![at]!);
  const { weights, effect, fit } = syntheticControl({ series, donors: others, before });
  expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1);
  expect(weights.every((weight) => weight >= 0)).toBe(true);
  expect(weights[1]).toBeGreaterThan(0.55);
  expect(weights[4]).toBeGreaterThan(0.15);
  expect(effect).toBeCloseTo(0, 1);
  expect(fit).toBeLessThan(0.02);
});

test('a level outside of what others reach is fitted as near as it gets', () => {
  const { weights } = syntheticControl({ series: [9, 9, 9], donors: [[1, 1, 1], [2, 2, 2]], before: 2 }); // biome-ignore format: short
  expect(weights[1]).toBeCloseTo(1, 3);
});

test('without a project one in twenty seems to have had an effect, and no more', () => {
  const random = createRandom(7);
  const runs = 100;
  let found = 0;
  for (let run = 0; run < runs; run++) {
    const [series, ...others] = invent(random, donors + 1);
    if (judge({ series: series!, donors: others, before }).p! <= 0.05) found++;
  }
  // Expected 4.8 (one of 21 ranks is at or below 0.05), standard deviation 2.1.
  expect(found).toBeGreaterThan(0);
  expect(found).toBeLessThan(12);
});

test('an effect is found, with its size', () => {
  const random = createRandom(11);
  let found = 0;
  let inside = 0;
  for (let run = 0; run < 20; run++) {
    const [series, ...others] = invent(random, donors + 1);
    const moved = series!.map((value, at) => value + (at >= before ? 0.4 : 0));
    const { p, effect, low, high } = judge({ series: moved, donors: others, before });
    expect(effect).toBeCloseTo(0.4, 0);
    if (p! <= 0.05) found++;
    if (low! <= 0.4 && 0.4 <= high!) inside++;
  }
  expect(found).toBeGreaterThan(17);
  expect(inside).toBeGreaterThan(15);
});

test('with too few others there is no saying', () => {
  const [series, ...others] = invent(createRandom(3), leastPlacebos);
  expect(judge({ series: series!, donors: others, before })).toMatchObject({ p: null });
  expect(judge({ series: series!, donors: others, before }).low).toBeUndefined();
});
