import fc from 'fast-check';
import { expect, test } from 'vitest';
import { relevanceFigures, type Strata, wilson } from './relevance.ts';

test("a share's interval is Wilson's", () => {
  // 8 of 10: Brown, Cai and DasGupta 2001, Statistical Science 16, give 0.490 to 0.943.
  const { value, low, high } = wilson(8, 10);
  expect(value).toBe(0.8);
  expect(low).toBeCloseTo(0.49, 2);
  expect(high).toBeCloseTo(0.943, 3);
  expect(wilson(0, 0)).toEqual({ value: null, low: null, high: null });
});

test('each decision counts for as many posts as it has', () => {
  const figures = relevanceFigures({
    keep: { size: 900, labelled: 30, relevant: 27 },
    unsure: { size: 100, labelled: 20, relevant: 10 },
    drop: { size: 2_000, labelled: 50, relevant: 1 },
  });
  expect(figures.precision.value).toBeCloseTo(0.9);
  // 810 kept, 50 doubted and 40 dropped speak of the city.
  expect(figures.recall.value).toBeCloseTo(810 / 900);
  expect(figures.recallStored.value).toBeCloseTo(860 / 900);
});

test('what nobody labelled is not known', () => {
  const none = { size: 10, labelled: 0, relevant: 0 };
  const some = { size: 10, labelled: 5, relevant: 5 };
  const figures = relevanceFigures({ keep: some, unsure: { ...none, size: 0 }, drop: none });
  expect(figures.precision.value).toBe(1);
  expect(figures.recall.value).toBeNull();
});

test('an interval holds its estimate, and lies in 0 to 1', () => {
  const stratum = fc
    .record({
      size: fc.nat(10_000),
      labelled: fc.nat(200),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ size, labelled, share }) => {
      const seen = Math.min(size, labelled);
      return { size, labelled: seen, relevant: Math.floor(seen * share) };
    });
  fc.assert(
    fc.property(fc.record({ keep: stratum, unsure: stratum, drop: stratum }), (strata: Strata) => {
      for (const { value, low, high } of Object.values(relevanceFigures(strata))) {
        if (value === null) continue;
        expect(low).toBeGreaterThanOrEqual(0);
        expect(low).toBeLessThanOrEqual(value + 1e-9);
        expect(high).toBeGreaterThanOrEqual(value - 1e-9);
        expect(high).toBeLessThanOrEqual(1 + 1e-9);
      }
    }),
  );
});
