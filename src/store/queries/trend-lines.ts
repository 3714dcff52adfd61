// Volume over time of the groups of a table: the small chart beside their figures.
import { bucketStarts } from '../city-time.ts';
import type { Store } from '../client.ts';
import type { QueryCity } from './define.ts';
import { type Filter, resolveFilter } from './filter.ts';
import { chooseBasis, measure } from './measure.ts';
import type { Dimension } from './params.ts';
import type { Period } from './period.ts';

type TrendInterval = 'hour' | 'day' | 'week';

/** Buckets of a small chart: enough to see a shape, few enough to draw in a table. */
export function trendInterval(fromMs: number, toMs: number): TrendInterval {
  const days = (toMs - fromMs) / 86_400_000;
  if (days <= 2) return 'hour';
  return days <= 92 ? 'day' : 'week';
}

/** Volumes by group, one for each bucket. */
function createLines(buckets: number) {
  const lines = new Map<string, number[]>();
  const none = () => new Array<number>(buckets).fill(0);
  return {
    set: (group: string, bucket: number, volume: number) => {
      const line = lines.get(group) ?? none();
      line[bucket] = volume;
      lines.set(group, line);
    },
    of: (group: string): number[] => lines.get(group) ?? none(),
  };
}

/** Volume over time of every group of a table. */
export async function readTrends(
  store: Store,
  city: QueryCity,
  { fromMs, toMs, grain }: Period,
  question: { filter: Filter; by: Dimension; interval: TrendInterval },
): Promise<(group: string) => number[]> {
  const { filter, by, interval } = question;
  const startsMs = bucketStarts(city.timezone, fromMs, toMs, interval);
  const fine = grain === 'day' && interval === 'hour' ? 'hour' : grain;
  const basis = chooseBasis(filter, { grain: fine, by, needsVoices: false, fromMs, toMs });
  const measured = await measure(store, city, { fromMs, toMs, startsMs, by, filter, basis });
  const lines = createLines(startsMs.length);
  for (const { group, bucket, volume } of measured) lines.set(group, bucket, volume);
  return lines.of;
}

/**
 * The same of every topic, and all posts of the city in the period before and in the period itself, in one reading of the sums: of a period that begins or
 * ends within days.
 */
export async function readTogether(
  store: Store,
  city: QueryCity,
  { fromMs, toMs, previousFromMs }: Period,
  interval: TrendInterval,
): Promise<{ totals: [before: number, now: number]; trendOf(group: string): number[] }> {
  const [, ...later] = bucketStarts(city.timezone, fromMs, toMs, interval);
  const measured = await measure(store, city, {
    ...{ fromMs: previousFromMs, toMs, startsMs: [previousFromMs, fromMs, ...later] },
    ...{ by: 'topic', withAll: true, filter: resolveFilter(city, {}), basis: 'hour' },
  });
  const totals: [number, number] = [0, 0];
  const lines = createLines(later.length + 1);
  for (const { group, bucket, volume } of measured) {
    if (group === '') totals[bucket === 0 ? 0 : 1] += volume;
    else if (bucket > 0) lines.set(group, bucket - 1, volume);
  }
  return { totals, trendOf: lines.of };
}
