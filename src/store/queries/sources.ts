// Each source of a city: when it is collected, how its last run went, how fresh it is, and what is wrong with it.
import { z } from 'zod';
import { describeTerms, termsOf } from '../../terms.ts';
import { isoInCity } from '../city-time.ts';
import type { Store } from '../client.ts';
import { parseSourceRun } from '../source-run.ts';
import { listSpending, type SpentDay } from '../spending.ts';
import { sqlFiles } from '../sql-files.ts';
import { defineQuery, type Gap, type QueryCity } from './define.ts';
import { resolveFilter } from './filter.ts';
import { readGaps } from './gaps.ts';
import { filterParams, periodParams } from './params.ts';
import { describePeriod, resolvePeriod } from './period.ts';
import { judgeSource, sourceStatuses } from './source-status.ts';

const readSql = sqlFiles(import.meta.url);

const dayMs = 86_400_000;

const factsRow = z.object({
  source: z.string(),
  post_count: z.number(),
  covered_until: z.number(),
  collection_count: z.number(),
  run_json: z.string(),
});
type Facts = z.output<typeof factsRow>;

const row = z.object({
  source: z.string(),
  /** in a word; `problem` and `advice` say it in sentences, and are empty when all is well */
  status: z.enum(sourceStatuses),
  problem: z.string(),
  advice: z.string(),
  /** of the profile, or the source's own; empty for what is imported */
  schedule: z.string(),
  lastRun: z.string().optional(),
  ended: z.string().optional(),
  nextRun: z.string().optional(),
  /** the newest moment up to which it is covered */
  coveredTo: z.string().optional(),
  /** minutes since then */
  behind: z.number().optional(),
  /** posts of the last 24 hours by the time they were written */
  posts24h: z.number(),
  /** of the period, all channels */
  gaps: z.number(),
  /** hours of the longest of them */
  longestGap: z.number(),
  /** calls to the platform since midnight, UTC or the platform's own */
  requestsToday: z.number(),
  /** units of the platform's quota since then */
  unitsToday: z.number(),
  /** since the first of the month */
  requestsMonth: z.number(),
  itemsMonth: z.number(),
  usdMonth: z.number(),
  /** of the profile, in words; empty without one */
  budget: z.string(),
  /** what the source's terms allow */
  terms: z.string(),
});

async function readFacts(store: Store, city: QueryCity, nowMs: number): Promise<Map<string, Facts>> {
  const sql = await readSql('sources');
  const rows = await store.pages.rows(factsRow, sql, { city: city.id, since: nowMs - dayMs, now: nowMs });
  return new Map(rows.map((facts) => [facts.source, facts]));
}

function parseRun(json: string | undefined) {
  return json ? parseSourceRun(JSON.parse(json)) : undefined;
}

/** Sums of a source; the newest day on record counts as today when it is not over anywhere. */
function costOf(days: readonly SpentDay[], nowMs: number) {
  const sum = (some: readonly SpentDay[], of: 'requests' | 'units' | 'items' | 'usd') =>
    Math.round(some.reduce((all, day) => all + day[of], 0) * 1e6) / 1e6;
  const newest =
    days
      .map(({ day }) => day)
      .sort()
      .at(-1) ?? '';
  // where the platform counts its days west of here, its today may be our yesterday
  const isToday = newest >= new Date(nowMs - dayMs / 2).toISOString().slice(0, 10);
  const today = isToday ? days.filter(({ day }) => day === newest) : [];
  return {
    requestsToday: sum(today, 'requests'),
    unitsToday: sum(today, 'units'),
    requestsMonth: sum(days, 'requests'),
    itemsMonth: sum(days, 'items'),
    usdMonth: sum(days, 'usd'),
  };
}

const budgetWords = [
  ['postsPerDay', 'posts a day'],
  ['requestsPerDay', 'requests a day'],
  ['unitsPerDay', 'units a day'],
  ['usdPerMonth', 'USD a month'],
] as const;

function describeBudget(given: object = {}): string {
  const budget = given as Readonly<Record<string, unknown>>;
  return budgetWords
    .flatMap(([name, words]) => (budget[name] === undefined ? [] : [`${budget[name]} ${words}`]))
    .join(', ');
}

function describe(
  city: QueryCity,
  source: string,
  facts: Facts | undefined,
  gaps: readonly Gap[],
  spent: readonly SpentDay[],
  nowMs: number,
): z.input<typeof row> {
  const settings = Object.entries(city.sources ?? {}).find(([name]) => name === source)?.[1];
  const lastRun = parseRun(facts?.run_json);
  const inCity = (time: string | number) =>
    isoInCity(city.timezone, typeof time === 'number' ? time : Date.parse(time));
  const coveredMs = facts?.covered_until;
  const hours = gaps.map(({ from, to }) => (Date.parse(to) - Date.parse(from)) / 3_600_000);
  const isInProfile = settings !== undefined;
  const isCollected = (facts?.collection_count ?? 0) > 0;
  return {
    source,
    ...judgeSource({ source, isInProfile, isCollected, ...(lastRun && { lastRun }), nowMs }),
    schedule: isInProfile ? (settings.schedule ?? lastRun?.schedule ?? '') : '',
    ...(lastRun && { lastRun: inCity(lastRun.startedAt), ended: lastRun.ended }),
    ...(lastRun?.nextAt !== undefined && isInProfile && { nextRun: inCity(lastRun.nextAt) }),
    ...(coveredMs && {
      coveredTo: inCity(coveredMs),
      behind: Math.max(0, Math.round((nowMs - coveredMs) / 60_000)),
    }),
    posts24h: facts?.post_count ?? 0,
    gaps: gaps.length,
    longestGap: Math.round(10 * Math.max(0, ...hours)) / 10,
    ...costOf(spent, nowMs),
    budget: describeBudget(settings?.budget),
    terms: describeTerms(termsOf(source)),
  };
}

export const sources = defineQuery({
  name: 'sources',
  summary:
    'Each source: its schedule, how its last run ended, how fresh it is, its gaps, and what to do about them.',
  params: z.object({ ...periodParams, source: filterParams.source }),
  row,
  run: async (store, city, query, { nowMs }) => {
    const period = resolvePeriod(city.timezone, query, nowMs);
    const { sources: wanted } = resolveFilter(city, { source: query.source });
    const fromDay = `${new Date(nowMs).toISOString().slice(0, 8)}01`;
    const [facts, gaps, spent] = await Promise.all([
      readFacts(store, city, nowMs),
      readGaps(store, city, { ...period, sources: wanted }, nowMs),
      listSpending(store.pages, { city: city.id, fromDay }),
    ]);
    const names = [...new Set([...Object.keys(city.sources ?? {}), ...facts.keys()])]
      .filter((name) => wanted.length === 0 || wanted.includes(name))
      .sort();
    return {
      query: {
        city: city.id,
        ...describePeriod(city.timezone, period),
        ...(query.source && { source: query.source }),
      },
      rows: names.map((name) =>
        describe(
          city,
          name,
          facts.get(name),
          gaps.filter(({ source }) => source === name),
          spent.filter(({ source }) => source === name),
          nowMs,
        ),
      ),
      coverage: gaps,
      basis: 'posts',
    };
  },
});
