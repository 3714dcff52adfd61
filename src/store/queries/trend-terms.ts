// Terms that are said more than before, with posts that carry them.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { isoInCity } from '../city-time.ts';
import type { Store } from '../client.ts';
import type { Params } from '../lane.ts';
import { believable } from './chance.ts';
import type { QueryCity } from './define.ts';
import { logOddsZ } from './log-odds.ts';
import { type TrendRow, topSources } from './trend-row.ts';
import { baselineWeeks, commonSpread, riseP, tempered, type Usual, usualOf, usualRange } from './usual.ts';

const termRow = z.object({
  term: z.string(),
  now: z.number(),
  voice_count: z.number(),
  copies: z.number(),
  machine_posts: z.number(),
  city_posts: z.number(),
  by_source: z.record(z.string(), z.number()),
});
/** `posts` by stretch: 0 is the period, 1 the week before it; a stretch without any has none. */
const beforeRow = z.object({ term: z.string(), posts: z.record(z.string(), z.number()), terms: z.number() });
type Before = z.output<typeof beforeRow>;

/** `before`: of each of the weeks before, the last first. */
export type TermCounts = z.output<typeof termRow> & { before: number[] };
/** Of all terms together; `terms` counts them. */
export interface AllCounts {
  now: number;
  before: number[];
  terms: number;
}

const weeksOf = (posts: Readonly<Record<string, number>>): number[] =>
  Array.from({ length: baselineWeeks }, (_, index) => posts[index + 1] ?? 0);

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);

/**
 * Rows of terms above their usual, the largest z first, `most` of them. What is usual is the share of a term in all that was said before, of as much as is said now.
 * `all` counts the terms that are not in `terms` for want of voices too: they were looked at.
 */
export function risingTerms(terms: readonly TermCounts[], all: AllCounts, most: number): TrendRow[] {
  const total = { now: all.now, before: sum(all.before) };
  if (total.now === 0) return [];
  // Where nothing was said before that two voices had in common, all is new, and only time can be compared.
  const weeks = total.before === 0 ? baselineWeeks : total.before / total.now;
  const common = commonSpread(terms.map(({ before }) => before));
  const judged = terms.map(({ now, before }) => {
    const usual = { ...usualOf(before, common), mean: sum(tempered(before)) / weeks, weeks };
    return { usual, p: riseP(now, usual) };
  });
  const unseen = Array.from({ length: Math.max(0, all.terms - terms.length) }, () => 1);
  const believed = believable([...judged.map(({ p }) => p), ...unseen]);
  const spoken = (total.before || total.now) / baselineWeeks;
  const risen = terms.flatMap(({ term, now, before }, index) => {
    if (now <= judged[index]!.usual.mean) return [];
    return [{ term, index, z: logOddsZ({ now, before: sum(before) }, total, spoken) }];
  });
  risen.sort((a, b) => b.z - a.z || (a.term < b.term ? -1 : 1));
  // The range of what is usual takes longer than the rest of a row.
  return risen.slice(0, most).map(({ index, z }) => {
    const { usual, p } = judged[index]!;
    return { ...rowOf(terms[index]!, usual), p, isMoreThanChance: believed[index]!, z };
  });
}

function rowOf(counts: TermCounts, usual: Usual): Omit<TrendRow, 'p' | 'isMoreThanChance'> {
  const { term, now, copies, machine_posts, city_posts, voice_count, by_source } = counts;
  return {
    ...{ kind: 'term', term, volume: now, usual: usual.mean, ...usualRange(usual) },
    ratio: usual.mean === 0 ? null : now / usual.mean,
    voices: voice_count,
    rise: {
      automated: machine_posts / now,
      copied: copies / (now + copies),
      official: city_posts / now,
    },
    sources: topSources(new Map(Object.entries(by_source))),
  };
}

const readSql = (name: string) => readFile(new URL(`./trends-${name}.sql`, import.meta.url), 'utf8');

/** Terms of a topic ('' is all topics) in whole days, compared with the weeks before. */
export async function readRisingTerms(store: Store, most: number, params: Params): Promise<TrendRow[]> {
  const [terms, rows] = await Promise.all([
    store.pages.rows(termRow, await readSql('terms'), params),
    store.pages.rows(beforeRow, await readSql('terms-before'), params),
  ]);
  const before = new Map(rows.map((row) => [row.term, row]));
  const { posts, terms: count }: Omit<Before, 'term'> = before.get('') ?? { posts: {}, terms: 0 };
  const all = { now: posts[0] ?? 0, before: weeksOf(posts), terms: count };
  const compared = terms.map((term) => ({ ...term, before: weeksOf(before.get(term.term)?.posts ?? {}) }));
  return risingTerms(compared, all, most);
}

const keyRow = z.object({ term: z.string(), source: z.string(), id: z.string(), at: z.number() });

/** Of the posts that say one of the words those with most reactions are looked at first: nearly always they are all that is told. */
const mostRead = 3_000;
const postsPerTerm = 3;
const noLimit = 4_000_000_000;

/** The rows with the keys of posts that carry them. */
export async function withPosts(
  store: Store,
  city: QueryCity,
  rows: readonly TrendRow[],
  period: { fromMs: number; toMs: number; topic: string; sources: readonly string[] },
): Promise<TrendRow[]> {
  const sql = await readSql('posts');
  const findPosts = async (terms: readonly string[], most: number) => {
    if (terms.length === 0) return [];
    return store.pages.rows(keyRow, sql, {
      ...{ city: city.id, terms, most, postsPerTerm },
      ...{ from: period.fromMs, to: period.toMs, topic: period.topic, sources: period.sources },
      // the index of words finds where they may stand
      words: terms.map((term) => term.split(' ', 1)[0]!),
    });
  };
  const terms = rows.map(({ term }) => term!);
  const first = await findPosts(terms, mostRead);
  const lacking = terms.filter((term) => first.filter((found) => found.term === term).length < postsPerTerm);
  const others = await findPosts(lacking, noLimit);
  const found = [...first.filter(({ term }) => !lacking.includes(term)), ...others];
  return rows.map((row) => ({
    ...row,
    posts: found
      .filter(({ term }) => term === row.term)
      .map(({ source, id, at }) => ({ source, id, time: isoInCity(city.timezone, at) })),
  }));
}
