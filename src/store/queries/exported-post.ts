// A post as it is exported, and how a block of them is read.
import { z } from 'zod';
import { readBlock } from '../stream-block.ts';

const texts = z.array(z.string());

export const exportedPost = z.object({
  at: z.number(),
  source: z.string(),
  id: z.string(),
  channel: z.string(),
  kind: z.string(),
  collected: z.number(),
  title: z.string(),
  text: z.string(),
  parent_id: z.string(),
  parent_text: z.string(),
  thread_id: z.string(),
  thread_title: z.string(),
  official: z.number(),
  lat: z.number().nullable(),
  lon: z.number().nullable(),
  likes: z.number(),
  replies: z.number(),
  shares: z.number(),
  views: z.number(),
  service_code: z.string(),
  service_name: z.string(),
  service_status: z.string(),
  service_closed: z.number().nullable(),
  relevance: z.string(),
  lang: z.string(),
  sentiment: z.string(),
  score: z.number(),
  topics: texts,
  topic_sentiments: texts,
  intent: z.string(),
  stance: z.string(),
  places: texts,
  neighbourhood: z.string(),
  flags: texts,
  enricher_version: z.string(),
});
/** `cluster` is empty unless it copies an earlier post; `flags` hold what is settled too. */
export type ExportedPost = z.output<typeof exportedPost> & { cluster: string };

export const postKey = z.object({ at: z.number(), source: z.string(), id: z.string() });

export const settledRow = postKey.extend({ cluster: z.string(), flags: texts });
export type SettledRow = z.output<typeof settledRow>;

/** Posts in order of time, as lines of JSON, and what only other posts can tell of them. */
export interface PostBlock {
  posts: Uint8Array;
  settled: SettledRow[];
}

const keyText = ({ at, source, id }: z.output<typeof postKey>) => `${at}\n${source}\n${id}`;

/** Throws ZodError where the lines are no posts. */
export function postsOf({ posts, settled }: PostBlock): ExportedPost[] {
  const byKey = new Map(settled.map((row) => [keyText(row), row]));
  return readBlock(exportedPost, posts).map((post) => {
    const known = byKey.get(keyText(post));
    const flags = known === undefined ? post.flags : [...new Set([...post.flags, ...known.flags])];
    return Object.assign(post, { cluster: known?.cluster ?? '', flags });
  });
}
