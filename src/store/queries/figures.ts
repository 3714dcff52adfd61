// The figures of one group of posts over a period, beside those of the equal period before: a row of summary, topics
// and places.
import { z } from 'zod';
import type { Store } from '../client.ts';
import { believable } from './chance.ts';
import { type Counts, type Measured, noCounts } from './counts.ts';
import type { Answer, QueryCity } from './define.ts';
import { describeFilter, type Filter, type FilterQuery, resolveFilter } from './filter.ts';
import { readGaps } from './gaps.ts';
import { chooseBasis, type Figure, measure } from './measure.ts';
import type { Dimension } from './params.ts';
import { describePeriod, resolvePeriod } from './period.ts';
import { type Adjusted, adjustCounts } from './prevalence.ts';
import { testsField } from './search/search.ts';
import {
  type Change,
  countChange,
  netSentiment,
  sentimentChange,
  share,
  shareChange,
  voicesChange,
} from './statistics.ts';
import { readTogether, readTrends, trendInterval } from './trend-lines.ts';

/** What has a change. */
const changing = ['volume', 'voices', 'share', 'sentiment'] as const;

const nullableNumber = z.number().nullable();

const changeSchema = z.object({
  previous: nullableNumber,
  difference: nullableNumber,
  ratio: nullableNumber.optional(),
  p: nullableNumber,
  isMoreThanChance: z.boolean().nullable(),
});

/** Fields of every row of figures. Sentiment counts leave out official, automated and copied posts. */
export const figuresShape = {
  /** every stored post */
  volume: z.number(),
  /** distinct authors + posts without an author */
  voices: z.number(),
  /** posts per 1,000 residents of the neighbourhood, the named neighbourhoods or the whole city, where the profile knows them all */
  perThousand: z.number().optional(),
  /** sum of the views that platforms report */
  reach: z.number(),
  negative: z.number(),
  neutral: z.number(),
  positive: z.number(),
  /** net sentiment (positive − negative) / n in −1…1; null below the city's minimum */
  sentiment: nullableNumber,
  /** posts that sentiment rests on */
  n: z.number(),
  /** 95% interval of sentiment */
  low: z.number().optional(),
  high: z.number().optional(),
  /**
   * shares and net sentiment as they are behind what was counted, from how often English posts are taken for one another; where a post's
   * own sentiment is counted, and not that of a topic
   */
  adjusted: z
    .object({
      ...{ negative: z.number(), neutral: z.number(), positive: z.number() },
      ...{ sentiment: z.number(), low: z.number(), high: z.number() },
    })
    .optional(),
  /** share of all posts of the city in the period, 0…1 */
  share: nullableNumber,
  /** volume by `trendInterval` of the question, oldest first; of tables */
  trend: z.array(z.number()).optional(),
  change: z
    .object({ volume: changeSchema, voices: changeSchema, share: changeSchema, sentiment: changeSchema })
    .optional(),
};

export interface Figures {
  volume: number;
  voices: number;
  perThousand?: number;
  reach: number;
  negative: number;
  neutral: number;
  positive: number;
  sentiment: number | null;
  n: number;
  low?: number;
  high?: number;
  adjusted?: Adjusted;
  share: number | null;
  trend?: number[];
  change?: Record<(typeof changing)[number], Change>;
}

/** Counts of a group, and of all posts of the city in the same period. */
export interface Part {
  counts: Counts;
  total: number;
  /** of what it is about, where the profile knows them */
  residents: number | undefined;
  /** the labels are of posts as a whole, not of what they say of a topic */
  isOwnSentiment: boolean;
}

/** Whether a question counts what posts say as a whole, whatever they say. */
export const countsOwnSentiment = (filter: Filter, by: Dimension | undefined): boolean =>
  by !== 'topic' &&
  filter.topics.length !== 1 &&
  filter.sentiments.length === 0 &&
  !(filter.search && testsField(filter.search, 'sentiment'));

/** Residents of some neighbourhoods, without any of the whole city; undefined where the profile does not know those of one. */
export function residentsOf(
  { neighbourhoods }: Pick<QueryCity, 'neighbourhoods'>,
  places: readonly string[],
) {
  const areas = places.length === 0 ? neighbourhoods : neighbourhoods.filter(({ id }) => places.includes(id));
  const known = areas.flatMap(({ residents }) => (residents === undefined ? [] : [residents]));
  const all = known.reduce((sum, residents) => sum + residents, 0);
  return known.length === areas.length && all > 0 ? all : undefined;
}

/** Figures of a part, with the change against another; `weight` is how much longer its period is. */
function figuresOf(
  city: QueryCity,
  { counts, total, residents, isOwnSentiment }: Part,
  before?: Part,
  weight = 1,
): Figures {
  const minimum = city.minimumN.sentiment;
  const adjusted = isOwnSentiment ? adjustCounts(counts.sure, minimum) : undefined;
  const { value, n, low, high } = netSentiment(counts.sure, minimum);
  return {
    volume: counts.volume,
    voices: counts.voices,
    ...(residents !== undefined && { perThousand: (1_000 * counts.volume) / residents }),
    reach: counts.reach,
    ...counts.sure,
    sentiment: value,
    n,
    ...(low !== undefined && { low, high }),
    ...(adjusted && { adjusted }),
    share: share(counts.volume, total).value,
    ...(before && {
      change: {
        volume: countChange(counts.volume, before.counts.volume, weight),
        voices: voicesChange(counts.voices, before.counts.voices, weight),
        share: shareChange(
          { part: counts.volume, whole: total },
          { part: before.counts.volume, whole: before.total },
        ),
        sentiment: sentimentChange(counts.sure, before.counts.sure, minimum),
      },
    }),
  };
}

/** A table looks at many changes at once: of those it calls more than chance, one in twenty is not. */
function believeTogether(rows: readonly Figures[]): void {
  for (const name of changing) {
    const changes = rows.flatMap(({ change }) => (change ? [change[name]] : []));
    const verdicts = believable(changes.map(({ p }) => p));
    for (const [index, change] of changes.entries()) change.isMoreThanChance = verdicts[index]!;
  }
}

export interface GroupFigures {
  group: string;
  now: Figures;
  before: Figures;
}

/** A table of groups, those with most posts first, each with its change against what it was `before`. */
export function tableOf(
  city: QueryCity,
  groups: readonly string[],
  part: { now(group: string): Part; before(group: string): Part },
  weight = 1,
): GroupFigures[] {
  const rows = groups.map((group) => {
    const before = part.before(group);
    const now = figuresOf(city, part.now(group), before, weight);
    return { group, now, before: figuresOf(city, before) };
  });
  believeTogether(rows.map(({ now }) => now));
  return rows.sort((a, b) => b.now.volume - a.now.volume || a.group.localeCompare(b.group));
}

export const everyFigure: readonly Figure[] = ['voices', 'reach', 'sure'];

/** Whether a question is about all posts of the city, which its shares are shares of. */
export const isOfAll = (query: FilterQuery, by: Dimension | undefined): boolean =>
  by === undefined && Object.keys(describeFilter(query)).length === 0;

/**
 * Figures per group (one group without `by`), largest first, for the period and the one before. A group that has posts
 * in either period is told in both.
 */
export async function readFigures(
  store: Store,
  city: QueryCity,
  query: FilterQuery & { from?: string; to?: string },
  by: Dimension | undefined,
  nowMs: number,
): Promise<{ groups: GroupFigures[]; answer: Omit<Answer<never>, 'rows'> }> {
  const period = resolvePeriod(city.timezone, query, nowMs);
  const filter = resolveFilter(city, query);
  const { fromMs, toMs, previousFromMs, grain } = period;
  const range = { fromMs: previousFromMs, toMs, startsMs: [previousFromMs, fromMs] };
  const basis = chooseBasis(filter, { grain, by, needsVoices: true, ...range });
  const everything = resolveFilter(city, {});
  const totals = { ...range, filter: everything, basis: grain === 'none' ? ('posts' as const) : grain };
  const interval = trendInterval(fromMs, toMs);
  const isTogether = by === 'topic' && basis === 'hour' && isOfAll(query, undefined);
  const [measured, together, others, coverage, alone] = await Promise.all([
    measure(store, city, { ...range, by, filter, basis, counting: everyFigure }),
    isTogether ? readTogether(store, city, period, interval) : undefined,
    isTogether || isOfAll(query, by) ? undefined : measure(store, city, totals),
    readGaps(store, city, { fromMs, toMs, sources: filter.sources }, nowMs),
    by && !isTogether ? readTrends(store, city, period, { filter, by, interval }) : undefined,
  ]);
  const trendOf = together?.trendOf ?? alone;
  const isOwnSentiment = countsOwnSentiment(filter, by);
  const all = others ?? measured;
  const totalOf = (which: 0 | 1) =>
    together?.totals[which] ?? all.find(({ bucket }) => bucket === which)?.volume ?? 0;
  const groups = [...new Set(measured.map(({ group }) => group))];
  const find = (group: string, which: number): Counts =>
    measured.find((entry: Measured) => entry.group === group && entry.bucket === which) ?? noCounts;
  const partAt = (which: 0 | 1) => (group: string) => ({
    counts: find(group, which),
    total: totalOf(which),
    residents: residentsOf(city, by === 'place' ? [group] : filter.places),
    isOwnSentiment,
  });
  const told = groups.length === 0 && by === undefined ? [''] : groups;
  const rows = tableOf(city, told, { now: partAt(1), before: partAt(0) });
  for (const { group, now } of rows) if (trendOf) now.trend = trendOf(group);
  const described = {
    city: city.id,
    ...describePeriod(city.timezone, period),
    ...describeFilter(query),
    ...(by && { trendInterval: interval }),
  };
  return {
    groups: rows,
    answer: { query: described, coverage, basis: basis === 'posts' ? 'posts' : 'rollup' },
  };
}
