// What is above its usual: topics, neighbourhoods, topics in neighbourhoods, and terms. Each against the like stretches of the eight weeks before.
import { z } from 'zod';
import { addDays, dayOf, dayStart, isoInCity, offsetAt } from '../city-time.ts';
import type { Store } from '../client.ts';
import { baselineOf, daysBefore } from './baseline.ts';
import { collectedIn } from './collected.ts';
import { badParameter, defineQuery, type QueryCity } from './define.ts';
import { firstTold } from './enough-voices.ts';
import { describeFilter, resolveFilter } from './filter.ts';
import { gapsOf, readLedger } from './gaps.ts';
import { filterParams, limitParam, periodParams } from './params.ts';
import { describePeriod, type Period, resolvePeriod } from './period.ts';
import { type CellCounts, risenCells } from './trend-cells.ts';
import {
  isOfWholes,
  readCellCounts,
  readToldCells,
  readWholes,
  type TrendPlan,
  trendParams,
} from './trend-counts.ts';
import { type TrendKind, type TrendRow, trendKinds, trendRow } from './trend-row.ts';
import { readRisingTerms } from './trend-terms.ts';
import { fewestWeeks } from './usual.ts';

const { from, to } = periodParams;
const { topic, place, source, kind, lang } = filterParams;

const params = z.object({
  from: from.meta({
    description:
      'Start, inclusive: a date (midnight in the city) or a time on the hour. Default: 7 days before `to`.',
    examples: ['2026-03-02'],
  }),
  to: to.meta({
    description:
      'End, exclusive: a date (midnight in the city) or a time on the hour. Default: the beginning of today.',
    examples: ['2026-03-09'],
  }),
  ...{ topic, place, source, kind, lang },
  rows: z
    .enum(trendKinds)
    .optional()
    .meta({
      description:
        'Only rows of this kind: topic, place, cell (a topic in a neighbourhood) or term. Default: all.',
      examples: ['term'],
    }),
  limit: limitParam(20, 200),
});
type Query = z.output<typeof params>;

const longestDays = 92;
const dayMs = 86_400_000;

/** The last seven complete days, without `from` and `to`. Throws ZodError when no sums fit. */
function periodOf(city: QueryCity, query: Query, nowMs: number): Period {
  const { timezone } = city;
  const end = query.to ?? dayOf(timezone, nowMs);
  const begin = query.from ?? weekBefore(timezone, endMs(city, end, nowMs));
  const period = resolvePeriod(timezone, { from: begin, to: end }, nowMs);
  if (period.grain === 'none') throw badParameter('from', 'expected whole hours of the city', query.from);
  // By the clock of the city: a week is one, also where an hour is repeated.
  const [from, to] = [period.fromMs, period.toMs].map((ms) => ms + offsetAt(timezone, ms)) as [
    number,
    number,
  ];
  const days = (to - from) / dayMs;
  if (period.grain === 'hour' && days > 7)
    throw badParameter('from', 'expected whole days for more than a week', query.from);
  if (days > longestDays) throw badParameter('from', `expected at most ${longestDays} days`, query.from);
  return period;
}

/** Seven days before, by the clock of the city. */
function weekBefore(timezone: string, ms: number): string {
  const day = dayOf(timezone, ms);
  if (dayStart(timezone, day) === ms) return addDays(day, -7);
  return isoInCity(timezone, daysBefore(timezone, ms, 7));
}

const endMs = (city: QueryCity, to: string, nowMs: number) =>
  resolvePeriod(city.timezone, { to }, nowMs).toMs;

interface CellOptions {
  kinds: readonly Exclude<TrendKind, 'term'>[];
  most: number;
  wholes: Promise<CellCounts[]> | undefined;
}

async function readCells(
  store: Store,
  plan: TrendPlan,
  { kinds, most, wholes }: CellOptions,
): Promise<TrendRow[]> {
  const { stretches, length } = plan.baseline;
  const counts = await readCellCounts(store, plan, wholes);
  const risen = risenCells(counts, kinds, { stretches: stretches.length, length });
  const { voices } = plan.city.minimumN;
  const told = await firstTold(risen, { most, voices }, async (some) => {
    const details = await readToldCells(store, plan, some);
    return some.map(({ row }, index) => {
      const known = details[index]!;
      return known.voices >= voices ? row(known) : undefined;
    });
  });
  return told.flat();
}

async function readTerms(store: Store, plan: TrendPlan, limit: number): Promise<TrendRow[]> {
  const { city, period, baseline, filter, collected, leftOut } = plan;
  const topicId = filter.topics[0] ?? '';
  const gaps = [...collected].flatMap(([name, known]) =>
    known.flatMap((isCollected, stretch) => (isCollected || stretch === 0 ? [] : [[name, stretch] as const])),
  );
  const rows = await readRisingTerms(store, city, {
    most: limit,
    params: {
      ...trendParams(plan, baseline.fromMs),
      topic: topicId,
      gapSources: gaps.map(([name]) => name),
      gapStretches: gaps.map(([, stretch]) => stretch),
    },
    scope: {
      ...{ fromDay: dayOf(city.timezone, period.fromMs), toDay: dayOf(city.timezone, period.toMs) },
      ...{ fromMs: period.fromMs, toMs: period.toMs, topic: topicId },
      ...{ sources: filter.sources, leftOut },
    },
  });
  return rows.map((row) => ({ ...row, ...(topicId !== '' && { topic: topicId }) }));
}

/** Terms are kept per day, topic and source. */
function hasTerms({ period, filter }: TrendPlan): boolean {
  const { places, kinds, langs, topics } = filter;
  return (
    period.grain === 'day' && topics.length < 2 && [places, kinds, langs].every((list) => list.length === 0)
  );
}

function named(city: QueryCity, row: TrendRow): TrendRow {
  const label = city.topics.find(({ id }) => id === row.topic)?.label;
  const area = city.neighbourhoods.find(({ id }) => id === row.place);
  return {
    ...row,
    ...(label !== undefined && { label }),
    ...(area && { name: area.name }),
    ...(area?.residents && { perThousand: (1_000 * row.volume) / area.residents }),
  };
}

export const trends = defineQuery({
  name: 'trends',
  summary:
    'Topics, neighbourhoods and both above their usual of eight weeks, and terms that rise, with what chance, copies and machines do to it.',
  params,
  row: trendRow,
  run: async (store, city, query, { nowMs }) => {
    const period = periodOf(city, query, nowMs);
    const filter = resolveFilter(city, query);
    const baseline = baselineOf(city.timezone, period);
    const scope = { city, period, baseline, filter };
    const asked: readonly TrendKind[] = query.rows === undefined ? trendKinds : [query.rows];
    const kinds = asked.filter((kind) => kind !== 'term');
    // Counted beside the ledger, whatever it says.
    const wholes = kinds.length > 0 && isOfWholes(filter) ? readWholes(store, scope) : undefined;
    wholes?.catch(() => undefined);
    const whole = { fromMs: baseline.fromMs, toMs: period.toMs, sources: filter.sources };
    const ledger = await readLedger(store, city, whole, nowMs);
    const collected = collectedIn(ledger, baseline.stretches);
    const leftOut = [...collected]
      .filter(([, known]) => known.slice(1).filter(Boolean).length < fewestWeeks)
      .map(([name]) => name);
    const plan: TrendPlan = { ...scope, collected, leftOut };
    const rows = await Promise.all([
      kinds.length > 0 ? readCells(store, plan, { kinds, most: query.limit, wholes }) : [],
      asked.includes('term') && hasTerms(plan) ? readTerms(store, plan, query.limit) : [],
    ]);
    const { previousFrom: _, ...described } = describePeriod(city.timezone, period);
    return {
      query: {
        ...{ city: city.id, ...described, usualFrom: isoInCity(city.timezone, baseline.fromMs) },
        ...describeFilter(query),
        ...(query.rows && { rows: query.rows }),
        limit: query.limit,
        ...(leftOut.length > 0 && { notCompared: leftOut }),
      },
      rows: rows.flat().map((row) => named(city, row)),
      coverage: gapsOf(city, ledger),
      basis: 'rollup',
    };
  },
});
