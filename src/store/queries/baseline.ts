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

/** A stretch, and how often what is said counts in it: less than 0 is taken from it. */
export type Share = readonly [stretch: number, weight: number];

/** A baseline as the sums of days and of hours say it together: of each whole day its stretch and how often it counts, of each hour of other days the part it belongs to. */
export interface BaselineSpan {
  /** days since 1970 */
  wholeDays: number[];
  dayStretches: number[];
  dayWeights: number[];
  /** seconds since 1970 */
  edgeHours: number[];
  hourParts: number[];
  /** `YYYY-MM-DD`: whose hours these are */
  edgeDays: string[];
  /** of each part, what its hours count in */
  parts: Share[][];
}

/** Hours of a day, and what each counts in. */
interface DayHours {
  day: string;
  shares: Map<number, Share[]>;
}

function hoursByDay(
  timezone: string,
  { slots, stretchOf, weights }: Baseline,
  stretches: number,
): DayHours[] {
  const days = new Map<string, DayHours>();
  for (const [slot, hour] of slots.entries()) {
    if (stretchOf[slot]! >= stretches) continue;
    const day = dayOf(timezone, hour * 1_000);
    const own = days.get(day) ?? { day, shares: new Map() };
    days.set(day, own);
    own.shares.set(hour, [...(own.shares.get(hour) ?? []), [stretchOf[slot]!, weights[slot]!]]);
  }
  return [...days.values()];
}

/** What most hours of a day count in, and how many they are. */
function mostOf(shares: Iterable<readonly Share[]>): { most: readonly Share[]; times: number } {
  const counted = new Map<string, { most: readonly Share[]; times: number }>();
  for (const share of shares) {
    const own = counted.get(share.join(' ')) ?? { most: share, times: 0 };
    counted.set(share.join(' '), own);
    own.times += 1;
  }
  return [...counted.values()].reduce((one, other) => (other.times > one.times ? other : one));
}

/**
 * Slots of hours, as the sums say them. `isOfCounts`: where fewer hours are read so, a day is a whole one from which the others are taken; people
 * cannot be.
 */
function spanOfHours(timezone: string, days: readonly DayHours[], isOfCounts: boolean): BaselineSpan {
  const span: BaselineSpan = {
    ...{ wholeDays: [], dayStretches: [], dayWeights: [] },
    ...{ edgeHours: [], hourParts: [], edgeDays: [], parts: [] },
  };
  const partOf = new Map<string, number>();
  for (const { day, shares } of days) {
    const hours = hourStarts(timezone, dayStart(timezone, day), dayStart(timezone, addDays(day, 1)));
    const { most, times } = mostOf(shares.values());
    const others = hours.length - times;
    const isWhole = most.length === 1 && (others === 0 || (isOfCounts && others < shares.size));
    const [whole] = isWhole ? most : [];
    const usual = most.join(' ');
    if (whole) {
      span.wholeDays.push(dayNumber(day));
      span.dayStretches.push(whole[0]);
      span.dayWeights.push(whole[1]);
    }
    if (!whole || others > 0) span.edgeDays.push(day);
    for (const second of hours.map((ms) => ms / 1_000)) {
      const own = shares.get(second) ?? [];
      if (whole && own.join(' ') === usual) continue;
      const part: Share[] = whole ? [...own, [whole[0], -whole[1]]] : own;
      if (part.length === 0) continue;
      const name = part.join(' ');
      const number = partOf.get(name) ?? span.parts.push(part) - 1;
      partOf.set(name, number);
      span.edgeHours.push(second);
      span.hourParts.push(number);
    }
  }
  return span;
}

/** The slots of the first `stretches` of a baseline, of days or of hours: of hours those that make up a day become one, of counts most of a day too. */
export function spanOf(
  timezone: string,
  baseline: Baseline,
  options: { grain: 'day' | 'hour'; stretches: number; isOfCounts: boolean },
): BaselineSpan {
  const { grain, stretches, isOfCounts } = options;
  if (grain === 'hour') return spanOfHours(timezone, hoursByDay(timezone, baseline, stretches), isOfCounts);
  const { slots, stretchOf, weights } = baseline;
  const wanted = slots.map((_, slot) => slot).filter((slot) => stretchOf[slot]! < stretches);
  return {
    wholeDays: wanted.map((slot) => slots[slot]!),
    dayStretches: wanted.map((slot) => stretchOf[slot]!),
    dayWeights: wanted.map((slot) => weights[slot]!),
    ...{ edgeHours: [], hourParts: [], edgeDays: [], parts: [] },
  };
}
