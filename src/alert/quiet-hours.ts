// Hours in which nothing is sent, on the city's clock: they may go past midnight. Pure.
import type { AlertRule } from '../config.ts';
import { offsetAt } from '../store/city-time.ts';

const minuteOf = (clock: string) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** From `from` (inclusive) to `to` (exclusive); both the same: the whole day. */
export function isQuietAt(timezone: string, ms: number, hours: AlertRule['quietHours']): boolean {
  if (hours === undefined) return false;
  const wall = Math.floor((ms + offsetAt(timezone, ms)) / 60_000);
  const minute = ((wall % 1_440) + 1_440) % 1_440;
  const [from, to] = [minuteOf(hours.from), minuteOf(hours.to)];
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}
