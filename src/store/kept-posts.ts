// Posts as they were before they were tagged, read back from their rows.
import { z } from 'zod';
import { type Post, postSchema } from '../post.ts';
import type { Lane } from './lane.ts';

/** A row of `keptColumns`. */
export const keptRow = z.object({
  source: z.string(),
  id: z.string(),
  at: z.number(),
  collected: z.number(),
  channel: z.string(),
  kind: z.string(),
  url: z.string(),
  title: z.string(),
  text: z.string(),
  parent_id: z.string(),
  parent_text: z.string(),
  thread_id: z.string(),
  thread_title: z.string(),
  author: z.string(),
  official: z.number(),
  language: z.string(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  likes: z.number(),
  replies: z.number(),
  shares: z.number(),
  views: z.number(),
  service_code: z.string(),
  service_name: z.string(),
  service_status: z.string(),
  closed: z.number().nullable(),
  relevance_reason: z.string(),
  version: z.number(),
});
type KeptRow = z.output<typeof keptRow>;

/** Columns of `posts` that a post is made of, times in ms. */
export const keptColumns = Object.keys(keptRow.shape)
  .map((name) => {
    const times: Record<string, string> = {
      at: 'created_at',
      collected: 'collected_at',
      closed: 'service_closed_at',
    };
    return times[name] ? `toUnixTimestamp64Milli(${times[name]}) AS ${name}` : name;
  })
  .join(', ');

const given = <K extends string>(name: K, value: string) =>
  value === '' ? {} : ({ [name]: value } as Record<K, string>);

/** What a row keeps of a post is all of it; empty columns are fields that it did not have. Undefined without text and title. */
export function toPost(row: KeptRow): Post | undefined {
  const { source, id, channel, kind, text, likes, replies, shares, views, lat, lon } = row;
  const service = {
    ...given('code', row.service_code),
    ...given('name', row.service_name),
    ...given('status', row.service_status),
    ...(row.closed !== null && { closedAt: new Date(row.closed).toISOString() }),
  };
  return postSchema.safeParse({
    ...{ source, id, channel, kind, text },
    createdAt: new Date(row.at).toISOString(),
    collectedAt: new Date(row.collected).toISOString(),
    ...given('url', row.url),
    ...given('title', row.title),
    ...(row.parent_id !== '' && { parent: { id: row.parent_id, ...given('text', row.parent_text) } }),
    ...(row.thread_id !== '' && { thread: { id: row.thread_id, ...given('title', row.thread_title) } }),
    ...given('author', row.author),
    ...(row.official === 1 && { official: true }),
    ...given('language', row.language),
    ...(lat !== null && lon !== null && { geo: { lat, lon } }),
    engagement: { likes, replies, shares, views },
    ...(Object.keys(service).length > 0 && { service }),
  }).data;
}

/**
 * Up to `limit` posts of a period, drawn by a hash of their keys: the same ones every time. Posts without text are not among them.
 * Throws TransientError.
 */
export async function samplePosts(
  lane: Lane,
  wanted: { city: string; fromMs: number; toMs: number; limit: number },
): Promise<Post[]> {
  const { city, fromMs: from, toMs: to, limit } = wanted;
  const rows = await lane.rows(
    keptRow,
    `SELECT ${keptColumns} FROM posts FINAL
     WHERE city = {city:String} AND expires_at > now('UTC') AND relevance != 'drop' AND (text != '' OR title != '')
       AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
       AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
     ORDER BY sipHash64(source, id) LIMIT {limit:UInt32}`,
    { city, from, to, limit },
  );
  return rows.flatMap((row) => toPost(row) ?? []);
}
