// What relevance dropped: how many posts, and a small masked sample of them, for a person to look at.
import { createHash } from 'node:crypto';
import type { EnrichedPost } from '../post.ts';
import { dayOf } from './city-time.ts';
import type { Store } from './client.ts';
import { sqlTime } from './table-versions.ts';
import { deleteSample, findDeleted, keyText } from './tombstones.ts';

/** Plain data, crosses threads. */
export interface DroppedPost {
  city: string;
  source: string;
  id: string;
  createdAtMs: number;
  /** calendar day in the city */
  day: string;
  /** of its day and source; the post with the highest rank in a slot is kept */
  slot: number;
  /** hash of its key, 52 bits */
  rank: number;
  title: string;
  text: string;
  parentText: string;
  threadTitle: string;
  score: number;
  reason: string;
  /** what its 30 days are counted from */
  keptAtMs: number;
}

/** Most posts of a source's day in the sample. */
const slots = 20;
const sampleDays = 30;
const dayMs = 86_400_000;
const longestText = 2_000;
const earliest = Date.UTC(1990, 0, 1);

/** Without the author, and cut. A source that lets posts be kept for less than 30 days gets its way. */
export function toDropped(
  post: EnrichedPost,
  timezone: string,
  { retentionDays = sampleDays }: { retentionDays?: number } = {},
): DroppedPost | undefined {
  const createdAtMs = Date.parse(post.createdAt);
  const collectedAtMs = Date.parse(post.collectedAt);
  // Dates that no row may have are not counted under a day of their own.
  if (!(createdAtMs >= earliest && createdAtMs <= collectedAtMs + dayMs)) return undefined;
  const { city, source, id } = post;
  const hash = createHash('sha256').update(`${source}\n${id}`).digest('hex');
  const cut = (text = '') => text.slice(0, longestText).toWellFormed();
  return {
    ...{ city, source, id, createdAtMs, day: dayOf(timezone, createdAtMs) },
    slot: Number.parseInt(hash.slice(0, 6), 16) % slots,
    rank: Number.parseInt(hash.slice(6, 19), 16),
    title: cut(post.title),
    text: cut(post.text),
    parentText: cut(post.parent?.text),
    threadTitle: cut(post.thread?.title),
    score: post.relevance.score,
    reason: post.relevance.reason,
    keptAtMs: collectedAtMs - Math.max(0, sampleDays - retentionDays) * dayMs,
  };
}

const sampleColumns = [
  ...['city', 'day', 'source', 'slot', 'id', 'created_at', 'title', 'text', 'parent_text', 'thread_title'],
  ...['score', 'reason', 'kept_at', 'version'],
];
const countColumns = ['city', 'day', 'source', 'key', 'kept_at'];

const seconds = (ms: number) => sqlTime(new Date(ms).toISOString()).slice(0, 19);

function sampleLine(post: DroppedPost): string {
  const { city, day, source, slot, id, title, text, parentText, threadTitle, score, reason } = post;
  const at = sqlTime(new Date(post.createdAtMs).toISOString());
  const words = [title, text, parentText, threadTitle];
  return JSON.stringify([
    city,
    day,
    source,
    slot,
    id,
    at,
    ...words,
    score,
    reason,
    seconds(post.keptAtMs),
    post.rank,
  ]);
}

/** Of each slot the post with the highest rank. */
function highest(posts: readonly DroppedPost[]): DroppedPost[] {
  const bySlot = new Map<string, DroppedPost>();
  for (const post of posts) {
    const slot = JSON.stringify([post.city, post.day, post.source, post.slot]);
    const leader = bySlot.get(slot);
    if (leader === undefined || leader.rank < post.rank) bySlot.set(slot, post);
  }
  return [...bySlot.values()];
}

/** Counts posts and keeps their sample. Safe to repeat: the same posts change nothing. Throws TransientError. */
export async function keepDropped(store: Store, posts: readonly DroppedPost[]): Promise<void> {
  if (posts.length === 0) return;
  const counted = posts.map(({ city, day, source, rank, keptAtMs }) =>
    JSON.stringify([city, day, source, rank, seconds(keptAtMs)]),
  );
  await store.writer.insert('relevance_dropped', countColumns, counted);
  const chosen = highest(posts);
  await store.writer.insert('relevance_sample', sampleColumns, chosen.map(sampleLine));
  // Deleted on its platform, before or while we wrote: it stays away.
  const deleted = await findDeleted(store.writer, chosen);
  await deleteSample(
    store,
    chosen.filter((post) => deleted.has(keyText(post))),
  );
}
