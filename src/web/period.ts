// From a period's name to the instants that are asked for, in the city's own zone. Pure.
import type { Interval } from '../charts/series-answer.ts';
import type { View } from './view.ts';

export interface Period {
  /** as the API takes them: a date of the city, or an instant */
  from: string;
  to: string;
  /** that make sense for its length, finest first */
  intervals: Interval[];
  interval: Interval;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The city's wall clock at an instant, as if it were UTC. */
function wallClock(timezone: string, instantMs: number): Date {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const part = Object.fromEntries(format.formatToParts(instantMs).map(({ type, value }) => [type, value]));
  return new Date(`${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}Z`);
}

/** The city's date, `YYYY-MM-DD`. */
export const dateIn = (timezone: string, instantMs: number): string =>
  wallClock(timezone, instantMs).toISOString().slice(0, 10);

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** End of the hour that runs in the city; some zones begin theirs at half past. */
function endOfHour(timezone: string, nowMs: number): number {
  const wall = wallClock(timezone, nowMs);
  const intoHour = (wall.getUTCMinutes() * 60 + wall.getUTCSeconds()) * 1_000 + (nowMs % 1_000);
  return nowMs - intoHour + hourMs;
}

const hoursOf = { '24h': 24, '7d': 7 * 24, '30d': 30 * 24 } as const;
const daysOf = { '90d': 90, '12m': 365 } as const;

const intervalsOf: { upToDays: number; intervals: Interval[]; usual: Interval }[] = [
  { upToDays: 2, intervals: ['hour', 'day'], usual: 'hour' },
  { upToDays: 14, intervals: ['hour', 'day'], usual: 'day' },
  { upToDays: 45, intervals: ['hour', 'day', 'week'], usual: 'day' },
  { upToDays: 120, intervals: ['day', 'week', 'month'], usual: 'week' },
  { upToDays: 800, intervals: ['day', 'week', 'month'], usual: 'month' },
  { upToDays: Number.POSITIVE_INFINITY, intervals: ['week', 'month'], usual: 'month' },
];

/**
 * Short periods are counted back from the end of the present hour and not of the present day: beside whole days before,
 * a day that has just begun would look like a fall.
 */
function instants(view: View, timezone: string, nowMs: number): { from: string; to: string; days: number } {
  const { period } = view;
  if (period === 'custom' && view.from !== undefined && view.to !== undefined) {
    return { from: view.from, to: view.to, days: (Date.parse(view.to) - Date.parse(view.from)) / dayMs };
  }
  if (period === '90d' || period === '12m') {
    const to = addDays(dateIn(timezone, nowMs), 1);
    return { from: addDays(to, -daysOf[period]), to, days: daysOf[period] };
  }
  const hours = hoursOf[period === 'custom' ? '30d' : period];
  const end = endOfHour(timezone, nowMs);
  const iso = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z');
  return { from: iso(end - hours * hourMs), to: iso(end), days: hours / 24 };
}

/** What is asked for a view at an instant. An interval that does not suit the period gives way to its usual one. */
export function resolvePeriod(view: View, timezone: string, nowMs: number): Period {
  const { from, to, days } = instants(view, timezone, nowMs);
  const { intervals, usual } = intervalsOf.find(({ upToDays }) => days <= upToDays)!;
  const interval = view.interval !== undefined && intervals.includes(view.interval) ? view.interval : usual;
  return { from, to, intervals, interval };
}
