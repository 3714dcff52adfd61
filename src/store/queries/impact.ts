// What a project did: the posts that it concerns before and after its date, beside what other topics say would have been without it.
import { z } from 'zod';
import { listProjects } from '../chronicle-table.ts';
import { dayOf, dayStart, isoInCity, parseTime } from '../city-time.ts';
import type { Store } from '../client.ts';
import { level } from './chance.ts';
import { type Counts, noCounts } from './counts.ts';
import { badParameter, defineQuery, type QueryCity } from './define.ts';
import { describeFilter, type FilterQuery, resolveFilter } from './filter.ts';
import { readGaps } from './gaps.ts';
import {
  leastBefore,
  readWeeks,
  type Weeks,
  weeksAfter,
  weeksBefore,
  weeksOf,
  withAllTopics,
  witnesses,
} from './impact-weeks.ts';
import { filterParams, periodParams } from './params.ts';
import { netSentiment } from './statistics.ts';
import { judge, type Verdict } from './synthetic-control.ts';

const text = (description: string, example: string) =>
  z
    .string()
    .max(200)
    .optional()
    .meta({ description, examples: [example] });

const params = z.object({
  project: text('Id of a project: its search and its date. Instead of `q` and `date`.', 'new-playground'),
  date: text('From when on it is felt: a date (midnight in the city) or a time.', '2026-03-07'),
  from: periodParams.from.meta({
    description: `Start of the weeks before. Default: ${weeksBefore} weeks before the date.`,
    examples: ['2025-11-15'],
  }),
  to: periodParams.to.meta({
    description: `End of the weeks after, exclusive. Default: ${weeksAfter} weeks after the date, or now.`,
    examples: ['2026-05-02'],
  }),
  ...filterParams,
});
type Query = z.output<typeof params>;

const nullable = z.number().nullable();
const row = z.object({
  /** posts a week, or net sentiment in −1…1 */
  metric: z.enum(['volume', 'sentiment']),
  /** mean of the weeks before, and of those after */
  before: nullable,
  after: nullable,
  /** mean of the weeks after of the mixture of other topics */
  expected: nullable,
  /** after − expected */
  effect: nullable,
  /** effects that topics without a project do not exclude (95%) */
  low: z.number().optional(),
  high: z.number().optional(),
  /** effect / expected; of the volume */
  ratio: nullable.optional(),
  /** share of all topics, this one among them, that moved as far for no reason */
  p: nullable,
  isMoreThanChance: z.boolean().nullable(),
  /** root mean square distance of value and mixture before, in the unit of the metric */
  fit: nullable,
  /** topics without a project, that the same was asked of */
  placebos: z.number(),
  /** what the mixture is made of; weights of the largest, together at most 1 */
  control: z.array(z.object({ topic: z.string(), weight: z.number() })),
  /** by week, counted from the date */
  series: z.array(z.object({ time: z.string(), value: nullable, expected: nullable })),
});
type Row = z.input<typeof row>;

async function resolve(
  store: Store,
  city: QueryCity,
  query: Query,
): Promise<{ filter: FilterQuery; date: string }> {
  const { project: id, date, from: _f, to: _t, ...filter } = query;
  if (id === undefined) {
    if (date === undefined) throw badParameter('date', 'expected a date, or the id of a `project`', date);
    if (Object.values(filter).every((value) => value === undefined))
      throw badParameter('q', 'expected a search or another filter, or the id of a `project`', undefined);
    return { filter, date };
  }
  const projects = await listProjects(store.pages, city.id);
  const project = projects.find((candidate) => candidate.id === id);
  const known = projects.map((candidate) => candidate.id).join(', ') || 'none yet';
  if (!project) throw badParameter('project', `there is no project of this id; there are: ${known}`, id);
  if (filter.q !== undefined) throw badParameter('q', 'the project has its own search', filter.q);
  return { filter: { ...filter, q: project.q }, date: date ?? project.date };
}

interface Metric {
  name: Row['metric'];
  /** null: cannot be said */
  value(counts: Counts): number | null;
  /** series of different level become comparable by this … */
  level(value: number, mean: number): number;
  /** … and this brings a difference back to the level of the target */
  back(difference: number, mean: number): number;
  /** the level at which nothing is different from the mean */
  base: number;
}

const metricsOf = (city: QueryCity): Metric[] => [
  {
    name: 'volume',
    value: ({ volume }) => volume,
    level: (value, mean) => value / mean,
    back: (difference, mean) => difference * mean,
    base: 1,
  },
  {
    name: 'sentiment',
    value: ({ sure }) => netSentiment(sure, city.minimumN.sentiment).value,
    level: (value, mean) => value - mean,
    back: (difference) => difference,
    base: 0,
  },
];

/** A topic this many deviations (of the median absolute deviation) from the others after the date has an event of its own. */
const farthest = 5;

const medianOf = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** Those to which nothing of their own happened: what moved by itself tells nothing of what would have been. */
function quiet<T extends { levels: number[] }>(others: readonly T[], before: number): T[] {
  const moved = others.map(({ levels }) => meanOf(levels.slice(before)) - meanOf(levels.slice(0, before)));
  const middle = medianOf(moved);
  const deviation = 1.4826 * medianOf(moved.map((one) => Math.abs(one - middle)));
  return others.filter(
    (_, index) => Math.abs(moved[index]! - middle) <= Math.max(farthest * deviation, 1e-9),
  );
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** One metric of the target beside the witnesses; weeks that cannot be said of the target are left out. */
function tell(
  city: QueryCity,
  metric: Metric,
  { bounds, before }: Weeks,
  own: readonly Counts[],
  others: readonly [string, Counts[]][],
): Row {
  const values = own.map(metric.value);
  const said = [...values.keys()].filter((week) => values[week] !== null);
  const saidBefore = said.filter((week) => week < before).length;
  const usable = others
    .map(([topic, weeks]) => ({ topic, values: said.map((week) => metric.value(weeks[week]!)) }))
    .filter((other): other is { topic: string; values: number[] } => other.values.every((v) => v !== null));
  const shown = (week: number, expected: number | null) => ({
    time: isoInCity(city.timezone, bounds[week]!),
    value: values[week]!,
    expected,
  });
  const means = [said.slice(0, saidBefore), said.slice(saidBefore)].map((weeks) =>
    weeks.length === 0 ? null : meanOf(weeks.map((week) => values[week]!)),
  );
  const [meanBefore, meanAfter] = means as [number | null, number | null];
  const told = { metric: metric.name, before: meanBefore, after: meanAfter };
  const isTold = saidBefore >= leastBefore && meanAfter !== null && usable.length > 0;
  if (!isTold || meanBefore === null || (metric.name === 'volume' && meanBefore === 0)) {
    return {
      ...{ ...told, expected: null, effect: null, p: null, isMoreThanChance: null, fit: null },
      ...{ placebos: usable.length, control: [], series: own.map((_, week) => shown(week, null)) },
    };
  }
  const levelled = (series: readonly number[]) => {
    const mean = meanOf(series.slice(0, saidBefore));
    return series.map((value) => metric.level(value, mean));
  };
  const donors = quiet(
    usable.map(({ topic, values: weeks }) => ({ topic, levels: levelled(weeks) })),
    saidBefore,
  );
  const verdict = judge({
    series: levelled(said.map((week) => values[week]!)),
    donors: donors.map(({ levels }) => levels),
    before: saidBefore,
  });
  const back = (difference: number) => metric.back(difference, meanBefore);
  const expectedOf = (level_: number) => meanBefore + back(level_ - metric.base);
  const expected = new Map(said.map((week, at) => [week, expectedOf(verdict.expected[at]!)]));
  return {
    ...told,
    ...verdictRow(verdict, back, meanAfter!),
    ...(metric.name === 'volume' && { ratio: ratioOf(back(verdict.effect), meanAfter!) }),
    placebos: donors.length,
    control: donors
      .map(({ topic }, index) => ({ topic, weight: verdict.weights[index]! }))
      .filter(({ weight }) => weight >= 0.01)
      .sort((a, b) => b.weight - a.weight),
    series: own.map((_, week) => shown(week, expected.get(week) ?? null)),
  };
}

function verdictRow({ effect, p, low, high, fit }: Verdict, back: (level: number) => number, after: number) {
  return {
    effect: back(effect),
    expected: after - back(effect),
    p,
    isMoreThanChance: p === null ? null : p <= level,
    fit: back(fit),
    ...(low !== undefined && high !== undefined && { low: back(low), high: back(high) }),
  };
}

function ratioOf(effect: number, after: number): number | null {
  const expected = after - effect;
  return expected > 0 ? effect / expected : null;
}

export const impact = defineQuery({
  name: 'impact',
  summary:
    'Posts that a project concerns, before and after its date, beside a mixture of other topics that followed them best before.',
  params,
  row,
  run: async (store, city, query, { nowMs }) => {
    const { filter: asked, date } = await resolve(store, city, query);
    const dateMs = parseTime(city.timezone, date);
    if (dateMs === undefined) throw badParameter('date', 'expected a date such as 2026-03-01', date);
    const weeks = weeksOf(city, query, dateMs, nowMs);
    const filter = resolveFilter(city, asked);
    // What other topics are read from is collected as what is asked about: a silence of it lowers both.
    const { place, source, kind, lang } = asked;
    const collected = resolveFilter(city, { place, source, kind, lang });
    const span = { fromMs: weeks.bounds[0]!, toMs: weeks.bounds.at(-1)! };
    const [own, ownTopics, all, coverage] = await Promise.all([
      readWeeks(store, city, weeks, { filter, basis: 'posts' }),
      readWeeks(store, city, weeks, { filter: withAllTopics(filter), by: 'topic', basis: 'posts' }),
      readWeeks(store, city, weeks, { filter: collected, by: 'topic', basis: 'day' }),
      readGaps(store, city, { ...span, sources: filter.sources }, nowMs),
    ]);
    const target = own.get('') ?? weeks.bounds.slice(0, -1).map(() => noCounts);
    const others = witnesses(filter, weeks.before, all, ownTopics);
    return {
      query: {
        city: city.id,
        ...(query.project !== undefined && { project: query.project }),
        date: isoInCity(city.timezone, dayStart(city.timezone, dayOf(city.timezone, dateMs))),
        from: isoInCity(city.timezone, span.fromMs),
        to: isoInCity(city.timezone, span.toMs),
        timezone: city.timezone,
        ...describeFilter(asked),
      },
      rows: metricsOf(city).map((metric) => tell(city, metric, weeks, target, others)),
      coverage,
      basis: 'posts',
    };
  },
});
