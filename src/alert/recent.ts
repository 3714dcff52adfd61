// The situation now: the posts of the last three hours beside the hours of eight weeks, and what of them was collected.
import type { City } from '../config.ts';
import { findCopies } from '../maintain/copies.ts';
import { isoInCity } from '../store/city-time.ts';
import type { Store } from '../store/client.ts';
import { readAlike, readWatchedPosts, type WatchedPost } from '../store/queries/alert-readings.ts';
import { collectedIn } from '../store/queries/collected.ts';
import { type LedgerLine, readLedger } from '../store/queries/gaps.ts';
import { posts as postsQuery } from '../store/queries/posts.ts';
import { allowedUse } from '../terms.ts';
import { binMinutes, bins, longestMinutes } from './detect-volume.ts';
import type { Histories } from './history.ts';
import { postKey, type Situation } from './situation.ts';

const binMs = binMinutes * 60_000;
export const windowMs = longestMinutes * 60_000;
/** With more the oldest are not read, and long windows say less. The store gives no more rows to one question. */
const mostPosts = 200_000;
const pagePosts = 200;
const mostOfAProject = 2_000;

/** What the terms of a source exclude from alerts is not looked at, in no rule. */
const mayBeWatched = ({ source, topics }: WatchedPost) => allowedUse(source, 'alert', topics) !== 'none';

/**
 * Of each source, which bins were collected. A run enters what it covered when it ends, so a source whose posts are newer than its ledger was collected
 * up to them.
 */
function collectedBins(
  ledger: readonly LedgerLine[],
  posts: readonly WatchedPost[],
  nowMs: number,
): Map<string, boolean[]> {
  const fromMs = nowMs - windowMs;
  const stretches = Array.from({ length: bins }, (_, bin) => ({
    fromMs: fromMs + bin * binMs,
    toMs: fromMs + (bin + 1) * binMs,
  }));
  const newest = new Map<string, number>();
  for (const { source, at } of posts) newest.set(source, Math.max(newest.get(source) ?? 0, at));
  return new Map(
    [...collectedIn(ledger, stretches)].map(([source, known]) => {
      const last = known.lastIndexOf(true);
      const upTo = newest.get(source) ?? 0;
      return [source, known.map((is, bin) => is || (bin > last && stretches[bin]!.fromMs <= upTo))];
    }),
  );
}

/** What one look reads, or all looks of a time that is past. */
export interface Recent {
  /** the newest first */
  posts: readonly WatchedPost[];
  ledger: readonly LedgerLine[];
  /** keys of the posts of each project that is watched */
  projects: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface Span {
  fromMs: number;
  /** exclusive */
  toMs: number;
}

/** Keys of the posts that a search finds, the newest. */
export async function readProjectKeys(store: Store, city: City, q: string, span: Span): Promise<Set<string>> {
  const keys = new Set<string>();
  const [from, to] = [span.fromMs, span.toMs].map((ms) => isoInCity(city.timezone, ms)) as [string, string];
  const most = Math.ceil((span.toMs - span.fromMs) / windowMs) * mostOfAProject;
  let cursor: string | undefined;
  do {
    const answer = await postsQuery.run(
      store,
      city,
      { q, from, to, limit: String(pagePosts), ...(cursor !== undefined && { cursor }) },
      { nowMs: span.toMs },
    );
    for (const post of answer.rows) keys.add(postKey(post));
    cursor = answer.next;
  } while (cursor !== undefined && keys.size < most);
  return keys;
}

/** Of [fromMs, toMs), at most a day and the longest window; copies as they are settled. */
export async function readRecent(store: Store, city: City, span: Span): Promise<Omit<Recent, 'projects'>> {
  const posts = await readWatchedPosts(store, { city: city.id, ...span, limit: mostPosts });
  return { posts, ledger: await readLedger(store, city, { ...span, sources: [] }, span.toMs) };
}

/** Signatures that are compared, of the newest posts: a flood is among them. */
const mostSigned = 20_000;

/**
 * The same of now, with the copies among the posts marked. What is settled of a post (docs/architecture.md) is minutes late, and a flood would pass for
 * residents until then; whoever says first what others repeat is no copy.
 */
export async function readUnsettled(store: Store, city: City, span: Span): ReturnType<typeof readRecent> {
  const { posts, ledger } = await readRecent(store, city, span);
  const alike = await readAlike(store, { city: city.id, ...span, limit: mostSigned });
  const copied = new Set(findCopies(alike).map(({ post }) => postKey(post)));
  return {
    posts: posts.map((post) =>
      copied.has(postKey(post)) ? { ...post, isCopied: true, isOwn: false } : post,
    ),
    ledger,
  };
}

/** What was read may be of a longer time than the last hours: that does no harm. */
export function situationOf(
  { timezone }: Pick<City, 'timezone'>,
  histories: Histories,
  { posts, ledger, projects }: Recent,
  nowMs: number,
): Situation {
  return {
    ...{ timezone, nowMs, endMs: histories.endMs },
    histories: histories.of,
    posts: posts.filter(mayBeWatched).reverse(),
    projects,
    collected: collectedBins(ledger, posts, nowMs),
  };
}
