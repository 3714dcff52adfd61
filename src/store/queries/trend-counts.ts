// Reads what trends are told from: counts by topic and neighbourhood in each stretch, and who said what is told.
import { z } from 'zod';
import { dayOf } from '../city-time.ts';
import type { Store } from '../client.ts';
import type { Params } from '../lane.ts';
import { sqlFiles } from '../sql-files.ts';
import { type Baseline, spanOf } from './baseline.ts';
import type { QueryCity } from './define.ts';
import type { Filter } from './filter.ts';
import type { Period } from './period.ts';
import type { CellCounts, RisenCell, ToldCell } from './trend-cells.ts';

const sourceCountsRow = z.object({
  topic: z.string(),
  place: z.string(),
  source: z.string(),
  /** per stretch its number and what is measured in it, one after another: thousands of small arrays would take longer to read than to make */
  counts: z.array(z.number()),
});
/** Counts of one stretch, in posts, official, automated and copied ones; in `place_counts` each of these for all of `place_names`, one after another. */
const wholeRow = z.object({
  topic: z.string(),
  stretch: z.number(),
  weight: z.number(),
  counts: z.array(z.number()),
  place_names: z.array(z.string()),
  place_counts: z.array(z.number()),
});
const edgesRow = sourceCountsRow.omit({ source: true });
const voicesRow = z.object({ topic: z.string(), area: z.string(), voice_count: z.number() });
const toldRow = voicesRow.extend({ source_names: z.array(z.string()), source_posts: z.array(z.number()) });

/** What is asked for, and what it is compared with. */
export interface TrendPlan {
  city: QueryCity;
  period: Period;
  baseline: Baseline;
  filter: Filter;
  /** of each source of the ledger, which stretches it was collected in */
  collected: ReadonlyMap<string, readonly boolean[]>;
  /** sources with too few weeks to say what is usual */
  leftOut: readonly string[];
}

const readSql = sqlFiles(import.meta.url, 'trends-');

/** '' is all topics, of which places are told. */
const topicsOf = (city: QueryCity, { topics }: Filter) =>
  topics.length > 0 ? topics : ['', ...city.topics.map(({ id }) => id)];

/** Parameters of statements of trends, which read from `fromMs` to the end of the period. */
export function trendParams({ city, period, baseline, filter, leftOut }: TrendPlan, fromMs: number): Params {
  const { timezone } = city;
  const { slots, stretchOf, weights } = baseline;
  const { places, sources, kinds, langs } = filter;
  return {
    ...{ city: city.id, places, sources, kinds, langs, leftOut, slots, stretchOf, weights },
    topics: topicsOf(city, filter),
    ...{ fromDay: dayOf(timezone, fromMs), toDay: dayOf(timezone, period.toMs) },
    ...{ from: period.fromMs / 1_000, to: period.toMs / 1_000 },
  };
}

const grainOf = ({ period }: TrendPlan) => (period.grain === 'day' ? 'day' : 'hour');

/** What both kinds of sums say of the first `stretches`. */
function spanParams(plan: TrendPlan, fromMs: number, stretches: number) {
  const { city, period, filter, baseline } = plan;
  return {
    ...{ city: city.id, topics: topicsOf(city, filter) },
    ...{ fromDay: dayOf(city.timezone, fromMs), toDay: dayOf(city.timezone, period.toMs) },
    ...spanOf(city.timezone, baseline, { grain: grainOf(plan), stretches }),
  };
}

/** Whether sums that tell neither sources nor what else posts are say all: nothing of that kind is asked for, and no source lacks a week. */
function isOfWholes({ filter, collected, leftOut }: TrendPlan): boolean {
  const { places, sources, kinds, langs } = filter;
  const isPlain = [places, sources, kinds, langs, leftOut].every((list) => list.length === 0);
  return isPlain && [...collected.values()].every((known) => known.slice(1).every(Boolean));
}

/** Counts of all sources together. */
async function readWholes(store: Store, plan: TrendPlan): Promise<CellCounts[]> {
  const { baseline } = plan;
  const params = spanParams(plan, baseline.fromMs, baseline.stretches.length);
  const [ofDays, ofHours] = await Promise.all([readSql('whole'), readSql('edges')]);
  const [days, hours] = await Promise.all([
    params.wholeDays.length > 0 ? store.sums.rows(wholeRow, ofDays, params) : [],
    params.edgeDays.length > 0 ? store.sums.rows(edgesRow, ofHours, params) : [],
  ]);
  const topics = new Map<string, Map<string, number[]>>();
  const placesOf = (topic: string) => {
    const places = topics.get(topic) ?? new Map<string, number[]>();
    topics.set(topic, places);
    return places;
  };
  const add = (places: Map<string, number[]>, place: string, counts: readonly number[]) => {
    const own = places.get(place);
    if (own) own.push(...counts);
    else places.set(place, [...counts]);
  };
  for (const { topic, stretch, weight, counts, place_names: names, place_counts: all } of days) {
    const places = placesOf(topic);
    add(places, '*', [stretch, ...counts.map((count) => count * weight)]);
    for (let index = 0; index < names.length; index += 1) {
      const own = [stretch];
      for (let at = index; at < all.length; at += names.length) own.push(all[at]! * weight);
      add(places, names[index]!, own);
    }
  }
  for (const { topic, place, counts } of hours)
    for (const area of place === '' ? ['*'] : ['*', place]) add(placesOf(topic), area, counts);
  return [...topics].flatMap(([topic, places]) =>
    [...places].map(([place, counts]) => ({ topic, place, counts })),
  );
}

/** Counts of the period and of the weeks before it. */
export async function readCellCounts(store: Store, plan: TrendPlan): Promise<CellCounts[]> {
  if (isOfWholes(plan)) return readWholes(store, plan);
  const params = trendParams(plan, plan.baseline.fromMs);
  const rows = await store.sums.rows(sourceCountsRow, await readSql(grainOf(plan)), params);
  return rows.map((row) => ({ ...row, collected: plan.collected.get(row.source) }));
}

/** Distinct voices of each of some cells, and its sources where the counts did not tell them. */
export async function readToldCells(
  store: Store,
  plan: TrendPlan,
  some: readonly RisenCell[],
): Promise<ToldCell[]> {
  const { fromMs } = plan.period;
  const cells = some.map(({ topic, place }) => `${topic}/${place || '*'}`);
  const own = { cells, topics: [...new Set(some.map(({ topic }) => topic))] };
  const tell = async (): Promise<[string, ToldCell][]> => {
    if (!isOfWholes(plan)) {
      const params = { ...trendParams(plan, fromMs), ...own };
      const rows = await store.sums.rows(voicesRow, await readSql(`voices-${grainOf(plan)}`), params);
      return rows.map(({ topic, area, voice_count: voices }) => [`${topic}/${area}`, { voices }]);
    }
    const params = { ...spanParams(plan, fromMs, 1), ...own };
    const sql = await readSql(`voices-${params.edgeDays.length === 0 ? 'total' : 'span'}`);
    const rows = await store.sums.rows(toldRow, sql, params);
    return rows.map(({ topic, area, voice_count: voices, source_names, source_posts }) => {
      const sources = new Map(source_names.map((name, index) => [name, source_posts[index]!]));
      return [`${topic}/${area}`, { voices, sources }];
    });
  };
  const told = new Map(await tell());
  return cells.map((name) => told.get(name) ?? { voices: 0 });
}
