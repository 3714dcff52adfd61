// Two sides in one table: two periods, two filters, or both. Without a second side: the equal period before.
import { z } from 'zod';
import { isoInCity } from '../city-time.ts';
import type { Store } from '../client.ts';
import { noCounts } from './counts.ts';
import { badParameter, defineQuery, type Gap, type QueryCity } from './define.ts';
import {
  countsOwnSentiment,
  everyFigure,
  figuresShape,
  isOfAll,
  type Part,
  residentsOf,
  tableOf,
} from './figures.ts';
import { describeFilter, resolveFilter } from './filter.ts';
import { readGaps } from './gaps.ts';
import { type Basis, chooseBasis, measure } from './measure.ts';
import { filterParams, limitParam, periodParams, sentimentParams } from './params.ts';
import { describePeriod, movedPeriod, type Period, resolvePeriod, type Span, timesAsLong } from './period.ts';

const sideParams = z.strictObject({ ...periodParams, ...filterParams, ...sentimentParams });
type SideQuery = z.output<typeof sideParams>;

const groupings = ['topic', 'place', 'source', 'intent'] as const;
type Grouping = (typeof groupings)[number];

const params = z.object({
  ...periodParams,
  ...filterParams,
  ...sentimentParams,
  vs: z
    .string()
    .max(4_000)
    .optional()
    .meta({
      description:
        'The other side: what differs from this one, as name=value&name=value (from, to and every filter; an empty value lifts a filter). Default: the equal period before.',
      examples: ['place=harbor-point'],
    }),
  by: z
    .enum(groupings)
    .optional()
    .meta({ description: 'One row for each of these, instead of one for all.', examples: ['topic'] }),
  limit: limitParam(50, 500),
});

const row = z.object({
  topic: z.string().optional(),
  place: z.string().optional(),
  source: z.string().optional(),
  intent: z.string().optional(),
  label: z.string().optional(),
  ...figuresShape,
});

interface Side {
  query: SideQuery;
  period: Span;
}

/** What `vs` says. Throws ZodError whose path is `vs`. */
function readSide(vs: string): SideQuery {
  const given = new URLSearchParams(vs);
  const parsed = sideParams.safeParse(Object.fromEntries(given));
  if (parsed.success && given.size > 0 && given.size === Object.keys(parsed.data).length) return parsed.data;
  const known = Object.keys(sideParams.shape).join(', ');
  throw badParameter('vs', `expected name=value&name=value, each of these once: ${known}`, vs);
}

function otherPeriod(city: QueryCity, own: Side, given: SideQuery, like: Period, nowMs: number): Period {
  const { from, to, period } = given;
  if (period !== undefined) return resolvePeriod(city.timezone, given, nowMs);
  if (to !== undefined) return resolvePeriod(city.timezone, { from: from ?? own.query.from, to }, nowMs);
  return from === undefined ? like : movedPeriod(city.timezone, like, from, nowMs);
}

/** Where a side is read; `fromPosts` when the other one must be: what sums and posts tell is not compared. Throws ZodError. */
function basisOf(city: QueryCity, side: Side, by: Grouping | undefined, fromPosts: boolean): Basis {
  const { fromMs, toMs, grain } = side.period;
  const filter = resolveFilter(city, side.query);
  return chooseBasis(filter, { grain: fromPosts ? 'none' : grain, by, needsVoices: true, fromMs, toMs });
}

function otherSide(
  city: QueryCity,
  own: Side,
  like: Period,
  { vs, by }: { vs: string; by?: Grouping | undefined },
  nowMs: number,
): Side {
  const given = readSide(vs);
  const query = Object.fromEntries(
    Object.entries({ ...own.query, ...given }).filter(([, value]) => value !== ''),
  );
  try {
    const side = { query, period: otherPeriod(city, own, given, like, nowMs) };
    basisOf(city, side, by, false);
    return side;
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const [issue] = error.issues;
    throw badParameter('vs', `${issue!.path.join('.')}: ${issue!.message}`, vs);
  }
}

interface Sums {
  groups: string[];
  part(group: string): Part;
}

/** Sums of periods that follow on one another, the earliest first, asked alike: a statement costs more than what it reads. */
async function measurePeriods(
  store: Store,
  city: QueryCity,
  { query, periods }: { query: SideQuery; periods: readonly Span[] },
  by: Grouping | undefined,
  basis: Basis,
): Promise<Sums[]> {
  const startsMs = periods.map(({ fromMs }) => fromMs);
  const range = { fromMs: startsMs[0]!, toMs: periods.at(-1)!.toMs, startsMs, basis };
  const filter = resolveFilter(city, query);
  const [measured, others] = await Promise.all([
    measure(store, city, { ...range, by, filter, counting: everyFigure }),
    isOfAll(query, by) ? undefined : measure(store, city, { ...range, filter: resolveFilter(city, {}) }),
  ]);
  return periods.map((_, index) => {
    const total = (others ?? measured).find(({ bucket }) => bucket === index)?.volume ?? 0;
    const own = new Map(
      measured.filter(({ bucket }) => bucket === index).map((entry) => [entry.group, entry]),
    );
    const part = (group: string) => ({
      counts: own.get(group) ?? noCounts,
      total,
      residents: residentsOf(city, by === 'place' ? [group] : filter.places),
      isOwnSentiment: countsOwnSentiment(filter, by),
    });
    return { groups: [...own.keys()], part };
  });
}

/** Sums of both sides, in their order. */
async function measureSides(
  store: Store,
  city: QueryCity,
  [one, other]: readonly [Side, Side],
  by: Grouping | undefined,
  bases: readonly [Basis, Basis],
): Promise<[Sums, Sums]> {
  const isAlike = one.query === other.query && bases[0] === bases[1];
  if (isAlike && bases[0] !== 'posts' && other.period.toMs === one.period.fromMs) {
    const periods = { query: one.query, periods: [other.period, one.period] };
    const [there, here] = await measurePeriods(store, city, periods, by, bases[0]);
    return [here!, there!];
  }
  const [[here], [there]] = await Promise.all([
    measurePeriods(store, city, { query: one.query, periods: [one.period] }, by, bases[0]),
    measurePeriods(store, city, { query: other.query, periods: [other.period] }, by, bases[1]),
  ]);
  return [here!, there!];
}

/** A group that has posts on either side is told for both, those with most here first. */
function toRows(city: QueryCity, by: Grouping | undefined, one: Sums, other: Sums, weight: number) {
  const groups = by === undefined ? [''] : [...new Set([...one.groups, ...other.groups])];
  const name = (group: string) => {
    if (by === undefined) return {};
    const list: readonly { id: string; label?: string; name?: string }[] =
      by === 'topic' ? city.topics : by === 'place' ? city.neighbourhoods : [];
    const known = list.find(({ id }) => id === group);
    const label = known?.label ?? known?.name;
    return { [by]: group, ...(label !== undefined && { label }) };
  };
  const table = tableOf(city, groups, { now: one.part, before: other.part }, weight);
  return table.map(({ group, now, before }) => ({
    now: { ...name(group), ...now },
    before: { ...name(group), ...before },
  }));
}

export const compare = defineQuery({
  name: 'compare',
  summary:
    'Two periods or two filters side by side: the figures of this side, and their change against the other.',
  params,
  row,
  run: async (store, city, { vs, by, limit, ...query }, { nowMs }) => {
    const { timezone } = city;
    const period = resolvePeriod(timezone, query, nowMs);
    const one: Side = { query, period };
    const needed = basisOf(city, one, by, false);
    const before = { fromMs: period.previousFromMs, toMs: period.fromMs, grain: period.grain };
    const other = vs ? otherSide(city, one, period, { vs, by }, nowMs) : { query, period: before };
    const fromPosts = needed === 'posts' || basisOf(city, other, by, false) === 'posts';
    const bases = [basisOf(city, one, by, fromPosts), basisOf(city, other, by, fromPosts)] as const;
    const [[here, there], coverage] = await Promise.all([
      measureSides(store, city, [one, other], by, bases),
      gapsOf(store, city, [one, other], nowMs),
    ]);
    const weight = timesAsLong(timezone, one.period, other.period);
    const rows = toRows(city, by, here, there, weight).slice(0, limit);
    const { previousFrom: _, ...described } = describePeriod(timezone, period);
    const side = {
      from: isoInCity(timezone, other.period.fromMs),
      to: isoInCity(timezone, other.period.toMs),
      ...describeFilter(other.query),
    };
    return {
      query: {
        city: city.id,
        ...described,
        ...describeFilter(query),
        ...(by && { by, limit }),
        vs: side,
      },
      rows: rows.map(({ now }) => now),
      previous: rows.map(({ before }) => before),
      coverage,
      basis: fromPosts ? 'posts' : 'rollup',
    };
  },
});

/** Of both sides, each once. */
async function gapsOf(store: Store, city: QueryCity, sides: readonly Side[], nowMs: number): Promise<Gap[]> {
  const read = ({ query, period: { fromMs, toMs } }: Side) =>
    readGaps(store, city, { fromMs, toMs, sources: resolveFilter(city, query).sources }, nowMs);
  const gaps = (await Promise.all(sides.map(read))).flat();
  return [...new Map(gaps.map((gap) => [JSON.stringify(gap), gap])).values()];
}
