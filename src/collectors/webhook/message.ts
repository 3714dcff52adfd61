// What may be pushed: posts and deletions, checked field by field, every mistake with its place.
import { z } from 'zod';
import { kinds } from '../../post.ts';

/** As many as a batch of the queue. */
export const mostPosts = 500;
const mostMistakes = 20;

const count = z.number().int().min(0).max(4_294_967_295);
const id = z.string().min(1).max(300);

export const pushedPost = z
  .strictObject({
    id,
    createdAt: z.iso.datetime({
      offset: true,
      error: 'expected ISO 8601 with an offset, such as 2026-03-01T08:30:00Z',
    }),
    text: z.string().max(100_000).default(''),
    title: z.string().max(2_000).optional(),
    channel: z.string().max(200).optional(),
    kind: z.enum(kinds).optional(),
    url: z.string().max(2_000).optional(),
    /** account name or id; it is hashed before anything is kept */
    author: z.string().max(300).optional(),
    language: z.string().max(35).optional(),
    parent: z.strictObject({ id, text: z.string().max(100_000).optional() }).optional(),
    thread: z.strictObject({ id, title: z.string().max(2_000).optional() }).optional(),
    geo: z.strictObject({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) }).optional(),
    engagement: z
      .strictObject({
        likes: count.optional(),
        replies: count.optional(),
        shares: count.optional(),
        views: count.optional(),
      })
      .optional(),
  })
  .refine(({ text, title = '' }) => text.trim() !== '' || title.trim() !== '', {
    path: ['text'],
    message: 'expected text or a title',
  });
export type PushedPost = z.output<typeof pushedPost>;

const messageSchema = z
  .strictObject({
    posts: z.array(pushedPost).max(mostPosts).default([]),
    /** ids of posts that are gone where they come from */
    deleted: z.array(id).max(5_000).default([]),
  })
  .refine(({ posts, deleted }) => posts.length + deleted.length > 0, {
    path: ['posts'],
    message: 'expected at least one post, or one id under deleted',
  });
export type Message = z.output<typeof messageSchema>;

export interface Mistake {
  /** `posts[3].createdAt` */
  parameter: string;
  detail: string;
}

/** The message, or its first 20 mistakes. They name places and expectations, and quote no value. */
export function readMessage(body: Uint8Array): { message: Message } | { mistakes: Mistake[] } {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return { mistakes: [{ parameter: 'body', detail: 'expected JSON in UTF-8' }] };
  }
  const read = messageSchema.safeParse(value);
  if (read.success) return { message: read.data };
  const mistakes = read.error.issues.slice(0, mostMistakes).map(({ path, message, code }) => ({
    parameter: placeOf(path),
    detail: code === 'unrecognized_keys' ? 'holds a field that is not known' : message,
  }));
  return { mistakes };
}

const placeOf = (path: readonly PropertyKey[]) =>
  path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`))
    .join('') || 'body';
