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

/** A baseline as the sums of days and of hours say it together: of each whole day, and of each hour of the other days, its stretch and how often it counts. */
export interface BaselineSpan {
  /** days since 1970 */
  wholeDays: number[];
  dayStretches: number[];
  dayWeights: number[];
  /** seconds since 1970 */
  edgeHours: number[];
  hourStretches: number[];
  hourWeights: number[];
  /** `YYYY-MM-DD`: whose hours these are */
  edgeDays: string[];
}

/** Whether slots are all hours of a day, counted alike. */
function isWholeDay(
  timezone: string,
  day: string,
  { stretchOf, weights }: Baseline,
  slots: readonly number[],
) {
  const [start, end] = [dayStart(timezone, day), dayStart(timezone, addDays(day, 1))];
  const [first] = slots as [number];
  return (
    slots.length === hourStarts(timezone, start, end).length &&
    slots.every((slot) => stretchOf[slot] === stretchOf[first] && weights[slot] === weights[first])
  );
}

/** The slots of the first `stretches` of a baseline, of days or of hours: of hours those that make up a day become one. */
export function spanOf(
  timezone: string,
  baseline: Baseline,
  { grain, stretches }: { grain: 'day' | 'hour'; stretches: number },
): BaselineSpan {
  const { slots, stretchOf, weights } = baseline;
  const wanted = slots.map((_, slot) => slot).filter((slot) => stretchOf[slot]! < stretches);
  const days: { number: number; slot: number }[] = [];
  const hours: number[] = [];
  const edgeDays: string[] = [];
  if (grain === 'day') {
    days.push(...wanted.map((slot) => ({ number: slots[slot]!, slot })));
  } else {
    const byDay = new Map<string, number[]>();
    for (const slot of wanted) {
      const day = dayOf(timezone, slots[slot]! * 1_000);
      byDay.set(day, [...(byDay.get(day) ?? []), slot]);
    }
    for (const [day, own] of byDay) {
      if (isWholeDay(timezone, day, baseline, own)) {
        days.push({ number: dayNumber(day), slot: own[0]! });
      } else {
        hours.push(...own);
        edgeDays.push(day);
      }
    }
  }
  return {
    wholeDays: days.map(({ number }) => number),
    dayStretches: days.map(({ slot }) => stretchOf[slot]!),
    dayWeights: days.map(({ slot }) => weights[slot]!),
    edgeHours: hours.map((slot) => slots[slot]!),
    hourStretches: hours.map((slot) => stretchOf[slot]!),
    hourWeights: hours.map((slot) => weights[slot]!),
    edgeDays,
  };
}
