// What alerts are judged by: hours of the weeks before from the sums, the last hours from the posts themselves.
import { z } from 'zod';
import { dayOf } from '../city-time.ts';
import type { Store } from '../client.ts';
import { sqlFiles } from '../sql-files.ts';

const read = sqlFiles(import.meta.url, 'alert-');

const count = z.number();
const hoursRow = z.object({
  topic: z.string(),
  area: z.string(),
  source: z.string(),
  /** slot, posts, own posts, own negative, own positive */
  hours: z.array(z.tuple([count, count, count, count, count])),
});
export type HoursRow = z.output<typeof hoursRow>;

/** `hours`: seconds since 1970 at which each hour begins; `slots`: where it belongs. */
export async function readHours(
  store: Store,
  ask: {
    city: string;
    timezone: string;
    topics: readonly string[];
    places: readonly string[];
    hours: readonly number[];
    slots: readonly number[];
    endMs: number;
  },
): Promise<HoursRow[]> {
  const { timezone, endMs, ...params } = ask;
  const first = params.hours[0]!;
  return store.pages.rows(hoursRow, await read('hours'), {
    ...params,
    ...{ fromDay: dayOf(timezone, first * 1_000), toDay: dayOf(timezone, endMs) },
    ...{ from: first, to: endMs / 1_000 },
  });
}

const flag = z.union([z.boolean(), z.number()]).transform(Boolean);
const postRow = z
  .object({
    at: z.number(),
    source: z.string(),
    id: z.string(),
    voice: z.number(),
    thread: z.string(),
    topic_ids: z.array(z.string()),
    topic_feelings: z.array(z.string()),
    feeling: z.string(),
    place: z.string(),
    is_official: flag,
    is_automated: flag,
    is_copied: flag,
    is_own: flag,
  })
  .transform((row) => ({
    at: row.at,
    source: row.source,
    id: row.id,
    voice: row.voice,
    thread: row.thread,
    topics: row.topic_ids,
    topicSentiments: row.topic_feelings,
    sentiment: row.feeling,
    place: row.place,
    isOfficial: row.is_official,
    isAutomated: row.is_automated,
    isCopied: row.is_copied,
    isOwn: row.is_own,
  }));
export type WatchedPost = z.output<typeof postRow>;

export interface Window {
  city: string;
  fromMs: number;
  /** exclusive */
  toMs: number;
  limit: number;
}

/** The newest first. */
export async function readWatchedPosts(
  store: Store,
  { city, fromMs, toMs, limit }: Window,
): Promise<WatchedPost[]> {
  return store.pages.rows(postRow, await read('posts'), { city, from: fromMs, to: toMs, limit });
}

const signedRow = z
  .object({
    at: z.number(),
    from_source: z.string(),
    id: z.string(),
    post_kind: z.string(),
    post_channel: z.string(),
    numbers: z.array(z.number()),
    shared: z.array(z.number()),
  })
  .transform(({ from_source: source, post_kind: kind, post_channel: channel, numbers, shared, ...row }) => ({
    ...row,
    ...{ source, kind, channel, signature: numbers, bands: shared },
  }));
export type AlikePost = z.output<typeof signedRow>;

/** Posts of a window that may say what another one of it says, with their signatures; in no order. */
export async function readAlike(store: Store, { city, fromMs, toMs, limit }: Window): Promise<AlikePost[]> {
  return store.pages.rows(signedRow, await read('copies'), { city, from: fromMs, to: toMs, limit });
}

const wordsRow = z.object({ source: z.string(), id: z.string(), said: z.string(), url: z.string() });
export type SaidPost = z.output<typeof wordsRow>;

/** Title and text of the newest posts, of each the first 4,000 characters. */
export async function readSaid(store: Store, { city, fromMs, toMs, limit }: Window): Promise<SaidPost[]> {
  return store.pages.rows(wordsRow, await read('words'), { city, from: fromMs, to: toMs, limit });
}

const termRow = z.object({ term: z.string(), posts: z.number() });

/** Posts of whole days that say each term; `rare`: as many as may say one that is not among those that are kept. */
export async function readTermCounts(
  store: Store,
  ask: { city: string; fromDay: string; toDay: string; terms: readonly string[] },
): Promise<{ counts: Map<string, number>; rare: number }> {
  const rows = await store.pages.rows(termRow, await read('terms'), ask);
  const rare = rows.find(({ term }) => term === '')?.posts ?? 0;
  return {
    counts: new Map(rows.filter(({ term }) => term !== '').map((row) => [row.term, row.posts])),
    rare,
  };
}

const latelyRow = z.object({ since: z.number(), term: z.string(), posts: z.number() });

/** Posts of residents in a stretch of time, and in how many conversations of it each term is said. */
export interface SaidLately {
  posts: number;
  terms: ReadonlyMap<string, number>;
}

const longestWord = (term: string): string =>
  term.split(' ').reduce((longest, word) => (word.length > longest.length ? word : longest));

/** Of each stretch from one of `since` to `toMs`, read from the posts themselves; a few terms at a time. */
export async function readSaidLately(
  store: Store,
  ask: { city: string; since: readonly number[]; toMs: number; terms: readonly string[] },
): Promise<SaidLately[]> {
  const { city, since, toMs, terms } = ask;
  const rows = await store.pages.rows(latelyRow, await read('terms-lately'), {
    ...{ city, from: Math.min(...since), to: toMs, since, terms: ['', ...terms] },
    words: terms.map(longestWord),
  });
  return since.map((ms) => {
    const own = rows.filter((row) => row.since === ms);
    return {
      posts: own.find(({ term }) => term === '')?.posts ?? 0,
      terms: new Map(own.filter(({ term }) => term !== '').map((row) => [row.term, row.posts])),
    };
  });
}
