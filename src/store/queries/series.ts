// One figure over time, in buckets of the city's own hours, days, ISO weeks or months.
import { z } from 'zod';
import { bucketStarts, isoInCity } from '../city-time.ts';
import type { Store } from '../client.ts';
import { type Counts, type Measured, noCounts } from './counts.ts';
import { badParameter, defineQuery, type QueryCity } from './define.ts';
import { readEvents } from './events.ts';
import { describeFilter, type Filter, resolveFilter } from './filter.ts';
import { readGaps } from './gaps.ts';
import { type Basis, chooseBasis, type Figure, measure } from './measure.ts';
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

function bucketRow(city: QueryCity, metric: Metric, time: string, counts: Counts, total: number): Row {
  const { volume, voices, sure } = counts;
  if (metric === 'volume') return { time, value: volume, n: volume };
  if (metric === 'voices') return { time, value: voices, n: volume };
  const estimate = metric === 'share' ? share(volume, total) : netSentiment(sure, city.minimumN.sentiment);
  const { value, n, low, high } = estimate;
  return { time, value, n, ...(low !== undefined && { low, high }) };
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

const countingOf: Record<Metric, Figure[]> = {
  volume: [],
  voices: ['voices'],
  sentiment: ['sure'],
  share: [],
};

interface Range {
  fromMs: number;
  toMs: number;
}

interface BucketedRange extends Range {
  startsMs: number[];
}

interface Measurement {
  startsMs: number[];
  /** the number of the first bucket */
  start: number;
  measured: Measured[];
  totals: Measured[];
}

/** Several stretches of time in one go, the earliest first. */
async function measureTogether(
  store: Store,
  city: QueryCity,
  plan: Plan,
  parts: readonly BucketedRange[],
): Promise<Measurement[]> {
  const [first, last] = [parts[0]!, parts.at(-1)!];
  const holes = parts.slice(1).map((part, index) => ({ fromMs: parts[index]!.toMs, toMs: part.fromMs }));
  const hole = holes.find(({ fromMs, toMs }) => fromMs < toMs);
  const whole = {
    fromMs: first.fromMs,
    toMs: last.toMs,
    startsMs: parts.flatMap((part) => part.startsMs),
    hole,
  };
  const { by, filter, basis, metric } = plan;
  const [measured, totals] = await Promise.all([
    measure(store, city, { ...whole, by, filter, basis, counting: countingOf[metric] }),
    metric === 'share'
      ? measure(store, city, { ...whole, filter: plan.everything, basis: plan.totalBasis })
      : [],
  ]);
  // buckets are counted through all parts
  let next = 0;
  const told = parts.map(({ startsMs }): Measurement => {
    const start = next;
    next += startsMs.length;
    return { startsMs, start, measured: [], totals: [] };
  });
  const partOf = told.flatMap((part) => part.startsMs.map(() => part));
  for (const entry of measured) partOf[entry.bucket]!.measured.push(entry);
  for (const entry of totals) partOf[entry.bucket]!.totals.push(entry);
  return told;
}

/**
 * Each of several periods, the earliest first: together where they do not overlap and no bucket reaches from one into another. A statement
 * costs more than what it reads.
 */
async function measurePeriods(
  store: Store,
  city: QueryCity,
  plan: Plan,
  ranges: readonly Range[],
): Promise<Measurement[]> {
  const parts = ranges.map(({ fromMs, toMs }) => ({
    ...{ fromMs, toMs },
    startsMs: bucketStarts(city.timezone, fromMs, toMs, plan.interval),
  }));
  const isApart = ({ fromMs, startsMs }: BucketedRange, index: number) =>
    (index === 0 || parts[index - 1]!.toMs <= fromMs) && startsMs[0] === fromMs;
  if (parts.every(isApart)) return measureTogether(store, city, plan, parts);
  return (await Promise.all(parts.map((part) => measureTogether(store, city, plan, [part])))).flat();
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
  const { startsMs, start, measured, totals } = measurement;
  const counts = groups.map(() => new Array<Counts>(startsMs.length).fill(noCounts));
  const indexOf = new Map(groups.map((group, index) => [group, index]));
  for (const entry of measured) {
    const own = counts[indexOf.get(entry.group) ?? groups.length];
    if (own) own[entry.bucket - start] = entry;
  }
  const totalOf = new Map(totals.map(({ bucket, volume }) => [bucket - start, volume]));
  const { by, metric } = plan;
  const rows: Row[] = [];
  for (let bucket = 0; bucket < startsMs.length; bucket += 1) {
    const time = isoInCity(city.timezone, startsMs[bucket]!);
    const total = totalOf.get(bucket) ?? 0;
    for (let index = 0; index < groups.length; index += 1) {
      const row = bucketRow(city, metric, time, counts[index]![bucket]!, total);
      if (by) row[by] = groups[index]!;
      rows.push(row);
    }
  }
  return rows;
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
    const { fromMs, toMs, previousFromMs } = period;
    const yearAgo = yearBefore(city.timezone, period, plan.interval);
    // 29 February has no day a year ago.
    const hasLastYear = plan.basis !== 'posts' && yearAgo.fromMs < yearAgo.toMs;
    const ranges = [
      ...(hasLastYear ? [yearAgo] : []),
      { fromMs: previousFromMs, toMs: fromMs },
      { fromMs, toMs },
    ];
    const { interval, metric, by } = plan;
    const tell = async () => {
      const measured = await measurePeriods(store, city, plan, ranges);
      const [now, before, lastYear] = measured.reverse() as [Measurement, Measurement, Measurement?];
      const groups = by === undefined ? [''] : largest(now.measured, query.limit);
      const rowsOf = (measurement: Measurement) => toRows(city, plan, measurement, groups);
      return {
        rows: rowsOf(now),
        previous: rowsOf(before),
        ...(lastYear && { lastYear: rowsOf(lastYear) }),
      };
    };
    // The ledger is read by the engine while rows are made here.
    const [coverage, events, told] = await Promise.all([
      readGaps(store, city, { ...period, sources: plan.filter.sources }, nowMs),
      readEvents(store, city, period),
      tell(),
    ]);
    const described = { interval, metric, ...(by && { by, limit: query.limit }), ...describeFilter(query) };
    return {
      query: { city: city.id, ...describePeriod(city.timezone, period), ...described },
      ...told,
      events,
      coverage,
      basis: plan.basis === 'posts' ? 'posts' : 'rollup',
    };
  },
});
