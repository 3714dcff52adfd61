// Posts and comments of the Graph API, and what becomes of them. Pure.
// https://developers.facebook.com/docs/graph-api/reference/page/feed · .../reference/comment
import { z } from 'zod';
import type { Dead, RawPost, Skip } from '../collector.ts';

const from = z.object({ id: z.string() }).optional();
const total = z.object({ summary: z.object({ total_count: z.number() }).optional() }).optional();

export const postFields =
  'id,message,created_time,from{id},shares,comments.limit(0).summary(true),reactions.limit(0).summary(true)';
export const commentFields = 'id,message,created_time,from{id},like_count,comment_count,parent{id}';

export const postSchema = z.object({
  id: z.string().regex(/^\d+_\d+$/),
  message: z.string().optional(),
  created_time: z.string(),
  from,
  shares: z.object({ count: z.number() }).optional(),
  comments: total,
  reactions: total,
});
export type PagePost = z.output<typeof postSchema>;

export const commentSchema = z.object({
  id: z.string().regex(/^[\d_]+$/),
  message: z.string().optional(),
  created_time: z.string(),
  /** left out where the person has not allowed it */
  from,
  like_count: z.number().optional(),
  comment_count: z.number().optional(),
  parent: z.object({ id: z.string() }).optional(),
});
export type Comment = z.output<typeof commentSchema>;

export type Item =
  | { kind: 'post'; page: string; node: unknown }
  | {
      kind: 'comment';
      page: string;
      node: unknown;
      thread: { id: string; title: string };
      parent: { id: string; text: string };
    };

export function postOf(given: unknown): RawPost | Skip | Dead {
  const item = (given ?? {}) as Partial<Item>;
  if (item.kind === 'post' && item.page) return pagePost(item.page, item.node);
  if (item.kind !== 'comment' || !item.page || !item.thread)
    return { dead: 'not in the form that Facebook gives posts' };
  const comment = commentSchema.safeParse(item.node).data;
  if (!comment) return { dead: 'not in the form that Facebook gives comments' };
  if ((comment.message ?? '').trim() === '') return { skip: 'without words' };
  return {
    ...{ source: 'facebook', id: comment.id, kind: 'comment', text: comment.message!, channel: item.page },
    ...{ createdAt: isoOf(comment.created_time), url: `https://www.facebook.com/${comment.id}` },
    ...(comment.from && { account: comment.from.id }),
    ...{ parent: item.parent, thread: item.thread },
    engagement: { likes: comment.like_count, replies: comment.comment_count },
  };
}

function pagePost(page: string, node: unknown): RawPost | Skip | Dead {
  const post = postSchema.safeParse(node).data;
  if (!post) return { dead: 'not in the form that Facebook gives posts' };
  if ((post.message ?? '').trim() === '') return { skip: 'without words' };
  return {
    ...{ source: 'facebook', id: post.id, kind: 'post', text: post.message!, channel: page },
    ...{ createdAt: isoOf(post.created_time), url: `https://www.facebook.com/${post.id}` },
    ...(post.from && { account: post.from.id }),
    engagement: {
      likes: post.reactions?.summary?.total_count,
      replies: post.comments?.summary?.total_count,
      shares: post.shares?.count,
    },
  };
}

/** `2026-11-20T10:00:00+0000` → with a colon in its offset, as ISO 8601 has it. */
export const isoOf = (time: string) => time.replace(/([+-]\d\d)(\d\d)$/, '$1:$2');
