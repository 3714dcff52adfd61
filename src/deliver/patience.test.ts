import { expect, it } from 'vitest';
import { isTooLate, pauseMs } from './patience.ts';

const hourMs = 3_600_000;

it('waits twice as long each time, a quarter of an hour at most', () => {
  expect([1, 2, 3, 9, 10, 1_000].map(pauseMs)).toEqual([2_000, 4_000, 8_000, 512_000, 900_000, 900_000]);
});

it('gives up what nobody wants any more', () => {
  expect(isTooLate('alert', 6 * hourMs)).toBe(true);
  expect(isTooLate('alert', 6 * hourMs - 1)).toBe(false);
  expect(isTooLate('weekly', 71 * hourMs)).toBe(false);
  expect(isTooLate('weekly', 72 * hourMs)).toBe(true);
  // a clock that was set back
  expect(isTooLate('alert', -600 * hourMs)).toBe(false);
});
