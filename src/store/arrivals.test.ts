import { expect, test } from 'vitest';
import { createArrivals } from './arrivals.ts';

/** Notes arrivals with these gaps, in ms. */
function arrive(gapsMs: readonly number[], isAlone: boolean) {
  const arrivals = createArrivals();
  let at = 1_000;
  arrivals.note(at, true);
  for (const gap of gapsMs) {
    at += gap;
    arrivals.note(at, isAlone);
  }
  return arrivals;
}

test('waits three usual gaps of those who write at the same time', () => {
  const arrivals = arrive(Array(50).fill(130), false);
  expect(arrivals.pauseMs(60)).toBeCloseTo(390, 0);
});

test('a caller who comes again as soon as he is answered does not make himself wait', () => {
  expect(arrive([400, 400, 400, 400], true).pauseMs(60)).toBe(60);
});

test('the pace of others is forgotten when one is left alone', () => {
  const arrivals = arrive(Array(50).fill(300), false);
  arrivals.note(99_000, true);
  expect(arrivals.pauseMs(60)).toBe(60);
});

test('follows a pace that changes', () => {
  const arrivals = arrive([...Array(50).fill(300), ...Array(50).fill(10)], false);
  expect(arrivals.pauseMs(0)).toBeCloseTo(30, 0);
});
