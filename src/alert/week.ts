// What is usual in each hour of the week, from the eight weeks before. Pure. Hours are those of the city's clock, so that a week always has 168.
import { baselineWeeks, fewestWeeks, tempered } from '../store/queries/usual.ts';

export const weekHours = 168;
export const historyHours = baselineWeeks * weekHours;

/** Counts of posts per hour, the oldest first, `historyHours` of them; null where nothing was collected. */
export type History = readonly (number | null)[];

export interface UsualWeek {
  /** posts per hour; slot 0 is the hour after the history */
  rates: number[];
  /** on how many weeks each rate rests: more than eight where the other days speak for it too */
  weeks: number[];
  /** variance of the count of an hour, and of three in a row, in units of its mean; at least 1 */
  spread: { hour: number; threeHours: number };
}

const dayHours = 24;
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** What the weeks before have of one hour of the week. */
function slotOf(history: History, slot: number): number[] {
  const counts: number[] = [];
  for (let at = slot; at < historyHours; at += weekHours) {
    const count = history[at];
    if (count !== null && count !== undefined) counts.push(count);
  }
  return counts;
}

/** An hour that differs from its like by so many standard errors has a habit of its own. */
const ownHabit = 3;

/** What an hour is drawn towards is known from the 7 counts of its hour of the day and the 24 of its day, of 168. */
const likeShare = (7 + 24) / weekHours;

/**
 * Eight counts alone say little of an hour, so each is drawn towards what the same hour of the other days would have it (empirical Bayes): as far as
 * the hours of this very city are like each other. Undefined with less than `fewestWeeks` collected.
 */
export function usualWeek(history: History): UsualWeek | undefined {
  const slots = Array.from({ length: weekHours }, (_, slot) => slotOf(history, slot));
  if (slots.some(({ length }) => length < fewestWeeks)) return undefined;
  const own = slots.map((counts) => meanOf(tempered(counts)));
  const like = likeOthers(own);
  const errors = like.map((mean, slot) => mean / slots[slot]!.length);
  const variety = varietyOf(own, like, errors);
  const weeks: number[] = [];
  const rates = own.map((mean, slot) => {
    const error = errors[slot]!;
    const habit = variety * like[slot]! ** 2;
    const weight = habit + error === 0 ? 1 : habit / (habit + error);
    const drawn = like[slot]! + weight * (mean - like[slot]!);
    const isOwn = Math.abs(mean - drawn) > ownHabit * Math.sqrt(error);
    weeks.push(slots[slot]!.length / (isOwn ? 1 : weight + likeShare * (1 - weight) ** 2));
    return isOwn ? mean : drawn;
  });
  return {
    rates,
    weeks,
    spread: { hour: spreadOf(history, rates, 1), threeHours: spreadOf(history, rates, 3) },
  };
}

/** What each hour would be if it were only as busy as its day and its hour of the day are. */
function likeOthers(own: readonly number[]): number[] {
  const week = own.reduce((sum, mean) => sum + mean, 0);
  const days = Array.from({ length: 7 }, () => 0);
  const hours = Array.from({ length: dayHours }, () => 0);
  for (const [slot, mean] of own.entries()) {
    days[Math.floor(slot / dayHours)]! += mean;
    hours[slot % dayHours]! += mean;
  }
  return own.map((_, slot) =>
    week === 0 ? 0 : (hours[slot % dayHours]! * days[Math.floor(slot / dayHours)]!) / week,
  );
}

/** How far hours differ from their like beyond chance: variance of the ratio. */
function varietyOf(own: readonly number[], like: readonly number[], errors: readonly number[]): number {
  let apart = 0;
  let squares = 0;
  for (const [slot, mean] of own.entries()) {
    apart += (mean - like[slot]!) ** 2 - errors[slot]!;
    squares += like[slot]! ** 2;
  }
  return squares === 0 ? 0 : Math.max(0, apart / squares);
}

/** What is further off, in deviations, is a flood or an outage, and not how the city usually is. */
const furthest = 5;
/** Stretches of which fewer posts are expected say too little of how they scatter. */
const leastMean = 0.25;

/** Variance of counts of so many hours in a row, in units of their mean; at least 1. */
function spreadOf(history: History, rates: readonly number[], hours: number): number {
  let sum = 0;
  let stretches = 0;
  for (let from = 0; from + hours <= historyHours; from += hours) {
    let mean = 0;
    let count: number | null = 0;
    for (let at = from; at < from + hours; at += 1) {
      const here: number | null = history[at] ?? null;
      count = here === null || count === null ? null : count + here;
      mean += rates[at % weekHours]!;
    }
    if (count === null || mean < leastMean) continue;
    sum += Math.min(furthest ** 2, (count - mean) ** 2 / mean);
    stretches += 1;
  }
  return stretches === 0 ? 1 : Math.max(1, sum / stretches);
}

/**
 * Spread of a window of so many minutes. Conversations bring several posts: what a window holds of one grows with its length, by the power that one and
 * three hours show.
 */
export function spreadIn(
  { spread: { hour, threeHours } }: Pick<UsualWeek, 'spread'>,
  minutes: number,
): number {
  if (hour === 1) return 1 + (threeHours - 1) * Math.min(1, minutes / 180);
  const power = Math.min(1, Math.max(0, Math.log((threeHours - 1) / (hour - 1) || 1) / Math.log(3)));
  return 1 + (hour - 1) * (minutes / 60) ** power;
}

/** Posts per hour at a moment, `hours` after the end of the history by the clock: between the middles of two hours it goes from one rate to the other. */
export function rateAt({ rates }: UsualWeek, hours: number): number {
  const at = hours - 0.5;
  const before = Math.floor(at);
  const part = at - before;
  const rate = (slot: number) => rates[((slot % weekHours) + weekHours) % weekHours]!;
  return rate(before) * (1 - part) + rate(before + 1) * part;
}
