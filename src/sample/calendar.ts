// Days and hours as the city lives them: its own dates, with 23 or 25 hours when the clocks change.
import { DateTime } from 'luxon';
import { timezone } from './neighbourhoods.ts';
import { createRandom } from './random.ts';

const dayMs = 86_400_000;

export interface CityDay {
  /** YYYY-MM-DD in the city */
  date: string;
  /** days since 1970-01-01 */
  number: number;
  /** 1…12 */
  month: number;
  isWeekend: boolean;
  /** UTC milliseconds of a local time; `minutes` counts on the wall clock from midnight. A skipped hour counts as the next. */
  at(minutes: number): number;
  end: number;
}

/** The city's day number of a moment. */
export function dayNumberAt(ms: number): number {
  const local = DateTime.fromMillis(ms, { zone: timezone });
  return Math.floor((ms + local.offset * 60_000) / dayMs);
}

export function cityDay(number: number): CityDay {
  const utc = new Date(number * dayMs);
  const [year, month, day] = [utc.getUTCFullYear(), utc.getUTCMonth() + 1, utc.getUTCDate()];
  const midnight = DateTime.fromObject({ year, month, day }, { zone: timezone });
  const [start, end] = [midnight.toMillis(), midnight.plus({ days: 1 }).toMillis()];
  const isEven = end - start === dayMs;
  const hours = isEven ? [] : Array.from({ length: 24 }, (_, hour) => midnight.set({ hour }).toMillis());
  const at = (minutes: number) =>
    isEven ? start + minutes * 60_000 : hours[Math.floor(minutes / 60)]! + (minutes % 60) * 60_000;
  return {
    date: utc.toISOString().slice(0, 10),
    number,
    month,
    isWeekend: [0, 6].includes(utc.getUTCDay()),
    at,
    end,
  };
}

export interface Weather {
  snow: boolean;
  rain: boolean;
  heat: boolean;
}

const snowChance: Record<number, number> = { 1: 0.16, 2: 0.16, 3: 0.08, 11: 0.03, 12: 0.12 };
const heatChance: Record<number, number> = { 5: 0.06, 6: 0.25, 7: 0.4, 8: 0.35, 9: 0.12 };

export function weatherOf(seed: number, day: number): Weather {
  const random = createRandom(seed, day, 'weather');
  const month = new Date(day * dayMs).getUTCMonth() + 1;
  const snow = random.chance(snowChance[month] ?? 0);
  return { snow, rain: !snow && random.chance(0.27), heat: random.chance(heatChance[month] ?? 0) };
}

const busy = {
  workday: [4, 2, 1.1, 0.7, 0.7, 1.6, 4, 8, 9.5, 7, 6, 6, 7, 6.5, 6, 6.5, 8, 10.5, 11, 9.5, 9, 9, 8, 6],
  weekend: [6, 4, 2.5, 1.2, 0.8, 0.9, 1.6, 3, 5, 7, 8.5, 9, 9, 8.5, 8, 8, 8, 8.5, 9, 9, 9, 8.5, 7.5, 6],
  office: [0.6, 0.4, 0.2, 0.2, 0.3, 0.8, 2.5, 6, 10, 11, 10, 9, 8, 8.5, 9, 9, 9, 8, 6, 5, 4, 3, 2, 1],
};

/** When people write: `office` is for service requests. */
export type Rhythm = keyof typeof busy;

/** Cumulated shares of the hours. */
const ladders = Object.fromEntries(
  Object.entries(busy).map(([rhythm, hours]) => {
    let sum = 0;
    return [rhythm, hours.map((weight) => (sum += weight))];
  }),
) as Record<Rhythm, number[]>;

/** A minute of the day on the wall clock, as likely as the hour is busy; with fractions, so that seconds differ. */
export function busyMinute(rhythm: Rhythm, at: number, within: number): number {
  const ladder = ladders[rhythm];
  const wanted = at * ladder[23]!;
  let hour = 0;
  while (hour < 23 && ladder[hour]! <= wanted) hour++;
  return hour * 60 + Math.floor(within * 3600) / 60;
}
