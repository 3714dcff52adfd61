// Posts that carry the terms of trends.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { isoInCity } from '../city-time.ts';
import type { Store } from '../client.ts';
import type { Days } from '../sums/parts.ts';
import type { QueryCity } from './define.ts';
import type { TrendRow } from './trend-row.ts';

const keyRow = z.object({ term: z.string(), source: z.string(), id: z.string(), at: z.number() });

/** Of the posts that say one of the words those with most reactions are looked at first: nearly always they are all that is told. */
const mostRead = 3_000;
const postsPerTerm = 3;
const noLimit = 4_000_000_000;

/** What posts are looked for: `sources` empty is all of them, topic '' any. The days hold from `fromMs` to `toMs`. */
export interface CarrierScope extends Days {
  fromMs: number;
  toMs: number;
  topic: string;
  sources: readonly string[];
}

type Carrier = z.output<typeof keyRow>;

const readSql = (name: string) => readFile(new URL(`./trends-posts${name}.sql`, import.meta.url), 'utf8');

/**
 * Keys of the posts that carry each of some terms, at most three of each, those with most reactions first. `most` are looked at before all are. Which ones they
 * are is told as of the sums that the terms were counted in; none of them is told that is not there any more.
 */
export async function readCarriers(
  store: Store,
  city: QueryCity,
  terms: readonly string[],
  scope: CarrierScope,
  most = mostRead,
): Promise<NonNullable<TrendRow['posts']>[]> {
  let isNew = false;
  const find = () => {
    isNew = true;
    return findCarriers(store, city, terms, scope, most);
  };
  const { fromDay, toDay } = scope;
  const known = await store.sums.beside('said_day', { fromDay, toDay }, [city.id, terms, scope, most], find);
  const found = isNew || (await areThere(store, city, known)) ? known : await find();
  return terms.map((name) =>
    found
      .filter(({ term }) => term === name)
      .map(({ source, id, at }) => ({ source, id, time: isoInCity(city.timezone, at) })),
  );
}

const has = (found: readonly Carrier[], name: string) =>
  found.filter(({ term }) => term === name).length >= postsPerTerm;

/** As the sums know them where these do, else in the words of the posts. */
async function findCarriers(
  store: Store,
  city: QueryCity,
  terms: readonly string[],
  scope: CarrierScope,
  most: number,
): Promise<Carrier[]> {
  const isKept = scope.topic === '' && scope.sources.length === 0;
  const kept = isKept ? await keptCarriers(store, city, terms, scope) : [];
  const search = await readSql('');
  const find = async (some: readonly string[], limit: number) => {
    if (some.length === 0) return [];
    return store.pages.rows(keyRow, search, {
      ...{ city: city.id, terms: some, most: limit, postsPerTerm },
      ...{ from: scope.fromMs, to: scope.toMs, topic: scope.topic, sources: scope.sources },
      // the index of words finds where they may stand
      words: some.map((term) => term.split(' ', 1)[0]!),
    });
  };
  const unkept = terms.filter((term) => !has(kept, term));
  const first = await find(unkept, most);
  const lacking = unkept.filter((term) => !has(first, term));
  const others = await find(lacking, noLimit);
  const searched = new Set(unkept);
  return [
    ...kept.filter(({ term }) => !searched.has(term)),
    ...first.filter(({ term }) => !lacking.includes(term)),
    ...others,
  ];
}

/** None where a day of the period was summed before its posts were kept, or one of them is not there any more: what comes after it is not known. */
async function keptCarriers(
  store: Store,
  city: QueryCity,
  terms: readonly string[],
  { fromDay, toDay }: CarrierScope,
): Promise<readonly Carrier[]> {
  const sql = await readFile(new URL('./trends-carriers.sql', import.meta.url), 'utf8');
  const params = { city: city.id, fromDay, toDay, terms, postsPerTerm };
  const found = await store.sums.rows(keyRow, sql, params);
  return found.every(({ term }) => term !== '') && (await areThere(store, city, found)) ? found : [];
}

/** Whether all posts that were found before may still be told. */
async function areThere(store: Store, city: QueryCity, found: readonly Carrier[]): Promise<boolean> {
  if (found.length === 0) return true;
  const keyOf = ({ source, id, at }: Omit<Carrier, 'term'>) => JSON.stringify([source, id, at]);
  const ats = found.map(({ at }) => at);
  const rows = await store.pages.rows(keyRow.omit({ term: true }), await readSql('-there'), {
    ...{ city: city.id, ats, firstAt: Math.min(...ats), lastAt: Math.max(...ats) },
    keySources: [...new Set(found.map(({ source }) => source))],
    ids: found.map(({ id }) => id),
  });
  const there = new Set(rows.map(keyOf));
  return found.every((carrier) => there.has(keyOf(carrier)));
}
