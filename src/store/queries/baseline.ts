// The stretches of time that a period is compared with: the same days of the week, or hours of the week, of the eight weeks before it. In the city's
// calendar, so that a change of clock moves nothing. Pure.
import { addDays, dayOf, dayStart, hourStart, hourStarts, offsetAt } from '../city-time.ts';
import type { Period } from './period.ts';
import { baselineWeeks } from './usual.ts';

export interface Baseline {
  /** start of the first stretch, ms */
  fromMs: number;
  /** stretch 0 is the period itself, the others the weeks before it; each with its bounds in ms, end exclusive */
  stretches: { fromMs: number; toMs: number }[];
  /** days since 1970, or hours as seconds since 1970, that are read */
  slots: number[];
  /** of each slot: its stretch, and how often it counts there */
  stretchOf: number[];
  weights: number[];
  /** how many of the weekly stretches the period is as long as; 1 up to a week */
  length: number;
}

const dayMs = 86_400_000;
const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / dayMs;

/** The same time on the clock, so many days before. */
export function daysBefore(timezone: string, ms: number, days: number): number {
  const wall = ms + offsetAt(timezone, ms) - days * dayMs;
  return wall - offsetAt(timezone, wall - offsetAt(timezone, ms));
}

function fromDays(timezone: string, { fromMs, toMs }: Period): Baseline {
  const first = dayOf(timezone, fromMs);
  const length = dayNumber(dayOf(timezone, toMs)) - dayNumber(first);
  const inWeek = Math.min(7, length);
  const start = (day: string) => dayStart(timezone, day);
  const baseline: Baseline = {
    fromMs: start(addDays(first, -7 * baselineWeeks)),
    stretches: [{ fromMs, toMs }],
    slots: Array.from({ length }, (_, at) => dayNumber(first) + at),
    stretchOf: Array.from({ length }, () => 0),
    weights: Array.from({ length }, () => 1),
    length: Math.max(1, length / 7),
  };
  for (let week = 1; week <= baselineWeeks; week += 1) {
    const begin = addDays(first, -7 * week);
    baseline.stretches.push({ fromMs: start(begin), toMs: start(addDays(begin, inWeek)) });
    for (let at = 0; at < inWeek; at += 1) {
      baseline.slots.push(dayNumber(begin) + at);
      baseline.stretchOf.push(week);
      // how many days of the period fall on this day of the week
      baseline.weights.push(Math.ceil((length - at) / 7));
    }
  }
  return baseline;
}

function fromHours(timezone: string, { fromMs, toMs }: Period): Baseline {
  const hours = hourStarts(timezone, fromMs, toMs);
  const moved = (ms: number, week: number) => daysBefore(timezone, ms, 7 * week);
  const baseline: Baseline = {
    fromMs: moved(fromMs, baselineWeeks),
    stretches: [],
    slots: [],
    stretchOf: [],
    weights: [],
    length: 1,
  };
  for (let week = 0; week <= baselineWeeks; week += 1) {
    const bounds = { fromMs: moved(fromMs, week), toMs: moved(toMs, week) };
    baseline.stretches.push(bounds);
    // Where the clock changes two hours of the period may meet one hour of the week before.
    const met = new Map<number, number>();
    for (const ms of hours) {
      const hour = hourStart(timezone, moved(ms, week)) / 1_000;
      met.set(hour, (met.get(hour) ?? 0) + 1);
    }
    for (const [hour, times] of met) {
      baseline.slots.push(hour);
      baseline.stretchOf.push(week);
      baseline.weights.push(times);
    }
  }
  return baseline;
}

/** `period` begins and ends on hours of the city; longer than a week, on days. */
export function baselineOf(timezone: string, period: Period): Baseline {
  return period.grain === 'day' ? fromDays(timezone, period) : fromHours(timezone, period);
}
