// From `from` and `to` to instants of the city, the equal period before, and whether whole days or hours cover it.
import { addDays, dayOf, dayStart, hourStart, type Interval, isoInCity, parseTime } from '../city-time.ts';
import { badParameter } from './define.ts';
import { readStretch, type Stretch, stretchHelp } from './stretch.ts';

export interface Period {
  fromMs: number;
  toMs: number;
  /** start of the equal period before, which ends at `fromMs` */
  previousFromMs: number;
  /** the coarsest sums whose boundaries fit both periods */
  grain: 'day' | 'hour' | 'none';
}

const defaultDays = 30;
const earliest = Date.UTC(1990, 0, 1);
const latest = Date.UTC(2100, 0, 1);

function isDayStart(timezone: string, ms: number): boolean {
  return dayStart(timezone, dayOf(timezone, ms)) === ms;
}

const isSane = (ms: number): boolean => ms >= earliest && ms <= latest;

/** An instant: a date or time, or where a stretch in words starts. */
function read(timezone: string, name: 'from' | 'to', text: string, nowMs: number): number {
  if (text.includes('..')) throw badParameter(name, `expected one date; say ${text} as \`period\``, text);
  const ms = parseTime(timezone, text) ?? readStretch(timezone, text, nowMs)?.fromMs;
  if (ms !== undefined && isSane(ms)) return ms;
  const expected = 'expected a date such as 2026-03-01, a time such as 2026-03-01T06:00, or';
  throw badParameter(name, `${expected} ${stretchHelp}`, text);
}

export interface PeriodQuery {
  from?: string | undefined;
  to?: string | undefined;
  /** a whole stretch, instead of the two */
  period?: string | undefined;
}

/** Throws ZodError. */
function readPeriod(timezone: string, { from, to, period = '' }: PeriodQuery, nowMs: number): Stretch {
  if (from !== undefined || to !== undefined)
    throw badParameter('period', 'expected either `period`, or `from` and `to`', period);
  const stretch = readStretch(timezone, period, nowMs);
  if (stretch && isSane(stretch.fromMs) && isSane(stretch.toMs) && stretch.fromMs < stretch.toMs)
    return stretch;
  throw badParameter('period', `expected ${stretchHelp}`, period);
}

/** Whole days between two day starts of the city, counted in its calendar. */
function calendarDays(timezone: string, fromMs: number, toMs: number): number {
  const days = [fromMs, toMs].map((ms) => Date.parse(`${dayOf(timezone, ms)}T00:00:00Z`));
  return Math.round((days[1]! - days[0]!) / 86_400_000);
}

/** Resolves the period; without `period`, `from` and `to` the last 30 days, today included. Throws ZodError. */
export function resolvePeriod(timezone: string, query: PeriodQuery, nowMs: number): Period {
  if (query.period !== undefined) {
    const { fromMs, toMs } = readPeriod(timezone, query, nowMs);
    return periodBetween(timezone, fromMs, toMs);
  }
  const toMs =
    query.to === undefined
      ? dayStart(timezone, addDays(dayOf(timezone, nowMs), 1))
      : read(timezone, 'to', query.to, nowMs);
  const fromMs =
    query.from === undefined
      ? dayStart(timezone, addDays(dayOf(timezone, toMs), -defaultDays))
      : read(timezone, 'from', query.from, nowMs);
  if (fromMs >= toMs) throw badParameter('from', 'expected a time before `to`', query.from);
  return periodBetween(timezone, fromMs, toMs);
}

/** As long as another, from an instant on: in days of the city, where the other has whole ones. Throws ZodError. */
export function movedPeriod(timezone: string, like: Period, from: string, nowMs: number): Period {
  const fromMs = read(timezone, 'from', from, nowMs);
  const days = calendarDays(timezone, like.fromMs, like.toMs);
  const isDays = like.grain === 'day' && isDayStart(timezone, fromMs);
  const toMs = isDays
    ? dayStart(timezone, addDays(dayOf(timezone, fromMs), days))
    : fromMs + like.toMs - like.fromMs;
  return periodBetween(timezone, fromMs, toMs);
}

/** How much longer the first is; in days of the city where both have whole ones, whatever the clock did in them. */
export function timesAsLong(timezone: string, one: Span, other: Span): number {
  const days = ({ fromMs, toMs }: Span) => calendarDays(timezone, fromMs, toMs);
  if (one.grain === 'day' && other.grain === 'day') return days(one) / days(other);
  return (one.toMs - one.fromMs) / (other.toMs - other.fromMs);
}

export type Span = Pick<Period, 'fromMs' | 'toMs' | 'grain'>;

/**
 * The same weeks of last year, so that each weekday stands over its like (52 weeks before); months are the same months. A time of day
 * keeps its distance from the start of its day.
 */
export function yearBefore(
  timezone: string,
  { fromMs, toMs }: Span,
  interval: Interval,
): Pick<Span, 'fromMs' | 'toMs'> {
  const move = (ms: number) => {
    const day = dayOf(timezone, ms);
    const moved = interval === 'month' ? sameDayLastYear(day) : addDays(day, -364);
    return dayStart(timezone, moved) + ms - dayStart(timezone, day);
  };
  return { fromMs: move(fromMs), toMs: move(toMs) };
}

/** 29 February has none: 1 March. */
const sameDayLastYear = (day: string): string =>
  new Date(Date.UTC(Number(day.slice(0, 4)) - 1, Number(day.slice(5, 7)) - 1, Number(day.slice(8))))
    .toISOString()
    .slice(0, 10);

function periodBetween(timezone: string, fromMs: number, toMs: number): Period {
  if (isDayStart(timezone, fromMs) && isDayStart(timezone, toMs)) {
    const days = calendarDays(timezone, fromMs, toMs);
    const previousFromMs = dayStart(timezone, addDays(dayOf(timezone, fromMs), -days));
    return { fromMs, toMs, previousFromMs, grain: 'day' };
  }
  const previousFromMs = fromMs - (toMs - fromMs);
  const areHours = [fromMs, toMs, previousFromMs].every((ms) => hourStart(timezone, ms) === ms);
  return { fromMs, toMs, previousFromMs, grain: areHours ? 'hour' : 'none' };
}

/** The period as an answer tells it. */
export function describePeriod(timezone: string, period: Period): Record<string, unknown> {
  return {
    from: isoInCity(timezone, period.fromMs),
    to: isoInCity(timezone, period.toMs),
    previousFrom: isoInCity(timezone, period.previousFromMs),
    timezone,
  };
}
