// Buckets of a series: where each ends, whether it is whole, how it is called, and whether it was completely collected.
import type { Gap } from '../store/queries/define.ts';
import type { Interval, SeriesAnswer } from './series-answer.ts';

export interface Bucket {
  startMs: number;
  endMs: number;
  /** starts before the period, or ends after it or after the present: its count is of a part only */
  isPartial: boolean;
  /** sources that did not completely collect it, such as `news` or `reddit/boston` */
  incomplete: string[];
}

/** A gap counts when it takes this share of a bucket; what runs of a schedule leave between them does not. */
const countingShare = 0.1;
/** A gap that lasts until now may only be the wait for the next run. */
const waitMs = 2 * 3_600_000;
const nearlyMs = 5 * 60_000;

/** The wall clock of the city as if it were UTC: an ISO time with offset has both in it. */
export const wallTime = (time: string): Date => new Date(`${time.slice(0, 19)}Z`);

/** Natural end of the last bucket; the others end where the next one starts. */
function naturalEnd(time: string, interval: Interval): number {
  const end = wallTime(time);
  if (interval === 'hour') end.setUTCHours(end.getUTCHours() + 1);
  if (interval === 'day') end.setUTCDate(end.getUTCDate() + 1);
  if (interval === 'week') end.setUTCDate(end.getUTCDate() + 7);
  if (interval === 'month') end.setUTCMonth(end.getUTCMonth() + 1);
  return Date.parse(time) + (end.getTime() - wallTime(time).getTime());
}

export const gapName = ({ source, channel }: { source: string; channel: string }): string =>
  channel === '' ? source : `${source}/${channel}`;

function isWaiting(gap: Gap, nowMs: number): boolean {
  const [from, to] = [Date.parse(gap.from), Date.parse(gap.to)];
  return to >= nowMs - nearlyMs && to - from < waitMs;
}

/** One entry for every row of an answer without `by`. */
export function bucketsOf({ query, rows, coverage }: SeriesAnswer, nowMs: number): Bucket[] {
  const [fromMs, toMs] = [Date.parse(query.from), Date.parse(query.to)];
  const gaps = coverage
    .filter((gap) => !isWaiting(gap, nowMs))
    .map((gap) => ({ name: gapName(gap), fromMs: Date.parse(gap.from), toMs: Date.parse(gap.to) }));
  return rows.map(({ time }, index) => {
    const startMs = Date.parse(time);
    const next = rows[index + 1]?.time;
    const endMs = next === undefined ? naturalEnd(time, query.interval) : Date.parse(next);
    const least = (endMs - startMs) * countingShare;
    const touching = gaps.filter((gap) => Math.min(gap.toMs, endMs) - Math.max(gap.fromMs, startMs) >= least);
    return {
      startMs,
      endMs,
      isPartial: startMs < fromMs || endMs > Math.min(toMs, nowMs),
      incomplete: [...new Set(touching.map(({ name }) => name))],
    };
  });
}

type Style = 'axis' | 'full';

const formats: Record<Interval, Record<Style, Intl.DateTimeFormatOptions>> = {
  hour: {
    axis: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    full: { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' },
  },
  day: {
    axis: { day: 'numeric', month: 'short' },
    full: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
  },
  week: {
    axis: { day: 'numeric', month: 'short' },
    full: { day: 'numeric', month: 'short', year: 'numeric' },
  },
  month: { axis: { month: 'short', year: '2-digit' }, full: { month: 'long', year: 'numeric' } },
};

/** What a bucket is called. On the axis an hour is told with its day where the day begins. */
export function bucketLabel(time: string, interval: Interval, locale: string, style: Style): string {
  const wall = wallTime(time);
  const isMidnight = style === 'axis' && interval === 'hour' && wall.getUTCHours() === 0;
  const format = formats[isMidnight ? 'day' : interval][style];
  const text = new Intl.DateTimeFormat(locale, { ...format, timeZone: 'UTC' }).format(wall);
  return interval === 'week' && style === 'full' ? `Week of ${text}` : text;
}
