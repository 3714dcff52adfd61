// Stored posts whose tags another version of the enricher made, as posts again, ready to be enriched anew.
import { z } from 'zod';
import type { Post } from '../post.ts';
import { dayOf } from './city-time.ts';
import type { CityDay } from './dirty.ts';
import { keptColumns, keptRow, toPost } from './kept-posts.ts';
import type { Lane } from './lane.ts';

/** A month of the store in UTC: 202603. */
export type StoreMonth = number;

export interface OutdatedMonth {
  month: StoreMonth;
  /** posts whose tags are another version's */
  posts: number;
  /** those of them without text and title: what is not kept cannot be read again */
  bare: number;
}

export interface OutdatedPost {
  post: Post;
  /** of its row */
  version: number;
  /** kept whatever its relevance */
  isImported: boolean;
}

export interface OutdatedPage {
  posts: OutdatedPost[];
  /** rows that are no whole posts */
  unreadable: number;
  /** key after which to go on; undefined at the end */
  next?: PageKey;
}

export interface PageKey {
  createdAtMs: number;
  source: string;
  id: string;
}

const monthRow = z.object({ month: z.number(), posts: z.number(), bare: z.number() });

/** Months that hold outdated posts with text, the newest first. Throws TransientError. */
export async function listOutdatedMonths(
  lane: Lane,
  city: string,
  version: string,
): Promise<OutdatedMonth[]> {
  return lane.rows(
    monthRow,
    `SELECT toYYYYMM(created_at) AS month, count() AS posts, countIf(text = '' AND title = '') AS bare
     FROM posts FINAL
     WHERE city = {city:String} AND enricher_version != {version:String} AND expires_at > now('UTC')
     GROUP BY month ORDER BY month DESC`,
    { city, version },
  );
}

/** First and last instant of a month, in ms. */
function boundsOf(month: StoreMonth): { from: number; to: number } {
  const [year, index] = [Math.floor(month / 100), (month % 100) - 1];
  return { from: Date.UTC(year, index), to: Date.UTC(year, index + 1) };
}

/** Up to `limit` outdated posts of a month in the order of their keys. Throws TransientError. */
export async function readOutdated(
  lane: Lane,
  wanted: { city: string; month: StoreMonth; version: string; after?: PageKey; limit: number },
): Promise<OutdatedPage> {
  const { city, version, limit } = wanted;
  const { from, to } = boundsOf(wanted.month);
  const after = wanted.after ?? { createdAtMs: from, source: '', id: '' };
  const rows = await lane.rows(
    keptRow,
    `SELECT ${keptColumns} FROM posts FINAL
     WHERE city = {city:String} AND enricher_version != {version:String} AND expires_at > now('UTC')
       AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
       AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
       AND (created_at, toString(source), id)
         > (fromUnixTimestamp64Milli({afterMs:Int64}, 'UTC'), {afterSource:String}, {afterId:String})
     ORDER BY created_at, toString(source), id LIMIT {limit:UInt32}`,
    {
      ...{ city, version, limit, to },
      from: after.createdAtMs,
      afterMs: after.createdAtMs,
      afterSource: after.source,
      afterId: after.id,
    },
  );
  const posts = rows.flatMap((row): OutdatedPost[] => {
    const post = toPost(row);
    return post ? [{ post, version: row.version, isImported: row.relevance_reason === 'imported' }] : [];
  });
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return {
    posts,
    unreadable: rows.length - posts.length,
    ...(last && { next: { createdAtMs: last.at, source: last.source, id: last.id } }),
  };
}

/** Zones differ from UTC by whole quarters of an hour. */
const quarter = 900;

/** The city's days that have posts of a month of the store. */
export async function listPostDays(
  lane: Lane,
  city: { id: string; timezone: string },
  month: StoreMonth,
): Promise<CityDay[]> {
  const rows = await lane.rows(
    z.object({ quarter: z.number() }),
    `SELECT DISTINCT intDiv(toUnixTimestamp(created_at), 900) AS quarter FROM posts
     WHERE city = {city:String}
       AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
       AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')`,
    { city: city.id, ...boundsOf(month) },
  );
  const days = new Set(rows.map((row) => dayOf(city.timezone, row.quarter * quarter * 1_000)));
  return [...days].sort().map((day) => ({ city: city.id, day }));
}
