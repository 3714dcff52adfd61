// Counts of a period, per bucket and group: from the daily or hourly sums where they fit, else from the posts.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { addDays, dayOf, dayStart } from '../city-time.ts';
import type { Store } from '../client.ts';
import type { Params } from '../lane.ts';
import { badParameter, type QueryCity } from './define.ts';
import type { Filter } from './filter.ts';
import type { Dimension } from './params.ts';
import type { Period } from './period.ts';
import { conditionOf, withSearch } from './search/condition.ts';

export interface Counts {
  volume: number;
  voices: number;
  reach: number;
  /** of all posts */
  all: { negative: number; neutral: number; positive: number };
  /** of the posts that sentiment counts: certainly about the city, not official, automated or copied */
  sure: { negative: number; neutral: number; positive: number };
}

export interface Measured extends Counts {
  /** which of the starts its bucket has, from 0 */
  bucket: number;
  /** id of the topic, place or source, label of the sentiment, the intent; empty without `by` */
  group: string;
}

export type Figure = 'voices' | 'reach' | 'sure';

export type Basis = 'day' | 'hour' | 'posts';

export interface Question {
  fromMs: number;
  toMs: number;
  /** ascending; the first at or before `fromMs` */
  startsMs: readonly number[];
  by?: Dimension;
  filter: Filter;
  basis: Basis;
  /** a stretch within that is not read; sums only */
  hole?: { fromMs: number; toMs: number };
  /** what is counted beside the volume; the others are 0. Telling people apart takes most of the time of a question */
  counting?: readonly Figure[];
}

/** Longest period whose posts are read one by one. */
const longestPostsMs = 370 * 86_400_000;
const dayMs = 86_400_000;

export const noCounts: Counts = {
  volume: 0,
  voices: 0,
  reach: 0,
  all: { negative: 0, neutral: 0, positive: 0 },
  sure: { negative: 0, neutral: 0, positive: 0 },
};

const readSql = (name: string) => readFile(new URL(`./measure-${name}.sql`, import.meta.url), 'utf8');

/** Buckets are told by the second in which they start; the first may start within one. */
const toSeconds = (ms: number) => Math.floor(ms / 1_000);

/** What a statement counts; all but the volume only when it was asked for. */
const columns = [
  'volume',
  'voice_count',
  'reach_sum',
  'all_negative',
  'all_neutral',
  'all_positive',
  'sure_negative',
  'sure_neutral',
  'sure_positive',
] as const;
type Column = (typeof columns)[number];

const numbers = z.array(z.number());
/** A group with its buckets side by side: thousands of small rows take longer to read than to make. */
const groupRow = z.object({
  grp: z.string(),
  buckets: numbers,
  ...(Object.fromEntries(columns.map((name) => [name, numbers.optional()])) as Record<
    Column,
    z.ZodOptional<typeof numbers>
  >),
});

/** A column of counts, on a line of its own. */
const figureLine = /^ {4}.* AS (voice|reach|all|sure)_\w+,\n/gm;

/** The statement without the columns that nobody asked for: what is not read and not told takes no time. */
function countOnly(sql: string, { by, counting = [] }: Question): string {
  const names: Record<string, Figure> = { voice: 'voices', reach: 'reach', sure: 'sure' };
  const isAsked = (column: string) =>
    column === 'all' ? by === 'sentiment' : counting.includes(names[column]!);
  return sql.replace(figureLine, (line, column: string) => (isAsked(column) ? line : ''));
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
  return by === 'topic' ? city.topics.map(({ id }) => id) : [''];
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
  if (basis === 'day') return { ...shared, ...days, starts: startsMs.map((ms) => dayNumber(city, ms)) };
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
function isTold({ by }: Question, group: string): boolean {
  return group !== '' || (by !== 'topic' && by !== 'place' && by !== 'intent');
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
function tableOf({ basis, by, filter }: Question): Basis | 'total' | 'place' | 'span' {
  const { places, sources, kinds, langs } = filter;
  const isPlain = [sources, kinds, langs].every((list) => list.length === 0) && by !== 'source';
  if (basis === 'posts' || !isPlain) return basis;
  const isOfPlaces = places.length > 0 || by === 'place';
  if (basis === 'hour') return isOfPlaces ? 'hour' : 'span';
  return isOfPlaces ? 'place' : 'total';
}

/**
 * The days of a period: those that lie within it as wholes, outside its hole and within one bucket, as days since 1970, with the second in which their
 * bucket starts; and the others.
 */
function daysOfSpan(city: QueryCity, { fromMs, toMs, startsMs, hole }: Question) {
  const wholeDays: number[] = [];
  const wholeStarts: number[] = [];
  const edgeDays: string[] = [];
  let bucket = 0;
  for (let day = dayOf(city.timezone, fromMs), start = fromMs; start < toMs; ) {
    const next = addDays(day, 1);
    start = dayStart(city.timezone, day);
    const end = dayStart(city.timezone, next);
    while (bucket + 1 < startsMs.length && startsMs[bucket + 1]! <= start) bucket += 1;
    const isSplit = (startsMs[bucket + 1] ?? end) < end;
    const touchesHole = hole !== undefined && start < hole.toMs && end > hole.fromMs;
    const isInHole = hole !== undefined && start >= hole.fromMs && end <= hole.toMs;
    // the clock skipped the day: what begins there belongs to the next
    if (start === end) {
      day = next;
      continue;
    }
    if (start >= fromMs && end <= toMs && !isSplit && !touchesHole) {
      wholeDays.push(dayNumber(city, start));
      wholeStarts.push(toSeconds(startsMs[bucket]!));
    } else if (!isInHole) {
      edgeDays.push(day);
    }
    [day, start] = [next, end];
  }
  return { wholeDays, wholeStarts, edgeDays };
}

/** Counts by sentiment of a bucket; what was not counted is the same nothing for thousands of buckets. */
function split(index: number, negative?: number[], neutral?: number[], positive?: number[]): Counts['all'] {
  if (!negative || !neutral || !positive) return noCounts.all;
  return { negative: negative[index] ?? 0, neutral: neutral[index] ?? 0, positive: positive[index] ?? 0 };
}

type Columns = Omit<z.output<typeof groupRow>, 'grp' | 'buckets'>;

/** What a row says of one of its buckets. */
const measuredAt = (counts: Columns, index: number, bucket: number, group: string): Measured => ({
  bucket,
  group,
  volume: counts.volume?.[index] ?? 0,
  voices: counts.voice_count?.[index] ?? 0,
  reach: counts.reach_sum?.[index] ?? 0,
  all: split(index, counts.all_negative, counts.all_neutral, counts.all_positive),
  sure: split(index, counts.sure_negative, counts.sure_neutral, counts.sure_positive),
});

const addSplit = (a: Counts['all'], b: Counts['all']): Counts['all'] => ({
  negative: a.negative + b.negative,
  neutral: a.neutral + b.neutral,
  positive: a.positive + b.positive,
});

/** Adds what can be added: not people. */
function addTo(sum: Measured, more: Measured): void {
  sum.volume += more.volume;
  sum.reach += more.reach;
  sum.all = addSplit(sum.all, more.all);
  sum.sure = addSplit(sum.sure, more.sure);
}

/** Days since 1970 of the city's day of an instant. */
const dayNumber = (city: QueryCity, ms: number) =>
  Date.parse(`${dayOf(city.timezone, ms)}T00:00:00Z`) / dayMs;

/** The first and the last calendar year of a question. */
function yearsOf(city: QueryCity, { fromMs, toMs }: Question): { first: number; last: number } {
  const yearAt = (ms: number) => Number(dayOf(city.timezone, ms).slice(0, 4));
  return { first: yearAt(fromMs), last: yearAt(toMs - 1) };
}

/** Of longer periods one statement adds up what is asked. */
const mostYears = 6;

/** Whether whole days by topic say it, but for people, in a few years that are read as wholes. */
function isOfYears(city: QueryCity, question: Question): boolean {
  if (tableOf(question) !== 'total' || question.counting?.includes('voices')) return false;
  const { first, last } = yearsOf(city, question);
  return last - first < mostYears;
}

/** By the days of a question, from its first one on: the place of its bucket among the starts; −1 in a hole. */
function bucketsByDay(city: QueryCity, { fromMs, toMs, startsMs, hole }: Question) {
  const firstDay = dayNumber(city, fromMs);
  const dayAt = (ms: number) => Math.max(0, dayNumber(city, ms) - firstDay);
  const buckets = new Int32Array(dayAt(toMs));
  for (const [index, ms] of startsMs.entries()) {
    buckets.fill(index, dayAt(ms), dayAt(startsMs[index + 1] ?? toMs));
  }
  if (hole) buckets.fill(-1, dayAt(hole.fromMs), dayAt(hole.toMs));
  return { firstDay, buckets };
}

/**
 * What the sums of whole days by topic say, but of people, who cannot be added up. Whole years are read, and kept (Sums.rows): another
 * period is answered without a statement.
 */
async function measureDays(store: Store, city: QueryCity, question: Question): Promise<Measured[]> {
  const sql = countOnly(await readSql('days'), question);
  const { first, last } = yearsOf(city, question);
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index).map((year) =>
    store.sums.rows(groupRow, sql, { city: city.id, fromDay: `${year}-01-01`, toDay: `${year + 1}-01-01` }),
  );
  const { firstDay, buckets } = bucketsByDay(city, question);
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
  const days = wanted === 'span' ? daysOfSpan(city, question) : undefined;
  const table = days?.wholeDays.length === 0 ? 'hour' : wanted;
  const sql = withSearch(byGroup(countOnly(await readSql(table), question)), question.filter.search);
  const lane = table === 'posts' ? store.pages : store.sums;
  const groups = await lane.rows(groupRow, sql, { ...paramsOf(city, question), ...days });
  const keyOf = question.basis === 'day' ? (ms: number) => dayNumber(city, ms) : toSeconds;
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
