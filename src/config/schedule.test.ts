import { describe, expect, test } from 'vitest';
import { isSchedule, nextTime } from './schedule.ts';

const next = (schedule: string, after: string, timezone = 'America/Chicago') =>
  nextTime(schedule, timezone, new Date(after))?.toISOString();

describe('the next time of a schedule', () => {
  test.each([
    ['every 30 seconds', '2026-03-01T00:00:05.000Z', '2026-03-01T00:00:35.000Z'],
    ['every minute', '2026-03-01T00:00:05.000Z', '2026-03-01T00:01:05.000Z'],
    ['every 2 days', '2026-03-01T00:00:05.000Z', '2026-03-03T00:00:05.000Z'],
    ['*/15 * * * *', '2026-03-01T00:14:59.000Z', '2026-03-01T00:15:00.000Z'],
    ['*/15 * * * *', '2026-03-01T00:15:00.000Z', '2026-03-01T00:30:00.000Z'],
    ['0 6 * * 1-5', '2026-03-06T13:00:00.000Z', '2026-03-09T11:00:00.000Z'],
    ['0 7 1 * *', '2026-03-01T13:00:00.000Z', '2026-04-01T12:00:00.000Z'],
  ])('%s after %s', (schedule, after, expected) => {
    expect(next(schedule, after)).toBe(expected);
  });

  test('is the city’s, also on days when the clock is put forward or back', () => {
    // 02:30 does not exist on 8 March 2026 in Chicago; 01:30 comes twice on 1 November.
    expect(next('30 2 * * *', '2026-03-07T12:00:00Z')).toBe('2026-03-08T08:30:00.000Z');
    expect(next('30 2 * * *', '2026-03-08T12:00:00Z')).toBe('2026-03-09T07:30:00.000Z');
    expect(next('30 1 * * *', '2026-11-01T06:30:00Z')).toBe('2026-11-02T07:30:00.000Z');
    expect(next('0 0 * * *', '2026-06-01T00:00:00Z', 'Asia/Kolkata')).toBe('2026-06-01T18:30:00.000Z');
  });
});

test('a day that never comes is no schedule, one that is rare is', () => {
  expect(isSchedule('0 0 30 2 *')).toBe(false);
  expect(isSchedule('0 0 29 2 *')).toBe(true);
  expect(isSchedule('every 1 minute')).toBe(false);
});
