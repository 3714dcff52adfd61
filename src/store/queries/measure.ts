// Counts of a period, per bucket and group: from the daily or hourly sums where they fit, else from the posts.
import { dayOf } from '../city-time.ts';
import type { Store } from '../client.ts';
import type { Params } from '../lane.ts';
import { sqlFiles } from '../sql-files.ts';
import { type BucketedTime, bucketsByDay, dayNumber, daysOfSpan, toSeconds, yearsOf } from './bucket-days.ts';
import { addTo, columns, groupRow, type Measured, measuredAt, noCounts } from './counts.ts';
import { badParameter, type QueryCity } from './define.ts';
import type { Filter } from './filter.ts';
import type { Dimension } from './params.ts';
import type { Period } from './period.ts';
import { conditionOf, withSearch } from './search/condition.ts';

export type Figure = 'voices' | 'reach' | 'sure';

export type Basis = 'day' | 'hour' | 'posts';

export interface Question extends BucketedTime {
  by?: Dimension;
  /** beside each topic, all posts together as group ''; by topic alone */
  withAll?: boolean;
  filter: Filter;
  basis: Basis;
  /** what is counted beside the volume; the others are 0. Telling people apart takes most of the time of a question */
  counting?: readonly Figure[];
}

/** Longest period whose posts are read one by one. */
const longestPostsMs = 370 * 86_400_000;

const readSql = sqlFiles(import.meta.url, 'measure-');

/** A column of counts, on lines of its own. */
const figureLines = /^ {4}\S.*(?:\n {8}.*)*? AS (voice|reach|all|sure)_\w+,\n/gm;

/** The statement without the columns that nobody asked for: what is not read and not told takes no time. */
function countOnly(sql: string, { by, counting = [] }: Question): string {
  const names: Record<string, Figure> = { voice: 'voices', reach: 'reach', sure: 'sure' };
  const isAsked = (column: string) =>
    column === 'all' ? by === 'sentiment' : counting.includes(names[column]!);
  return sql.replace(figureLines, (line, column: string) => (isAsked(column) ? line : ''));
}

/**
 * Where to read: `grain` is the coarsest sums that fit the period and interval; what the rollups' dimensions cannot
 * answer comes from the posts. Throws ZodError when that would be too many.
 */
export function chooseBasis(
  filter: Filter,
  options: { grain: Period['grain']; by?: Dimension; needsVoices: boolean; fromMs: number; toMs: number },
): Basis {
  const bySentiment = options.by === 'sentiment' && options.needsVoices;
  const severalTopics = filter.topics.length > 1 && options.by !== 'topic';
  const hasIntent = options.by === 'intent' || filter.intents.length > 0;
  const needsPosts =
    filter.search ||
    filter.include.length > 0 ||
    hasIntent ||
    filter.sentiments.length > 0 ||
    severalTopics ||
    bySentiment;
  if (!needsPosts && options.grain !== 'none') return options.grain;
  if (options.toMs - options.fromMs > longestPostsMs) {
    throw badParameter(
      'from',
      'this question is answered from single posts, for at most a year at a time',
      options.fromMs,
    );
  }
  return 'posts';
}

/** In the rollups topic '' is "all topics"; grouped by topic, only those of the profile are told. */
function wantedTopics(city: QueryCity, question: Question): string[] {
  const { filter, by } = question;
  if (filter.topics.length > 0) return filter.topics;
  const all = by === 'topic' && !question.withAll ? [] : [''];
  return by === 'topic' ? [...all, ...city.topics.map(({ id }) => id)] : all;
}

function modeOf(question: Question): string {
  const { filter, by } = question;
  if (by === 'topic') return 'each';
  if (filter.topics.length === 0) return 'all';
  return filter.topics.length === 1 ? 'each' : 'any';
}

function paramsOf(city: QueryCity, question: Question): Params {
  const { filter, basis, fromMs, toMs, startsMs, hole = { fromMs, toMs: fromMs } } = question;
  const shared = {
    city: city.id,
    by: question.by ?? '',
    topics: wantedTopics(city, question),
    places: filter.places,
    sources: filter.sources,
    kinds: filter.kinds,
    langs: filter.langs,
  };
  const days = {
    fromDay: dayOf(city.timezone, fromMs),
    toDay: dayOf(city.timezone, toMs),
    holeFromDay: dayOf(city.timezone, hole.fromMs),
    holeToDay: dayOf(city.timezone, hole.toMs),
  };
  if (basis === 'day')
    return { ...shared, ...days, starts: startsMs.map((ms) => dayNumber(city.timezone, ms)) };
  const starts = startsMs.map(toSeconds);
  if (basis === 'hour') {
    const holes = { holeFrom: hole.fromMs / 1_000, holeTo: hole.toMs / 1_000 };
    return { ...shared, ...days, ...holes, from: fromMs / 1_000, to: toMs / 1_000, starts };
  }
  const { sentiments, intents, include } = filter;
  const labels = { sentiments, intents, include, ...conditionOf(filter.search).params };
  return { ...shared, ...labels, mode: modeOf(question), from: fromMs, to: toMs, starts };
}

/** Groups that are no topic or place ("all", "none"), or an intent that was never read, are not told. */
function isTold({ by, withAll }: Question, group: string): boolean {
  return group !== '' || withAll || (by !== 'topic' && by !== 'place' && by !== 'intent');
}

/** Splits a bucket by sentiment from its own counts; what has no label is `unknown`. */
function bySentiment(measured: Measured): Measured[] {
  const { negative, neutral, positive } = measured.all;
  const counts = { negative, neutral, positive, unknown: measured.volume - negative - neutral - positive };
  return Object.entries(counts)
    .filter(([, volume]) => volume > 0)
    .map(([group, volume]) => ({ ...noCounts, bucket: measured.bucket, group, volume }));
}

/** One row for each group of a statement. */
function byGroup(sql: string): string {
  const told = columns.filter((name) => sql.includes(` AS ${name}`));
  const arrays = told.map((name) => `groupArray(counts.${name}) AS ${name}`).join(', ');
  return `SELECT grp, groupArray(bucket) AS buckets, ${arrays}\nFROM (\n${sql}\n) AS counts\nGROUP BY grp`;
}

/**
 * Sums of whole days are kept by topic alone too, a hundredth of the rows, and by place and topic. `span`: such days, and the hours at their ends.
 */
function tableOf({ basis, by, filter }: Question): Basis | 'total' | 'place' | 'span' | 'span-place' {
  const { places, sources, kinds, langs } = filter;
  const isPlain = [sources, kinds, langs].every((list) => list.length === 0) && by !== 'source';
  if (basis === 'posts' || !isPlain) return basis;
  const isOfPlaces = places.length > 0 || by === 'place';
  if (basis === 'hour') return isOfPlaces ? 'span-place' : 'span';
  return isOfPlaces ? 'place' : 'total';
}

/** Of longer periods one statement adds up what is asked. */
const mostYears = 6;

/** Whether whole days by topic say it, but for people, in a few years that are read as wholes. */
function isOfYears(city: QueryCity, question: Question): boolean {
  if (tableOf(question) !== 'total' || question.counting?.includes('voices')) return false;
  const { first, last } = yearsOf(city.timezone, question);
  return last - first < mostYears;
}

/**
 * What the sums of whole days by topic say, but of people, who cannot be added up. Whole years are read, and kept (Sums.rows): another
 * period is answered without a statement.
 */
async function measureDays(store: Store, city: QueryCity, question: Question): Promise<Measured[]> {
  const sql = countOnly(await readSql('days'), question);
  const { first, last } = yearsOf(city.timezone, question);
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index).map((year) =>
    store.sums.rows(groupRow, sql, { city: city.id, fromDay: `${year}-01-01`, toDay: `${year + 1}-01-01` }),
  );
  const { firstDay, buckets } = bucketsByDay(city.timezone, question);
  const wanted = new Set(wantedTopics(city, question));
  const measured = new Map<string, (Measured | undefined)[]>();
  for (const { grp: topic, buckets: days, ...counts } of (await Promise.all(years)).flat()) {
    if (!wanted.has(topic)) continue;
    const group = question.by === 'topic' ? topic : '';
    const own = measured.get(group) ?? new Array<undefined>(question.startsMs.length).fill(undefined);
    measured.set(group, own);
    for (let index = 0; index < days.length; index++) {
      const bucket = buckets[days[index]! - firstDay] ?? -1;
      if (bucket < 0) continue;
      const known = own[bucket];
      const more = measuredAt(counts, index, bucket, group);
      if (known) addTo(known, more);
      else own[bucket] = more;
    }
  }
  return [...measured.values()].flatMap((own) => own.filter((entry) => entry !== undefined));
}

async function measureBySql(store: Store, city: QueryCity, question: Question): Promise<Measured[]> {
  const wanted = tableOf(question);
  const isSpan = wanted === 'span' || wanted === 'span-place';
  const days = isSpan ? daysOfSpan(city.timezone, question) : undefined;
  const table = days?.wholeDays.length === 0 ? 'hour' : wanted;
  const sql = withSearch(byGroup(countOnly(await readSql(table), question)), question.filter.search);
  const lane = table === 'posts' ? store.pages : store.sums;
  const groups = await lane.rows(groupRow, sql, { ...paramsOf(city, question), ...days });
  const keyOf = question.basis === 'day' ? (ms: number) => dayNumber(city.timezone, ms) : toSeconds;
  const bucketByKey = new Map(question.startsMs.map((ms, bucket) => [keyOf(ms), bucket]));
  return groups
    .filter(({ grp }) => isTold(question, grp))
    .flatMap(({ grp: group, buckets, ...counts }) =>
      buckets.map((bucket, index) => measuredAt(counts, index, bucketByKey.get(bucket) ?? 0, group)),
    );
}

/** Counts per bucket and group; what has no posts has no entry. */
export async function measure(store: Store, city: QueryCity, question: Question): Promise<Measured[]> {
  const ask = isOfYears(city, question) ? measureDays : measureBySql;
  const measured = await ask(store, city, question);
  return question.by === 'sentiment' && question.basis !== 'posts' ? measured.flatMap(bySentiment) : measured;
}
