// The days of a stretch of time, and the buckets that they belong to. Pure.
import { addDays, dayOf, dayStart } from '../city-time.ts';

const dayMs = 86_400_000;

/** A stretch of time in buckets, perhaps with a hole that is not read (sums only). */
export interface BucketedTime {
  fromMs: number;
  toMs: number;
  /** ascending; the first at or before `fromMs` */
  startsMs: readonly number[];
  hole?: { fromMs: number; toMs: number };
}

/** Buckets are told by the second in which they start; the first may start within one. */
export const toSeconds = (ms: number) => Math.floor(ms / 1_000);

/** Days since 1970 of the city's day of an instant. */
export const dayNumber = (timezone: string, ms: number) =>
  Date.parse(`${dayOf(timezone, ms)}T00:00:00Z`) / dayMs;

/** The first and the last calendar year of a stretch. */
export function yearsOf(timezone: string, { fromMs, toMs }: BucketedTime): { first: number; last: number } {
  const yearAt = (ms: number) => Number(dayOf(timezone, ms).slice(0, 4));
  return { first: yearAt(fromMs), last: yearAt(toMs - 1) };
}

/** By the days of a stretch, from its first one on: the place of its bucket among the starts; −1 in a hole. */
export function bucketsByDay(timezone: string, { fromMs, toMs, startsMs, hole }: BucketedTime) {
  const firstDay = dayNumber(timezone, fromMs);
  const dayAt = (ms: number) => Math.max(0, dayNumber(timezone, ms) - firstDay);
  const buckets = new Int32Array(dayAt(toMs));
  for (const [index, ms] of startsMs.entries()) {
    buckets.fill(index, dayAt(ms), dayAt(startsMs[index + 1] ?? toMs));
  }
  if (hole) buckets.fill(-1, dayAt(hole.fromMs), dayAt(hole.toMs));
  return { firstDay, buckets };
}

/** Calendar days that touch a stretch; none that the clock skipped. */
function daysWithin(timezone: string, { fromMs, toMs }: BucketedTime) {
  const days: { day: string; start: number; end: number }[] = [];
  const last = dayOf(timezone, toMs - 1);
  for (let day = dayOf(timezone, fromMs); day <= last; day = addDays(day, 1)) {
    const [start, end] = [dayStart(timezone, day), dayStart(timezone, addDays(day, 1))];
    if (start < end) days.push({ day, start, end });
  }
  return days;
}

/**
 * The days of a stretch: those that lie within it as wholes, outside its hole and within one bucket, as days since 1970, with the second in which
 * their bucket starts; and the others.
 */
export function daysOfSpan(timezone: string, stretch: BucketedTime) {
  const { fromMs, toMs, startsMs, hole } = stretch;
  const wholeDays: number[] = [];
  const wholeStarts: number[] = [];
  const edgeDays: string[] = [];
  let bucket = 0;
  for (const { day, start, end } of daysWithin(timezone, stretch)) {
    while (startsMs[bucket + 1] !== undefined && startsMs[bucket + 1]! <= start) bucket += 1;
    if (hole && start >= hole.fromMs && end <= hole.toMs) continue;
    const isSplit = (startsMs[bucket + 1] ?? end) < end;
    const touchesHole = hole !== undefined && start < hole.toMs && end > hole.fromMs;
    if (start >= fromMs && end <= toMs && !isSplit && !touchesHole) {
      wholeDays.push(dayNumber(timezone, start));
      wholeStarts.push(toSeconds(startsMs[bucket]!));
    } else {
      edgeDays.push(day);
    }
  }
  return { wholeDays, wholeStarts, edgeDays };
}
