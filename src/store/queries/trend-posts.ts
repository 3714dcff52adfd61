// Posts that carry the terms of trends.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { isoInCity } from '../city-time.ts';
import type { Store } from '../client.ts';
import type { QueryCity } from './define.ts';
import type { TrendRow } from './trend-row.ts';

const keyRow = z.object({ term: z.string(), source: z.string(), id: z.string(), at: z.number() });

/** Of the posts that say one of the words so many are looked at first: nearly always they are all that is told. */
const mostRead = 3_000;
/** Half of them may be those of terms that are seldom said. */
const mostSeldom = mostRead / 2;
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

/** Words that are said so seldom that all of their posts can be looked at; of two in a row the first may be common. */
export function seldomWords(terms: readonly Carried[]): string[] {
  const words = terms.filter(({ term }) => !term.includes(' ')).sort((a, b) => a.now - b.now);
  let posts = 0;
  return words.flatMap(({ term, now }) => {
    posts += now;
    return posts <= mostSeldom ? [term] : [];
  });
}

/** Keys of the posts that carry each of some terms, at most three of each. */
export async function readCarriers(
  store: Store,
  city: QueryCity,
  carried: readonly Carried[],
  scope: CarrierScope,
): Promise<NonNullable<TrendRow['posts']>[]> {
  const sql = await readFile(new URL('./trends-posts.sql', import.meta.url), 'utf8');
  const terms = carried.map(({ term }) => term);
  const find = async (some: readonly string[], seldom: readonly string[], most: number) => {
    if (some.length === 0) return [];
    // the index of words finds where they may stand
    const words = some.map((term) => term.split(' ', 1)[0]!);
    return store.pages.rows(keyRow, sql, {
      ...{ city: city.id, terms: some, most, postsPerTerm },
      ...{ from: scope.fromMs, to: scope.toMs, topic: scope.topic, sources: scope.sources },
      words,
      seldom: seldom.length > 0 ? seldom : words,
    });
  };
  const first = await find(terms, seldomWords(carried), mostRead);
  const lacking = terms.filter((term) => first.filter((found) => found.term === term).length < postsPerTerm);
  const others = await find(lacking, [], noLimit);
  const found = [...first.filter(({ term }) => !lacking.includes(term)), ...others];
  return terms.map((name) =>
    found
      .filter(({ term }) => term === name)
      .map(({ source, id, at }) => ({ source, id, time: isoInCity(city.timezone, at) })),
  );
}
