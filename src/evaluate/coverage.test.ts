import { expect, test } from 'vitest';
import { createCoverage } from './coverage.ts';

test('the most answers, surest first, of which nine in ten are right; what is not answered counts among all', () => {
  const coverage = createCoverage();
  for (let i = 0; i < 40; i++) coverage.add(0.9, true);
  for (let i = 0; i < 10; i++) coverage.add(0.8, i < 5);
  for (let i = 0; i < 20; i++) coverage.add(0.7, false);
  for (let i = 0; i < 30; i++) coverage.add(undefined, false);
  const { coverage: share, interval } = coverage.report()!;
  // 45 of the surest 50 are right.
  expect(share).toBe(0.5);
  expect(interval[0]).toBeLessThanOrEqual(0.5);
  expect(interval[1]).toBeGreaterThanOrEqual(0.5);
});

test('answers that are equally sure stand or fall together', () => {
  const coverage = createCoverage();
  for (let i = 0; i < 10; i++) coverage.add(0.6, i < 8);
  expect(coverage.report()!.coverage).toBe(0);
});

test('who does not say how sure it is has no coverage', () => {
  const coverage = createCoverage();
  coverage.add(undefined, true);
  expect(coverage.report()).toBeUndefined();
});
