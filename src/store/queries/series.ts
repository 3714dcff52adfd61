// One figure over time, in buckets of the city's own hours, days, ISO weeks or months.
import { z } from 'zod';
import { bucketStarts, isoInCity } from '../city-time.ts';
import type { Store } from '../client.ts';
import { badParameter, defineQuery, type QueryCity } from './define.ts';
import { readEvents } from './events.ts';
import { describeFilter, type Filter, resolveFilter } from './filter.ts';
import { readGaps } from './gaps.ts';
import { type Basis, type Counts, chooseBasis, type Measured, measure, noCounts } from './measure.ts';
import {
  type Dimension,
  dimensions,
  filterParams,
  intervals,
  limitParam,
  type Metric,
  metrics,
  periodParams,
  sentimentParams,
} from './params.ts';
import { describePeriod, type Period, resolvePeriod, yearBefore } from './period.ts';
import { netSentiment, share } from './statistics.ts';

const mostBuckets = 9_000;

const params = z.object({
  ...periodParams,
  interval: z
    .enum(intervals)
    .default('day')
    .meta({
      description: 'Length of a bucket, in the time zone of the city; weeks are ISO weeks.',
      examples: ['day'],
    }),
  metric: z
    .enum(metrics)
    .default('volume')
    .meta({
      description: 'Posts, voices, net sentiment, or share of all posts of the city.',
      examples: ['sentiment'],
    }),
  by: z
    .enum(dimensions)
    .optional()
    .meta({ description: 'One series for each of these.', examples: ['topic'] }),
  ...filterParams,
  ...sentimentParams,
  limit: limitParam(20, 500),
});

const row = z.object({
  /** start of the bucket, ISO 8601 with the city's offset; the first may begin before `from` */
  time: z.string(),
  /** null where there are too few posts to say */
  value: z.number().nullable(),
  /** posts that the value rests on */
  n: z.number(),
  low: z.number().optional(),
  high: z.number().optional(),
  topic: z.string().optional(),
  place: z.string().optional(),
  source: z.string().optional(),
  sentiment: z.string().optional(),
  intent: z.string().optional(),
});
type Row = z.input<typeof row>;

function bucketValue(city: QueryCity, metric: Metric, counts: Counts, total: number): Omit<Row, 'time'> {
  if (metric === 'volume') return { value: counts.volume, n: counts.volume };
  if (metric === 'voices') return { value: counts.voices, n: counts.volume };
  const estimate =
    metric === 'share' ? share(counts.volume, total) : netSentiment(counts.sure, city.minimumN.sentiment);
  const { value, n, low, high } = estimate;
  return { value, n, ...(low !== undefined && { low, high }) };
}

interface Plan {
  metric: Metric;
  by?: Dimension;
  interval: (typeof intervals)[number];
  filter: Filter;
  everything: Filter;
  basis: Basis;
  totalBasis: Basis;
}

interface Measurement {
  startsMs: number[];
  measured: Measured[];
  totals: Measured[];
}

async function measurePeriod(
  store: Store,
  city: QueryCity,
  plan: Plan,
  { fromMs, toMs, startsMs }: { fromMs: number; toMs: number; startsMs: number[] },
): Promise<Measurement> {
  const range = { fromMs, toMs, startsMs };
  const { by, filter, basis, metric } = plan;
  const measured = await measure(store, city, {
    ...range,
    by,
    filter,
    basis,
    withVoices: metric === 'voices',
  });
  const totals =
    metric === 'share'
      ? await measure(store, city, { ...range, filter: plan.everything, basis: plan.totalBasis })
      : [];
  return { startsMs, measured, totals };
}

/** Of a period and the one before, in one go where no bucket lies in both. */
async function measureBoth(
  store: Store,
  city: QueryCity,
  plan: Plan,
  { previousFromMs, fromMs, toMs }: Period,
): Promise<{ now: Measurement; before: Measurement }> {
  const starts = (from: number, to: number) => bucketStarts(city.timezone, from, to, plan.interval);
  const [later, earlier] = [starts(fromMs, toMs), starts(previousFromMs, fromMs)];
  if (later[0]! < fromMs) {
    const [now, before] = await Promise.all([
      measurePeriod(store, city, plan, { fromMs, toMs, startsMs: later }),
      measurePeriod(store, city, plan, { fromMs: previousFromMs, toMs: fromMs, startsMs: earlier }),
    ]);
    return { now, before };
  }
  const range = { fromMs: previousFromMs, toMs, startsMs: [...earlier, ...later] };
  const both = await measurePeriod(store, city, plan, range);
  const isNow = ({ bucketMs }: Measured) => bucketMs >= fromMs;
  const isBefore = (entry: Measured) => !isNow(entry);
  const part = (startsMs: number[], isOf: (entry: Measured) => boolean) => ({
    ...{ startsMs, measured: both.measured.filter(isOf), totals: both.totals.filter(isOf) },
  });
  return { now: part(later, isNow), before: part(earlier, isBefore) };
}

/** Ids of the groups with the most posts. */
function largest(measured: readonly Measured[], limit: number): string[] {
  const volumes = new Map<string, number>();
  for (const { group, volume } of measured) volumes.set(group, (volumes.get(group) ?? 0) + volume);
  const sorted = [...volumes].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  return sorted.slice(0, limit).map(([group]) => group);
}

/** One row for every bucket and group, also where nothing was said. */
function toRows(city: QueryCity, plan: Plan, measurement: Measurement, groups: readonly string[]): Row[] {
  const { startsMs, measured, totals } = measurement;
  const counts = new Map(measured.map((entry) => [`${entry.bucketMs} ${entry.group}`, entry]));
  const totalOf = new Map(totals.map(({ bucketMs, volume }) => [bucketMs, volume]));
  return startsMs.flatMap((ms) =>
    groups.map((group) => ({
      time: isoInCity(city.timezone, ms),
      ...bucketValue(city, plan.metric, counts.get(`${ms} ${group}`) ?? noCounts, totalOf.get(ms) ?? 0),
      ...(plan.by && { [plan.by]: group }),
    })),
  );
}

function createPlan(city: QueryCity, query: z.output<typeof params>, period: Period): Plan {
  const { metric, by, interval } = query;
  if (metric === 'sentiment' && by === 'sentiment') {
    throw badParameter('by', 'net sentiment cannot be split by sentiment; ask for volume or share', by);
  }
  const filter = resolveFilter(city, query);
  // A grain coarser than the interval would lose it.
  const grain = period.grain === 'day' && interval === 'hour' ? 'hour' : period.grain;
  const { fromMs: now, toMs, previousFromMs: fromMs } = period;
  if ((toMs - now) / 3_600_000 > (interval === 'hour' ? mostBuckets : mostBuckets * 24)) {
    throw badParameter('interval', 'expected a longer interval for so long a period', interval);
  }
  const basis = chooseBasis(filter, { grain, by, needsVoices: metric === 'voices', fromMs, toMs });
  const everything = resolveFilter(city, {});
  return { metric, by, interval, filter, everything, basis, totalBasis: grain === 'none' ? 'posts' : grain };
}

export const series = defineQuery({
  name: 'series',
  summary:
    'Volume, voices, net sentiment or share over time, for the whole or by topic, place, source, sentiment or intent.',
  params,
  row,
  run: async (store, city, query, { nowMs }) => {
    const period = resolvePeriod(city.timezone, query, nowMs);
    const plan = createPlan(city, query, period);
    const yearAgo = yearBefore(city.timezone, period, plan.interval);
    const startsMs = bucketStarts(city.timezone, yearAgo.fromMs, yearAgo.toMs, plan.interval);
    const [{ now, before }, lastYear, events, coverage] = await Promise.all([
      measureBoth(store, city, plan, period),
      plan.basis === 'posts' ? undefined : measurePeriod(store, city, plan, { ...yearAgo, startsMs }),
      readEvents(store, city, period),
      readGaps(store, city, { ...period, sources: plan.filter.sources }, nowMs),
    ]);
    const groups = plan.by === undefined ? [''] : largest(now.measured, query.limit);
    const { interval, metric, by } = plan;
    const described = { interval, metric, ...(by && { by, limit: query.limit }), ...describeFilter(query) };
    return {
      query: { city: city.id, ...describePeriod(city.timezone, period), ...described },
      rows: toRows(city, plan, now, groups),
      previous: toRows(city, plan, before, groups),
      ...(lastYear && { lastYear: toRows(city, plan, lastYear, groups) }),
      events,
      coverage,
      basis: plan.basis === 'posts' ? 'posts' : 'rollup',
    };
  },
});
