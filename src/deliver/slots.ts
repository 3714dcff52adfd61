// When what leaves on schedule is due: a time of the day on the city's own clock. Pure.
import type { DayTime, WeekTime } from '../config.ts';
import { addDays, dayOf, dayStart, offsetAt } from '../store/city-time.ts';

export interface Slot {
  /** calendar day of the city */
  day: string;
  atMs: number;
}

const minuteMs = 60_000;

/**
 * The instant at which the clock of a city shows so many minutes past midnight on a day. A time that it shows twice is the first of both; one that it skips
 * is as much later on the clock as the clock jumps (02:30 is 03:30), as cron's in src/config/schedule.ts.
 */
export function instantOf(timezone: string, day: string, minutes: number): number {
  const wall = Date.parse(`${day}T00:00:00Z`) + minutes * minuteMs;
  const start = dayStart(timezone, day);
  const before = offsetAt(timezone, start - 1);
  const offsets = [
    before,
    offsetAt(timezone, start),
    offsetAt(timezone, dayStart(timezone, addDays(day, 1)) - 1),
  ];
  const shown = offsets.map((offset) => wall - offset).filter((at) => at + offsetAt(timezone, at) === wall);
  return shown.length > 0 ? Math.min(...shown) : wall - before;
}

/** Monday is 1. */
const weekdayOf = (day: string): number => ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;

/** The last time at which it was due. However many were missed, it is this one alone. */
export function latestSlot(timezone: string, time: DayTime | WeekTime, nowMs: number): Slot {
  // a day ahead of today: where a zone skipped a day, its times are those of the next
  let day = addDays(dayOf(timezone, nowMs), 1);
  for (;;) {
    const isDay = !('weekday' in time) || time.weekday === weekdayOf(day);
    const atMs = isDay ? instantOf(timezone, day, time.minutes) : Number.POSITIVE_INFINITY;
    if (atMs <= nowMs) return { day, atMs };
    day = addDays(day, -1);
  }
}
