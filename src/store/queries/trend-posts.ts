// Posts that carry the terms of trends.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { isoInCity } from '../city-time.ts';
import type { Store } from '../client.ts';
import type { QueryCity } from './define.ts';
import type { TrendRow } from './trend-row.ts';

const keyRow = z.object({ term: z.string(), source: z.string(), id: z.string(), at: z.number() });

/** Of the posts that say one of some common words those with most reactions are looked at first: nearly always they are all that is told. */
const mostRead = 3_000;
/** Words are seldom as long as the posts of all of them are no more: all are looked at. */
const mostSeldom = 1_500;
const postsPerTerm = 3;
const noLimit = 4_000_000_000;

/** What posts are looked for: `sources` empty is all of them, topic '' any. */
export interface CarrierScope {
  fromMs: number;
  toMs: number;
  topic: string;
  sources: readonly string[];
}

export interface Carried {
  term: string;
  /** posts of the period that say it */
  now: number;
}

/** Parts the terms by how much there is to look at; two in a row go with the first of them. */
export function partTerms(
  terms: readonly Carried[],
  mostPosts = mostSeldom,
): { seldom: string[]; common: string[] } {
  const firstWord = (term: string) => term.split(' ', 1)[0]!;
  const words = new Set<string>();
  let posts = 0;
  for (const { term, now } of terms.toSorted((a, b) => a.now - b.now)) {
    if (term !== firstWord(term)) continue;
    posts += now;
    if (posts <= mostPosts) words.add(term);
  }
  const all = terms.map(({ term }) => term);
  const isSeldom = (term: string) => words.has(firstWord(term));
  return { seldom: all.filter(isSeldom), common: all.filter((term) => !isSeldom(term)) };
}

/** Keys of the posts that carry each of some terms, at most three of each, those with most reactions first. */
export async function readCarriers(
  store: Store,
  city: QueryCity,
  carried: readonly Carried[],
  scope: CarrierScope,
  { most = mostRead, seldomPosts = mostSeldom } = {},
): Promise<NonNullable<TrendRow['posts']>[]> {
  const sql = await readFile(new URL('./trends-posts.sql', import.meta.url), 'utf8');
  const find = async (terms: readonly string[], limit: number) => {
    if (terms.length === 0) return [];
    return store.pages.rows(keyRow, sql, {
      ...{ city: city.id, terms, most: limit, postsPerTerm },
      ...{ from: scope.fromMs, to: scope.toMs, topic: scope.topic, sources: scope.sources },
      // the index of words finds where they may stand
      words: terms.map((term) => term.split(' ', 1)[0]!),
    });
  };
  const { seldom, common } = partTerms(carried, seldomPosts);
  const [ofSeldom, ofCommon] = await Promise.all([find(seldom, noLimit), find(common, most)]);
  // With three among those of most reactions there are none with more.
  const lacking = common.filter(
    (term) => ofCommon.filter((found) => found.term === term).length < postsPerTerm,
  );
  const others = await find(lacking, noLimit);
  const found = [...ofSeldom, ...ofCommon.filter(({ term }) => !lacking.includes(term)), ...others];
  return carried.map(({ term: name }) =>
    found
      .filter(({ term }) => term === name)
      .map(({ source, id, at }) => ({ source, id, time: isoInCity(city.timezone, at) })),
  );
}
