import { expect, it } from 'vitest';
import { isHopeless, pauseMs } from './patience.ts';

const hourMs = 3_600_000;

it('waits twice as long each time, a quarter of an hour at most', () => {
  expect([1, 2, 3, 9, 10, 1_000].map(pauseMs)).toEqual([2_000, 4_000, 8_000, 512_000, 900_000, 900_000]);
});

it('gives up what nobody wants any more, and only after enough attempts: a clock that jumps decides nothing', () => {
  expect(isHopeless('alert', 12, 6 * hourMs)).toBe(true);
  expect(isHopeless('alert', 12, 5 * hourMs)).toBe(false);
  expect(isHopeless('alert', 11, 600 * hourMs)).toBe(false);
  expect(isHopeless('weekly', 12, 71 * hourMs)).toBe(false);
  expect(isHopeless('weekly', 300, 72 * hourMs)).toBe(true);
});
