// A comment as Disqus gives it → a post. Pure. https://disqus.com/api/docs/forums/listPosts/
import { z } from 'zod';
import type { Dead, RawPost, Skip } from '../collector.ts';
import { htmlToText } from '../news/html-text.ts';

const number = z.union([z.number(), z.string()]).transform(String);
const threadSchema = z.object({ id: number, clean_title: z.string().nullish(), link: z.string().nullish() });

export const commentSchema = z.object({
  id: number,
  /** without an offset; UTC */
  createdAt: z.string(),
  message: z.string().nullish(),
  /** its number, or with `related=thread` the thread itself */
  thread: z.union([threadSchema, number.transform((id) => ({ id, clean_title: null, link: null }))]),
  parent: number.nullish(),
  author: z
    .object({
      id: z.string().nullish(),
      username: z.string().nullish(),
      isAnonymous: z.boolean().nullish(),
    })
    .nullish(),
  isApproved: z.boolean().optional(),
  isDeleted: z.boolean().optional(),
  isSpam: z.boolean().optional(),
  likes: z.number().nullish(),
});
export type Comment = z.output<typeof commentSchema>;

export interface Item {
  channel: string;
  comment: unknown;
  parentText?: string;
}

/** Longest markup that is read. */
const mostContent = 100_000;

export const wordsOf = ({ message }: Comment): string => htmlToText((message ?? '').slice(0, mostContent));

/** ISO 8601 in UTC of `2026-11-20T08:00:00`, which Disqus gives without an offset. */
export const isoOf = (time: string): string => (/(?:Z|[+-]\d\d:?\d\d)$/i.test(time) ? time : `${time}Z`);

/** Whether moderators or its writer have taken it from the page. */
export const isHidden = ({ isApproved, isDeleted, isSpam }: Comment): boolean =>
  isDeleted === true || isSpam === true || isApproved === false;

export function postOf(item: unknown): RawPost | Skip | Dead {
  const { channel, comment: given, parentText } = (item ?? {}) as Partial<Item>;
  const comment = commentSchema.safeParse(given).data;
  if (!comment || typeof channel !== 'string') return { dead: 'not in the form that Disqus gives comments' };
  if (isHidden(comment)) return { skip: 'removed' };
  const text = wordsOf(comment);
  if (text === '') return { skip: 'without words' };
  const { id, thread, parent, author, likes } = comment;
  const account = author?.isAnonymous === true ? undefined : (author?.username ?? author?.id);
  return {
    ...{ source: 'disqus', id, text, channel, kind: 'comment', createdAt: isoOf(comment.createdAt) },
    ...(thread.link && { url: `${thread.link.split('#')[0]}#comment-${id}` }),
    thread: { id: `thread:${thread.id}`, ...(thread.clean_title && { title: thread.clean_title }) },
    ...(parent && { parent: { id: parent, ...(parentText && { text: parentText }) } }),
    ...(account && { account }),
    engagement: { likes: likes ?? undefined },
  };
}
