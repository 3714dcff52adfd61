// Single posts, newest first, page by page. Candidates come from a window that widens until there are enough; then
// their newest versions are read and every filter is applied again, because an old version may have passed it.
import { z } from 'zod';
import type { Store } from '../client.ts';
import type { Params } from '../lane.ts';
import { sqlFiles } from '../sql-files.ts';
import { badParameter, defineQuery, type QueryCity } from './define.ts';
import { describeFilter, type Filter, resolveFilter } from './filter.ts';
import { readGaps } from './gaps.ts';
import { filterParams, limitParam, periodParams } from './params.ts';
import { describePeriod, type Period, resolvePeriod } from './period.ts';
import { readKinship } from './post-copies.ts';
import { postRow, type StoredPost, storedPost, toPostRow } from './post-row.ts';
import { conditionOf, withSearch } from './search/condition.ts';

const readSql = sqlFiles(import.meta.url);

const dayMs = 86_400_000;
/** Widths of the windows, each counted back from the newest instant asked for; the last takes the rest. The first is for all posts alone: where a filter leaves few, an hour has too few of them. */
const windowsMs = [dayMs / 24, dayMs / 4, dayMs, 7 * dayMs, 31 * dayMs, Number.POSITIVE_INFINITY];
const mostCandidates = 500;
const fewestRead = 20;

interface Position {
  at: number;
  source: string;
  id: string;
}

const position = z.object({ at: z.number(), source: z.string(), id: z.string() });

/** A page token names the last post told; it is opaque, and holds nothing that the page did not show. */
function writeToken({ at, source, id }: Position): string {
  return Buffer.from(JSON.stringify([at, source, id])).toString('base64url');
}

function readToken(token: string): Position {
  try {
    const parts: unknown = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    const [at, source, id] = z.tuple([z.number().int(), z.string(), z.string()]).parse(parts);
    return { at, source, id };
  } catch {
    throw badParameter('cursor', 'expected the token of a page before', token);
  }
}

/** The values of every filter, for a statement that takes them all. */
export function filterValues(filter: Filter): Params {
  const { topics, places, sources, kinds, langs, sentiments, intents } = filter;
  const search = conditionOf(filter.search).params;
  return { topics, places, sources, kinds, langs, sentiments, intents, ...search };
}

/** Newest versions of the candidates that pass every filter, newest first. */
async function readByKey(
  store: Store,
  city: QueryCity,
  filter: Filter,
  keys: readonly Position[],
): Promise<StoredPost[]> {
  const file = await readSql('posts-by-key');
  const sql = withSearch(file, filter.search);
  const found = await store.pages.rows(storedPost, sql, {
    ...filterValues(filter),
    city: city.id,
    ats: [...new Set(keys.map(({ at }) => at))],
    firstAt: keys.at(-1)!.at,
    lastAt: keys[0]!.at,
    keySources: [...new Set(keys.map(({ source }) => source))],
    ids: [...new Set(keys.map(({ id }) => id))],
  });
  const byKey = new Map(found.map((post) => [`${post.at}\n${post.source}\n${post.id}`, post]));
  return keys.flatMap(({ at, source, id }) => byKey.get(`${at}\n${source}\n${id}`) ?? []);
}

/**
 * The window after one that held `seen` posts: the first that would hold enough if posts were as frequent all the time. A statement takes longer than
 * what it reads, up to a month; all there is is only asked for after that.
 */
function windowAfter(window: number, seen: number, wanted: number): number {
  const lastBounded = windowsMs.length - 2;
  if (seen === 0 || window >= lastBounded) return window + 1;
  const density = seen / windowsMs[window]!;
  const enough = windowsMs.findIndex((width, at) => at > window && density * width >= wanted);
  return Math.min(lastBounded, enough);
}

/** Up to `wanted` posts before a position, newest first. */
async function readPage(
  store: Store,
  city: QueryCity,
  filter: Filter,
  range: { fromMs: number; before: Position },
  wanted: number,
): Promise<StoredPost[]> {
  const file = await readSql('posts-candidates');
  const sql = withSearch(file, filter.search);
  const found: StoredPost[] = [];
  let pending: Position[] = [];
  // Each post lies elsewhere on the disk: as few as will do are read, and those in one go.
  const readPending = async (least: number) => {
    while (found.length < wanted && pending.length >= Math.max(1, Math.min(least, wanted - found.length))) {
      const next = pending.slice(0, Math.max(fewestRead, wanted - found.length));
      pending = pending.slice(next.length);
      found.push(...(await readByKey(store, city, filter, next)));
    }
    return found.length >= wanted;
  };
  const newest = range.before.at;
  let before = range.before;
  const values = filterValues(filter);
  const isOfAll = Object.values(values).every((value) => Array.isArray(value) && value.length === 0);
  for (let window = isOfAll ? 0 : 1; ; window = windowAfter(window, found.length + pending.length, wanted)) {
    const windowFrom = Math.max(range.fromMs, newest - windowsMs[window]!);
    for (;;) {
      const missing = wanted - found.length - pending.length;
      const limit = Math.min(mostCandidates, Math.max(fewestRead, missing));
      const keys = await store.pages.rows(position, sql, {
        ...values,
        city: city.id,
        from: windowFrom,
        to: before.at,
        beforeAt: before.at,
        beforeSource: before.source,
        beforeId: before.id,
        limit,
      });
      pending.push(...keys);
      if (await readPending(Number.POSITIVE_INFINITY)) return found.slice(0, wanted);
      if (keys.length < limit) break;
      before = keys.at(-1)!;
    }
    if (windowFrom <= range.fromMs) break;
    // Everything in the window is found: the next one goes on below it.
    before = { at: windowFrom, source: '', id: '' };
  }
  await readPending(1);
  return found.slice(0, wanted);
}

const params = z.object({
  ...periodParams,
  ...filterParams,
  limit: limitParam(20, 200),
  cursor: z
    .string()
    .max(2_000)
    .optional()
    .meta({ description: 'Token `next` of the page before.', examples: ['WzE3NzI4…'] }),
});

function startOf(period: Period, cursor: string | undefined): Position {
  // No post lies exactly at `to`: nothing sorts below the empty source.
  const end = { at: period.toMs, source: '', id: '' };
  if (cursor === undefined) return end;
  const last = readToken(cursor);
  return last.at < end.at ? last : end;
}

export const posts = defineQuery({
  name: 'posts',
  summary: 'The posts themselves, newest first, with the words that made their tags.',
  params,
  row: postRow,
  run: async (store, city, query, { nowMs }) => {
    const period = resolvePeriod(city.timezone, query, nowMs);
    const filter = resolveFilter(city, query);
    const before = startOf(period, query.cursor);
    const [found, coverage] = await Promise.all([
      readPage(store, city, filter, { fromMs: period.fromMs, before }, query.limit + 1),
      readGaps(store, city, { ...period, sources: filter.sources }, nowMs),
    ]);
    const page = found.slice(0, query.limit);
    const kinships = await readKinship(store, city.id, page);
    const last = found.length > query.limit ? page.at(-1) : undefined;
    return {
      query: {
        city: city.id,
        ...describePeriod(city.timezone, period),
        ...describeFilter(query),
        limit: query.limit,
      },
      rows: page.map((post, i) => toPostRow(post, kinships[i]!, city.timezone, filter.search)),
      coverage,
      basis: 'posts',
      ...(last && { next: writeToken(last) }),
    };
  },
});
