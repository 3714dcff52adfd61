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
import { byStretch, type CellCounts, type RisenCell, type ToldCell, without } from './trend-cells.ts';

const sourceCountsRow = z.object({
  topic: z.string(),
  place: z.string(),
  source: z.string(),
  /** per stretch, or part of hours, its number and what is measured in it, one after another: thousands of small arrays would take longer to read than to make */
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
const toldRow = z.object({
  ...{ topic: z.string(), area: z.string(), voice_count: z.number() },
  ...{ source_names: z.array(z.string()), source_posts: z.array(z.number()) },
});

/** What is asked for, and what it is compared with. */
export interface TrendScope {
  city: QueryCity;
  period: Period;
  baseline: Baseline;
  filter: Filter;
}

/** The same with what the ledger says of the sources. */
export interface TrendPlan extends TrendScope {
  /** of each source of the ledger, which stretches it was collected in */
  collected: ReadonlyMap<string, readonly boolean[]>;
  /** sources with too few weeks to say what is usual */
  leftOut: readonly string[];
}

const readSql = sqlFiles(import.meta.url, 'trends-');

/** '' is all topics, of which places are told. */
const topicsOf = (city: QueryCity, { topics }: Filter) =>
  topics.length > 0 ? topics : ['', ...city.topics.map(({ id }) => id)];

/** Parameters of statements that read from `fromMs` to the end of the period. */
const rangeParams = ({ city, period, filter }: TrendScope, fromMs: number) => ({
  ...{ city: city.id, topics: topicsOf(city, filter) },
  ...{ fromDay: dayOf(city.timezone, fromMs), toDay: dayOf(city.timezone, period.toMs) },
});

/** The same of statements that read every source by itself. */
export function trendParams(plan: TrendPlan, fromMs: number): Params {
  const { period, baseline, filter, leftOut } = plan;
  const { slots, stretchOf, weights } = baseline;
  const { places, sources, kinds, langs } = filter;
  return {
    ...rangeParams(plan, fromMs),
    ...{ places, sources, kinds, langs, leftOut, slots, stretchOf, weights },
    ...{ from: period.fromMs / 1_000, to: period.toMs / 1_000 },
  };
}

const grainOf = ({ period }: Pick<TrendPlan, 'period'>) => (period.grain === 'day' ? 'day' : 'hour');

/** The whole baseline, as sums of days and of hours say it. */
const countedSpan = ({ city, baseline, period }: TrendScope) =>
  spanOf(city.timezone, baseline, {
    ...{ grain: grainOf({ period }), stretches: baseline.stretches.length },
    isOfCounts: true,
  });

/** Whether sums that tell neither sources nor what else posts are say what is asked for. */
export function isOfWholes({ places, sources, kinds, langs }: Filter): boolean {
  return [places, sources, kinds, langs].every((list) => list.length === 0);
}

/** Of each topic, in all neighbourhoods and in each, what is said of its stretches. */
function createAreas() {
  const topics = new Map<string, Map<string, number[]>>();
  return {
    of: (topic: string) => {
      const places = topics.get(topic) ?? new Map<string, number[]>();
      topics.set(topic, places);
      return (place: string, counts: readonly number[]) => {
        const own = places.get(place);
        if (own) own.push(...counts);
        else places.set(place, [...counts]);
      };
    },
    all: (): CellCounts[] =>
      [...topics].flatMap(([topic, places]) =>
        [...places].map(([place, counts]) => ({ topic, place, counts })),
      ),
  };
}

/** Counts of the period and of the weeks before it, of all sources together. */
export async function readWholes(store: Store, scope: TrendScope): Promise<CellCounts[]> {
  const { parts, ...span } = countedSpan(scope);
  const params = { ...rangeParams(scope, scope.baseline.fromMs), ...span };
  const [ofDays, ofHours] = await Promise.all([readSql('whole'), readSql('edges')]);
  const [days, hours] = await Promise.all([
    params.wholeDays.length > 0 ? store.sums.rows(wholeRow, ofDays, params) : [],
    params.edgeDays.length > 0 ? store.sums.rows(edgesRow, ofHours, params) : [],
  ]);
  const areas = createAreas();
  for (const { topic, stretch, weight, counts, place_names: names, place_counts: all } of days) {
    const add = areas.of(topic);
    add('*', [stretch, ...counts.map((count) => count * weight)]);
    for (let index = 0; index < names.length; index += 1) {
      const own = [stretch];
      for (let at = index; at < all.length; at += names.length) own.push(all[at]! * weight);
      add(names[index]!, own);
    }
  }
  for (const { topic, place, counts } of hours) {
    const add = areas.of(topic);
    for (const area of place === '' ? ['*'] : ['*', place]) add(area, byStretch(counts, parts));
  }
  return areas.all();
}

/** The same of each source by itself: of some, or of all that are compared. */
async function readSources(store: Store, plan: TrendPlan, some?: readonly string[]): Promise<CellCounts[]> {
  const { baseline, collected } = plan;
  const shared = {
    ...trendParams(plan, baseline.fromMs),
    ...(some && { sources: some, leftOut: [] }),
  };
  const { wholeDays, dayStretches, dayWeights, edgeDays, edgeHours, hourParts, parts } = countedSpan(plan);
  const [ofDays, ofHours] = await Promise.all([readSql('day'), readSql('hour')]);
  const inDays = { ...shared, slots: wholeDays, stretchOf: dayStretches, weights: dayWeights };
  const inHours = { ...shared, edgeHours, hourParts, edgeDays };
  const [days, hours] = await Promise.all([
    wholeDays.length > 0 ? store.sums.rows(sourceCountsRow, ofDays, inDays) : [],
    edgeDays.length > 0 ? store.sums.rows(sourceCountsRow, ofHours, inHours) : [],
  ]);
  const cells = new Map<string, CellCounts>();
  const ofHoursByStretch = hours.map((row) => ({ ...row, counts: byStretch(row.counts, parts) }));
  for (const { counts, ...row } of [...days, ...ofHoursByStretch]) {
    const key = `${row.topic}/${row.place}/${row.source}`;
    const known = cells.get(key);
    const all = known ? [...known.counts, ...counts] : counts;
    cells.set(key, { ...row, counts: all, collected: collected.get(row.source) });
  }
  return [...cells.values()];
}

/**
 * Counts of the period and of the weeks before it. `wholes` are those of all sources together, where they say what is asked for: sources that lack a week
 * are read by themselves and taken from these.
 */
export async function readCellCounts(
  store: Store,
  plan: TrendPlan,
  wholes: Promise<CellCounts[]> | undefined,
): Promise<CellCounts[]> {
  if (!wholes) return readSources(store, plan);
  const { collected, leftOut } = plan;
  const lacking = [...collected].filter(([, known]) => !known.slice(1).every(Boolean)).map(([name]) => name);
  if (lacking.length === 0) return wholes;
  const [all, own] = await Promise.all([wholes, readSources(store, plan, lacking)]);
  const compared = own.filter(({ source }) => !leftOut.includes(source!));
  return [...without(all, own), ...compared];
}

/** As statements name it. */
const nameOf = ({ topic, place }: RisenCell) => `${topic}/${place || '*'}`;

/** A statement of whole days, without what it reads of hours. */
const ofDaysAlone = (sql: string) =>
  sql.replace(/^ {4}UNION ALL\n {4}SELECT [^\n]*\n {4}FROM rollup_hour[\s\S]*?(?=^\)$)/m, '');

/** Distinct voices of each of some cells, and its sources. */
export async function readToldCells(
  store: Store,
  plan: TrendPlan,
  some: readonly RisenCell[],
): Promise<ToldCell[]> {
  const { city, period, baseline, filter, leftOut } = plan;
  const own = { cells: some.map(nameOf), topics: [...new Set(some.map(({ topic }) => topic))] };
  const ask = async () => {
    if (!isOfWholes(filter) || leftOut.length > 0) {
      const params = { ...trendParams(plan, period.fromMs), ...own };
      return store.sums.rows(toldRow, await readSql(`voices-${grainOf(plan)}`), params);
    }
    const { timezone } = city;
    const { wholeDays, edgeDays, edgeHours } = spanOf(timezone, baseline, {
      ...{ grain: grainOf(plan), stretches: 1, isOfCounts: false },
    });
    const params = { ...rangeParams(plan, period.fromMs), ...own, wholeDays, edgeDays, edgeHours };
    const sql = await readSql('voices-span');
    return store.sums.rows(toldRow, edgeDays.length === 0 ? ofDaysAlone(sql) : sql, params);
  };
  const told = (await ask()).map(({ topic, area, voice_count: voices, source_names, source_posts }) => {
    const sources = new Map(source_names.map((name, index) => [name, source_posts[index]!]));
    return [`${topic}/${area}`, { voices, sources }] as [string, ToldCell];
  });
  const byName = new Map(told);
  return some.map((cell) => byName.get(nameOf(cell)) ?? { voices: 0, sources: new Map() });
}
