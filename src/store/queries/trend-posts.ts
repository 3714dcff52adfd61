// Posts that carry the terms of trends.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { isoInCity } from '../city-time.ts';
import type { Store } from '../client.ts';
import type { QueryCity } from './define.ts';
import type { TrendRow } from './trend-row.ts';

const keyRow = z.object({ term: z.string(), source: z.string(), id: z.string(), at: z.number() });

/** Of the posts that say one of the words those with most reactions are looked at first: nearly always they are all that is told. */
const mostRead = 3_000;
const postsPerTerm = 3;
const noLimit = 4_000_000_000;

/** What posts are looked for: `sources` empty is all of them, topic '' any. */
export interface CarrierScope {
  fromMs: number;
  toMs: number;
  topic: string;
  sources: readonly string[];
}

/** Keys of the posts that carry each of some terms, at most three of each, those with most reactions first. `most` are looked at before all are. */
export async function readCarriers(
  store: Store,
  city: QueryCity,
  terms: readonly string[],
  scope: CarrierScope,
  most = mostRead,
): Promise<NonNullable<TrendRow['posts']>[]> {
  const sql = await readFile(new URL('./trends-posts.sql', import.meta.url), 'utf8');
  const find = async (some: readonly string[], limit: number) => {
    if (some.length === 0) return [];
    return store.pages.rows(keyRow, sql, {
      ...{ city: city.id, terms: some, most: limit, postsPerTerm },
      ...{ from: scope.fromMs, to: scope.toMs, topic: scope.topic, sources: scope.sources },
      // the index of words finds where they may stand
      words: some.map((term) => term.split(' ', 1)[0]!),
    });
  };
  const first = await find(terms, most);
  const lacking = terms.filter((term) => first.filter((found) => found.term === term).length < postsPerTerm);
  const others = await find(lacking, noLimit);
  const found = [...first.filter(({ term }) => !lacking.includes(term)), ...others];
  return terms.map((name) =>
    found
      .filter(({ term }) => term === name)
      .map(({ source, id, at }) => ({ source, id, time: isoInCity(city.timezone, at) })),
  );
}
