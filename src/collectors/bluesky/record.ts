// A post's record, its address, and what becomes of it. Pure.
// https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/feed/post.json
import { z } from 'zod';
import type { Dead, RawPost, Skip } from '../collector.ts';

export const postCollection = 'app.bsky.feed.post';

const strongRef = z.object({ uri: z.string() });

export const recordSchema = z.object({
  text: z.string(),
  createdAt: z.string(),
  langs: z.array(z.string()).optional(),
  reply: z.object({ root: strongRef, parent: strongRef }).optional(),
});
export type PostRecord = z.output<typeof recordSchema>;

export interface Item {
  did: string;
  rkey: string;
  record: unknown;
  /** ISO time at which the network saw it */
  seenAt?: string;
  parentText?: string;
  engagement?: { likes?: number; replies?: number; shares?: number };
}

export const uriOf = (did: string, rkey: string): string => `at://${did}/${postCollection}/${rkey}`;

/** Parts of the address of a post; undefined for other records. */
export function partsOf(uri: string): { did: string; rkey: string } | undefined {
  const [, did, rkey] = /^at:\/\/(did:[^/]{1,200})\/app\.bsky\.feed\.post\/([^/]{1,512})$/.exec(uri) ?? [];
  return did && rkey ? { did, rkey } : undefined;
}

/** Account, and address of the post in the web client. */
const linkOf = (did: string, rkey: string) => `https://bsky.app/profile/${did}/post/${rkey}`;

export function postOf(item: unknown): RawPost | Skip | Dead {
  const { did, rkey, record: given, seenAt, parentText, engagement } = (item ?? {}) as Partial<Item>;
  const record = recordSchema.safeParse(given).data;
  if (!record || typeof did !== 'string' || typeof rkey !== 'string')
    return { dead: 'not in the form of a post' };
  if (record.text.trim() === '') return { skip: 'without words' };
  const { reply, langs } = record;
  return {
    ...{ source: 'bluesky', id: uriOf(did, rkey), text: record.text, channel: '', account: did },
    createdAt: timeOf(record.createdAt, seenAt),
    kind: reply ? 'comment' : 'post',
    url: linkOf(did, rkey),
    ...(langs?.[0] && { language: langs[0] }),
    ...(reply && {
      parent: { id: reply.parent.uri, ...(parentText !== undefined && { text: parentText }) },
      thread: { id: reply.root.uri },
    }),
    ...(engagement && { engagement }),
  };
}

/**
 * Programs write `createdAt` themselves: one that lies after the moment the network saw the post is not believed.
 * https://docs.bsky.app/docs/advanced-guides/timestamps
 */
function timeOf(createdAt: string, seenAt: string | undefined): string {
  const [created, seen] = [Date.parse(createdAt), Date.parse(seenAt ?? '')];
  if (Number.isNaN(seen)) return createdAt;
  return Number.isNaN(created) || created > seen ? new Date(seen).toISOString() : createdAt;
}
