import { expect, test } from 'vitest';
import { chooseBorder, fitLogistic, fitSlope } from './topic-calibration.ts';

const cases = (n: number, logOdds: number, named: number) =>
  Array.from({ length: n }, (_, i) => ({ logOdds, isNamed: i < named }));

test('a border is the lowest from which nine in ten are named', () => {
  const all = [...cases(60, 3, 60), ...cases(20, 2, 14), ...cases(20, 1, 2)];
  expect(chooseBorder(all, 0.9)).toEqual({ from: 2, found: 74 });
});

test('few proposals prove nothing, and equal log-odds stand on one side', () => {
  expect(chooseBorder(cases(49, 3, 49), 0.9)).toBeNull();
  expect(chooseBorder(cases(100, 3, 80), 0.9)).toBeNull();
});

test('probabilities are the shares of what is named', () => {
  const { slope, shift } = fitSlope([...cases(100, -6, 10), ...cases(100, -2, 80)]);
  const p = (logOdds: number) => 1 / (1 + Math.exp(-(slope * logOdds + shift)));
  expect(p(-6)).toBeCloseTo(0.1, 1);
  expect(p(-2)).toBeCloseTo(0.8, 1);
});

test('a value that decides nothing gets no weight', () => {
  const [, decides, random] = fitLogistic(
    Array.from({ length: 80 }, (_, i) => ({
      values: [i % 2, i % 4 < 2 ? 1 : 0],
      isTrue: i % 2 === 1 ? i % 10 !== 1 : i % 10 === 0,
      weight: 1,
    })),
    2,
  );
  expect(decides).toBeGreaterThan(1);
  expect(Math.abs(random!)).toBeLessThan(0.3);
});
