import fc from 'fast-check';
import { expect, test } from 'vitest';
import { projectOntoSimplex, solveShares } from '../simplex.ts';
import { createAdjustment, type Judged, quantify } from './quantification.ts';

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

test('the nearest point of the simplex, by hand', () => {
  expect([...projectOntoSimplex(Float64Array.of(0.2, 0.3, 0.5))]).toEqual([0.2, 0.3, 0.5]);
  const [first, second] = projectOntoSimplex(Float64Array.of(1.3, 0.1));
  expect(first).toBeCloseTo(1, 9);
  expect(second).toBeCloseTo(0, 9);
  const [less, more] = projectOntoSimplex(Float64Array.of(0.5, 0.7));
  expect(less).toBeCloseTo(0.4, 9);
  expect(more).toBeCloseTo(0.6, 9);
});

test('a projection lies in the simplex', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 8 }),
      (p) => {
        const shares = projectOntoSimplex(Float64Array.from(p));
        expect(sum(shares)).toBeCloseTo(1, 9);
        expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});

test('shares are found again from what a program says of each class', () => {
  // Column j: what it says of class j. 0.7·x₀ + 0.2·x₁ = observed "yes".
  const columns = [Float64Array.of(0.7, 0.3), Float64Array.of(0.2, 0.8)];
  const even = Float64Array.of(0.5, 0.5);
  const solved = solveShares(columns, Float64Array.of(0.3, 0.7), even);
  expect(solved[0]).toBeCloseTo(0.2, 6);
  // More "yes" than even class 0 alone would get: the end of the simplex.
  expect(solveShares(columns, Float64Array.of(0.9, 0.1), even)[0]).toBeCloseTo(1, 6);
});

/** Rows of two classes: of a, 80% are said to be a; of b, 70% b. Exactly, in every hundred. */
function population(a: number, b: number): Judged {
  const said = (rows: number, shareRight: number, right: number, wrong: number) =>
    Array.from({ length: rows }, (_, i) => ((i * 37) % 100 < 100 * shareRight ? right : wrong));
  return {
    classes: ['a', 'b'],
    labels: ['a', 'b'],
    truth: [...new Array<number>(a).fill(0), ...new Array<number>(b).fill(1)],
    predicted: [...said(a, 0.8, 0, 1), ...said(b, 0.7, 1, 0)],
  };
}

test('adjusted counts recover a known shift', () => {
  // Learnt where a and b are even; asked where a is a tenth.
  const judged = population(1_100, 1_900);
  const rows = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
  const even = Int32Array.from([...rows(0, 1_000), ...rows(1_100, 2_100)]);
  const shifted = Int32Array.from([...rows(1_000, 1_100), ...rows(2_100, 3_000)]);
  const [a, b] = createAdjustment(judged, even)(shifted);
  expect(a).toBeCloseTo(0.1, 4);
  expect(b).toBeCloseTo(0.9, 4);
  const counted = [...shifted].filter((row) => judged.predicted[row] === 0).length / shifted.length;
  expect(counted).toBeCloseTo(0.08 + 0.27, 6);
});

test('raw, by hand; adjusted is nearer; under other shares the raw count is far off', () => {
  const judged = population(200, 800);
  const result = quantify(judged)!;
  // Said to be a: 0.8 · 200 + 0.3 · 800 = 400 of 1,000; there are 200.
  expect(result.raw.a).toBeCloseTo(0.2);
  expect(result.raw.b).toBeCloseTo(-0.2);
  expect(result.largest.raw).toBeCloseTo(0.2);
  expect(result.method).toBe('acc');
  expect(result.largest.adjusted).toBeLessThan(0.08);
  expect(result.shifted.adjusted).toBeLessThan(result.shifted.raw / 2);
  expect(quantify(judged)).toEqual(result);
});

test('honest probabilities give the shares exactly, even under other shares', () => {
  const judged = population(500, 500);
  const sure = judged.truth as number[];
  const informed = quantify({
    ...judged,
    probabilities: sure.map((c) => (c === 0 ? [0.9, 0.1] : [0.2, 0.8])),
  })!;
  expect(informed.method).toBe('pacc');
  expect(informed.largest.adjusted).toBeLessThan(1e-3);
  expect(informed.shifted.adjusted).toBeLessThan(1e-3);
});

test('a label of no class is no share of any, and one class alone needs no adjusting', () => {
  const withNone = quantify({
    classes: ['a', 'b'],
    labels: ['a', 'b', 'none'],
    truth: [0, 0, 0, 0, 1, 1, 1, 1],
    predicted: [0, 0, 2, 2, 1, 1, 1, 1],
  })!;
  expect(withNone.raw).toEqual({ a: -0.25, b: 0 });
  expect(quantify({ classes: ['a'], labels: ['a'], truth: [0, 0], predicted: [0, 0] })).toBeUndefined();
});
