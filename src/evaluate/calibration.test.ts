import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createClaims } from './calibration.ts';

const errorOf = (claims: (readonly [number, boolean])[]) => {
  const all = createClaims();
  for (const [confidence, isRight] of claims) all.add(confidence, isRight);
  return all.error();
};

test('four points, by hand: each is a bin of its own', () => {
  // |0.9 − 1| + |0.8 − 0| + |0.6 − 1| + |0.55 − 1| = 0.1 + 0.8 + 0.4 + 0.45
  const error = errorOf([
    [0.9, true],
    [0.8, false],
    [0.6, true],
    [0.55, true],
  ]);
  expect(error).toBeCloseTo(1.75 / 4);
});

test('equal claims are one bin: 0.75, right three times of four, is no error', () => {
  const claim = (isRight: boolean) => [0.75, isRight] as const;
  expect(errorOf([claim(true), claim(false), claim(true), claim(true)])).toBeCloseTo(0);
});

test('thirty rows in fifteen bins: two a bin', () => {
  // Confidences 0.50, 0.51 … 0.79; in each pair the first is right. Every bin: |c₁ + c₂ − 1|.
  const claims = Array.from({ length: 30 }, (_, i) => [0.5 + i / 100, i % 2 === 0] as const);
  const pairs = Array.from({ length: 15 }, (_, i) => 0.5 + (2 * i) / 100 + 0.5 + (2 * i + 1) / 100 - 1);
  expect(errorOf(claims)).toBeCloseTo(pairs.reduce((sum, gap) => sum + Math.abs(gap), 0) / 30);
});

test('no rows, no error; always 0…1 and the same in any order', () => {
  expect(errorOf([])).toBe(0);
  const claims = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.boolean()), {
    minLength: 1,
    maxLength: 200,
  });
  fc.assert(
    fc.property(claims, (rows) => {
      const scaled = rows.map(([twentieths, isRight]) => [twentieths / 20, isRight] as const);
      const error = errorOf(scaled);
      expect(error).toBeGreaterThanOrEqual(0);
      expect(error).toBeLessThanOrEqual(1);
      expect(errorOf([...scaled].reverse())).toBeCloseTo(error, 10);
    }),
  );
});
