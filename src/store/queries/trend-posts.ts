// Posts that carry the terms of trends.
import { z } from 'zod';
import { isoInCity } from '../city-time.ts';
import type { Store } from '../client.ts';
import { sqlFiles } from '../sql-files.ts';
import { findDeleted, keyText } from '../tombstones.ts';
import type { QueryCity } from './define.ts';
import type { TrendRow } from './trend-row.ts';
import { type Carrier, carriersIn, readSaid, type SaidScope } from './trend-said.ts';

const carrierRow = z.object({
  term: z.string(),
  source: z.string(),
  id: z.string(),
  at: z.number(),
  until: z.number(),
});

/** Of the posts that say one of the words those with most reactions are looked at first: nearly always they are all that is told. */
const mostRead = 3_000;
const postsPerTerm = 3;
const noLimit = 4_000_000_000;

const readSql = sqlFiles(import.meta.url, 'trends-');

/**
 * Keys of the posts that carry each of some terms, at most three of each, those with most reactions first: as the sums know them where these do, else in the
 * words of the posts, of which `most` are looked at before all are. Which ones they are is told as of the sums that the terms were counted in; none of them is told
 * that was deleted or has run out since.
 */
export async function readCarriers(
  store: Store,
  city: QueryCity,
  terms: readonly string[],
  scope: SaidScope,
  most = mostRead,
): Promise<NonNullable<TrendRow['posts']>[]> {
  const kept = await keptCarriers(store, city, terms, scope);
  const unkept = terms.filter((term) => !has(kept, term));
  const searched = new Set(unkept);
  const found = [
    ...kept.filter(({ term }) => !searched.has(term)),
    ...(unkept.length > 0 ? await searchCarriers(store, city, unkept, scope, most) : []),
  ];
  return terms.map((name) =>
    found
      .filter(({ term }) => term === name)
      .map(({ source, id, at }) => ({ source, id, time: isoInCity(city.timezone, at) })),
  );
}

const has = (found: readonly Carrier[], name: string) =>
  found.filter(({ term }) => term === name).length >= postsPerTerm;

/** As the sums know them, of all topics and sources; none where one of them is not there any more. */
async function keptCarriers(
  store: Store,
  city: QueryCity,
  terms: readonly string[],
  scope: SaidScope,
): Promise<readonly Carrier[]> {
  if (scope.topic !== '' || scope.sources.length > 0) return [];
  const found = carriersIn(await readSaid(store, city, terms, scope), postsPerTerm, Date.now());
  return (await areThere(store, city, found)) ? found : [];
}

/** In the words of the posts, or as they were found there while the sums were the same. */
async function searchCarriers(
  store: Store,
  city: QueryCity,
  terms: readonly string[],
  scope: SaidScope,
  most: number,
): Promise<readonly Carrier[]> {
  let isNew = false;
  const find = () => {
    isNew = true;
    return findCarriers(store, city, terms, scope, most);
  };
  const { fromDay, toDay } = scope;
  const known = await store.sums.beside('said_day', { fromDay, toDay }, [city.id, terms, scope, most], find);
  return isNew || (await areThere(store, city, known)) ? known : find();
}

async function findCarriers(
  store: Store,
  city: QueryCity,
  terms: readonly string[],
  scope: SaidScope,
  most: number,
): Promise<Carrier[]> {
  const sql = await readSql('posts');
  const find = async (some: readonly string[], limit: number) => {
    if (some.length === 0) return [];
    return store.pages.rows(carrierRow, sql, {
      ...{ city: city.id, terms: some, most: limit, postsPerTerm },
      ...{ from: scope.fromMs, to: scope.toMs, topic: scope.topic },
      ...{ sources: scope.sources, leftOut: scope.leftOut },
      // the index of words finds where they may stand
      words: some.map((term) => term.split(' ', 1)[0]!),
    });
  };
  const first = await find(terms, most);
  const lacking = terms.filter((term) => !has(first, term));
  const others = await find(lacking, noLimit);
  return [...first.filter(({ term }) => !lacking.includes(term)), ...others];
}

/** Whether all posts that were found before may still be told. */
async function areThere(store: Store, city: QueryCity, found: readonly Carrier[]): Promise<boolean> {
  if (found.some(({ until }) => until <= Date.now() / 1_000)) return false;
  const keys = found.map(({ source, id }) => ({ city: city.id, source, id }));
  const deleted = keys.length > 0 ? await findDeleted(store.pages, keys) : new Set();
  return !keys.some((key) => deleted.has(keyText(key)));
}
