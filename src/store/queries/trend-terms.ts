// Terms that are said more than before.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Store } from '../client.ts';
import type { Params } from '../lane.ts';
import { believable } from './chance.ts';
import type { QueryCity } from './define.ts';
import { firstTold } from './enough-voices.ts';
import { logOddsZ } from './log-odds.ts';
import { type CarrierScope, readCarriers } from './trend-posts.ts';
import { type TrendRow, topSources } from './trend-row.ts';
import { baselineWeeks, commonSpread, riseP, tempered, type Usual, usualOf, usualRange } from './usual.ts';

/** `posts` by stretch: 0 is the period, 1 the week before it; a stretch without any has none. */
const countRow = z.object({ term: z.string(), posts: z.record(z.string(), z.number()), terms: z.number() });
const termRow = z.object({
  term: z.string(),
  voice_count: z.number(),
  said: z.number(),
  copies: z.number(),
  machine_posts: z.number(),
  city_posts: z.number(),
  by_source: z.record(z.string(), z.number()),
});
type TermDetails = z.output<typeof termRow>;

/** `before`: of each of the weeks before, the last first. */
interface TermCounts {
  term: string;
  now: number;
  before: number[];
}

/** A term above its usual whose voices are not counted yet. */
interface RisenTerm {
  term: string;
  row(details: TermDetails): TrendRow;
}

const countsOf = (term: string, posts: Readonly<Record<string, number>>): TermCounts => ({
  term,
  now: posts[0] ?? 0,
  before: Array.from({ length: baselineWeeks }, (_, index) => posts[index + 1] ?? 0),
});

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

/**
 * Terms above their usual, the largest z first. What is usual is the share of a term in all that was said before, of as much as is said now.
 * `all` counts everything that was said, in `kinds` terms: those that are not in `terms`, too seldom said to be told, were looked at too.
 */
function risenTerms(terms: readonly TermCounts[], all: Omit<TermCounts, 'term'>, kinds: number): RisenTerm[] {
  const total = { now: all.now, before: sum(all.before) };
  if (total.now === 0) return [];
  // Where nothing was said before that two voices had in common, all is new, and only time can be compared.
  const weeks = total.before === 0 ? baselineWeeks : total.before / total.now;
  const common = commonSpread(terms.map(({ before }) => before));
  const judged = terms.map(({ now, before }) => {
    const usual = { ...usualOf(before, common), mean: sum(tempered(before)) / weeks, weeks };
    return { usual, p: riseP(now, usual) };
  });
  const unseen = Array.from({ length: Math.max(0, kinds - terms.length) }, () => 1);
  const believed = believable([...judged.map(({ p }) => p), ...unseen]);
  const spoken = (total.before || total.now) / baselineWeeks;
  const risen = terms.flatMap(({ term, now, before }, index) => {
    if (now <= judged[index]!.usual.mean) return [];
    return [{ term, now, index, z: logOddsZ({ now, before: sum(before) }, total, spoken) }];
  });
  risen.sort((a, b) => b.z - a.z || (a.term < b.term ? -1 : 1));
  return risen.map(({ term, now, index, z }) => {
    const { usual, p } = judged[index]!;
    return {
      term,
      row: (details) => ({ ...rowOf(now, usual, details), p, isMoreThanChance: believed[index]!, z }),
    };
  });
}

function rowOf(now: number, usual: Usual, details: TermDetails): Omit<TrendRow, 'p' | 'isMoreThanChance'> {
  const { term, said, copies, machine_posts, city_posts, voice_count, by_source } = details;
  return {
    ...{ kind: 'term', term, volume: now, usual: usual.mean, ...usualRange(usual) },
    ratio: usual.mean === 0 ? null : now / usual.mean,
    voices: voice_count,
    rise: {
      automated: machine_posts / said,
      copied: copies / (said + copies),
      official: city_posts / said,
    },
    sources: topSources(new Map(Object.entries(by_source))),
  };
}

const readSql = (name: string) => readFile(new URL(`./trends-${name}.sql`, import.meta.url), 'utf8');

/**
 * Terms of a topic ('' is all topics) in whole days, compared with the weeks before: `most` of them, each said by enough voices, with posts that carry them.
 * `params` reach over all these weeks, `scope` over the period alone.
 */
export async function readRisingTerms(
  store: Store,
  city: QueryCity,
  options: { most: number; params: Params; scope: CarrierScope },
): Promise<TrendRow[]> {
  const { most, params, scope } = options;
  const { voices } = city.minimumN;
  const rows = await store.sums.rows(countRow, await readSql('terms-before'), { ...params, voices });
  const all = rows.find(({ term }) => term === '');
  if (!all) return [];
  const counts = rows.filter(({ term }) => term !== '').map(({ term, posts }) => countsOf(term, posts));
  const risen = risenTerms(counts, countsOf('', all.posts), all.terms);
  const sql = await readSql('terms');
  const [told = []] = await firstTold([risen], most, async (some): Promise<(TrendRow | undefined)[]> => {
    const terms = some.map(({ term }) => term);
    const [details, posts] = await Promise.all([
      store.sums.rows(termRow, sql, { ...params, fromDay: scope.fromDay, terms }),
      readCarriers(store, city, terms, scope),
    ]);
    const detailsOf = new Map(details.map((entry) => [entry.term, entry]));
    return some.map(({ term, row }, index) => {
      const known = detailsOf.get(term);
      return known && known.voice_count >= voices ? { ...row(known), posts: posts[index]! } : undefined;
    });
  });
  return told;
}
