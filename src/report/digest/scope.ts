// What one morning's digest is about: the day before, and the night up to when it is made, by the clock of the city.
import type { Audience, City } from '../../config.ts';
import { addDays, dayOf, dayStart, hourStart, isoInCity } from '../../store/city-time.ts';
import type { ScopeParams } from '../scope.ts';

export interface DigestScope {
  city: City;
  /** undefined: the whole city */
  audience?: Audience;
  /** of the morning, such as `2026-11-16` */
  date: string;
  /** the day before; dates, `to` exclusive */
  day: { from: string; to: string; fromMs: number; toMs: number };
  /** whole hours since midnight; undefined where none is over */
  night?: { from: string; to: string };
  /** the present is on that morning: what is so now may be said */
  isToday: boolean;
}

/** Minutes after midnight at which a morning ends whose digest is made later. */
const usualMinutes = 7 * 60;

/** `date`: of the morning, without it the present's. Days of 23 and 25 hours are what they are. */
export function digestScope(
  { city, audience }: Pick<DigestScope, 'city' | 'audience'>,
  nowMs: number,
  date = dayOf(city.timezone, nowMs),
): DigestScope {
  const { timezone } = city;
  const from = addDays(date, -1);
  const [fromMs, toMs] = [dayStart(timezone, from), dayStart(timezone, date)];
  const isToday = date === dayOf(timezone, nowMs);
  const morningMs = toMs + 60_000 * (city.reports?.digest?.at.minutes ?? usualMinutes);
  const endMs = hourStart(timezone, isToday ? nowMs : Math.min(nowMs, morningMs));
  const night = endMs > toMs ? { night: { from: date, to: isoInCity(timezone, endMs) } } : {};
  return {
    city,
    ...(audience && { audience }),
    date,
    day: { from, to: date, fromMs, toMs },
    ...night,
    isToday,
  };
}

/** Parameters of every question about the day, or about the night. */
export function digestParams(
  { audience, day }: DigestScope,
  period: { from: string; to: string } = day,
): ScopeParams {
  const { topics = [], places = [] } = audience ?? {};
  return {
    ...{ from: period.from, to: period.to },
    ...(topics.length > 0 && { topic: topics.join(',') }),
    ...(places.length > 0 && { place: places.join(',') }),
  };
}
