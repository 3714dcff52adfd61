// The situation now: the posts of the last three hours beside the hours of eight weeks, and what of them was collected.
import type { City } from '../config.ts';
import { findCopies } from '../maintain/copies.ts';
import { isoInCity } from '../store/city-time.ts';
import type { Store } from '../store/client.ts';
import {
  readAlike,
  readWatchedPosts,
  type WatchedPost,
  type Window,
} from '../store/queries/alert-readings.ts';
import { collectedIn } from '../store/queries/collected.ts';
import { readLedger } from '../store/queries/gaps.ts';
import { posts as postsQuery } from '../store/queries/posts.ts';
import { allowedUse } from '../terms.ts';
import { binMinutes, bins, longestMinutes } from './detect-volume.ts';
import type { Histories } from './history.ts';
import { postKey, type Situation } from './situation.ts';

const binMs = binMinutes * 60_000;
export const windowMs = longestMinutes * 60_000;
/** Of three hours; with more the oldest are not read, and long windows say less. */
const mostPosts = 100_000;
const pagePosts = 200;
const mostOfAProject = 2_000;

/** What the terms of a source exclude from alerts is not looked at, in no rule. */
const mayBeWatched = ({ source, topics }: WatchedPost) => allowedUse(source, 'alert', topics) !== 'none';

/**
 * Of each source, which bins were collected. A run enters what it covered when it ends, so a source whose posts are newer than its ledger was collected
 * up to them.
 */
async function readCollectedBins(
  store: Store,
  city: City,
  posts: readonly WatchedPost[],
  nowMs: number,
): Promise<Map<string, boolean[]>> {
  const fromMs = nowMs - windowMs;
  const stretches = Array.from({ length: bins }, (_, bin) => ({
    fromMs: fromMs + bin * binMs,
    toMs: fromMs + (bin + 1) * binMs,
  }));
  const ledger = await readLedger(store, city, { fromMs, toMs: nowMs, sources: [] }, nowMs);
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

async function keysOfProject(store: Store, city: City, q: string, nowMs: number): Promise<Set<string>> {
  const keys = new Set<string>();
  const [from, to] = [nowMs - windowMs, nowMs].map((ms) => isoInCity(city.timezone, ms)) as [string, string];
  let cursor: string | undefined;
  do {
    const answer = await postsQuery.run(
      store,
      city,
      { q, from, to, limit: String(pagePosts), ...(cursor !== undefined && { cursor }) },
      { nowMs },
    );
    for (const post of answer.rows) keys.add(postKey(post));
    cursor = answer.next;
  } while (cursor !== undefined && keys.size < mostOfAProject);
  return keys;
}

/** Signatures that are compared, of the newest posts: a flood is among them. */
const mostSigned = 20_000;

/**
 * The posts of a window with the copies among them marked. What is settled of a post (docs/architecture.md) is minutes late, and a flood would pass for
 * residents until then; whoever says first what others repeat is no copy.
 */
async function readRecent(store: Store, window: Window): Promise<WatchedPost[]> {
  const posts = await readWatchedPosts(store, window);
  const alike = await readAlike(store, { ...window, limit: mostSigned });
  const copied = new Set(findCopies(alike).map(({ post }) => postKey(post)));
  return posts.map((post) => (copied.has(postKey(post)) ? { ...post, isCopied: true, isOwn: false } : post));
}

export async function readSituation(
  store: Store,
  city: City,
  histories: Histories,
  projects: ReadonlyMap<string, string>,
  nowMs: number,
): Promise<Situation> {
  const window = { city: city.id, fromMs: nowMs - windowMs, toMs: nowMs, limit: mostPosts };
  return situationOf(store, city, histories, projects, await readRecent(store, window), nowMs);
}

/** With posts that were read before, the newest first; those of other times do no harm. */
export async function situationOf(
  store: Store,
  city: City,
  histories: Histories,
  projects: ReadonlyMap<string, string>,
  posts: readonly WatchedPost[],
  nowMs: number,
): Promise<Situation> {
  const collected = await readCollectedBins(store, city, posts, nowMs);
  const ofProjects = new Map<string, Set<string>>();
  for (const [id, q] of projects) ofProjects.set(id, await keysOfProject(store, city, q, nowMs));
  return {
    ...{ timezone: city.timezone, nowMs, endMs: histories.endMs },
    histories: histories.of,
    posts: posts.filter(mayBeWatched).reverse(),
    projects: ofProjects,
    collected,
  };
}
