// A comment of Coral: what is asked for of it, and the post it becomes. Names of people are not asked for.
// https://docs.coralproject.net/api/schema (Comment, Story, CommentsConnection)
import { z } from 'zod';
import type { Dead, RawPost, Skip } from '../collector.ts';
import { htmlToText } from '../news/html-text.ts';

const fields = `
  id body createdAt status deleted replyCount permalink
  author { id }
  parent { id body status deleted }
  actionCounts { reaction { total } }
  story { id url metadata { title } }`;

/** `first` is at most 50. */
export const listQuery = `query EarshotComments($after: Cursor, $site: ID) {
  comments(first: 50, after: $after, siteID: $site, orderBy: CREATED_AT_DESC) {
    nodes {${fields} }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** Several comments by their ids, each under a name of its own. */
export function lookQuery(count: number): string {
  const names = Array.from({ length: count }, (_, index) => index);
  const variables = names.map((index) => `$id${index}: ID!`).join(', ');
  const parts = names.map((index) => `c${index}: comment(id: $id${index}) { id body status deleted }`);
  return `query EarshotLook(${variables}) { ${parts.join(' ')} }`;
}

const shownSchema = z.object({
  id: z.string(),
  body: z.string().nullish(),
  status: z.string(),
  deleted: z.boolean().nullish(),
});
export const commentSchema = shownSchema.extend({
  createdAt: z.string(),
  replyCount: z.number().nullish(),
  permalink: z.string().nullish(),
  author: z.object({ id: z.string() }).nullish(),
  parent: shownSchema.nullish(),
  actionCounts: z.object({ reaction: z.object({ total: z.number() }) }).nullish(),
  story: z.object({
    id: z.string(),
    url: z.string().nullish(),
    metadata: z.object({ title: z.string().nullish() }).nullish(),
  }),
});
export type Comment = z.output<typeof commentSchema>;

export interface Item {
  channel: string;
  comment: unknown;
}

/** Readers see comments that nobody has judged yet, and those that were approved. */
export function isPublished(value: unknown): boolean {
  const shown = shownSchema.safeParse(value).data;
  return (
    shown !== undefined &&
    !shown.deleted &&
    Boolean(shown.body) &&
    ['NONE', 'APPROVED'].includes(shown.status)
  );
}

/** Longest markup that is read. */
const mostContent = 100_000;
const wordsOf = (body: string | null | undefined) => htmlToText((body ?? '').slice(0, mostContent));

/** Pure. */
export function postOf(item: unknown): RawPost | Skip | Dead {
  const { channel, comment: given } = (item ?? {}) as Partial<Item>;
  const comment = commentSchema.safeParse(given).data;
  if (!comment || typeof channel !== 'string') return { dead: 'not in the form that Coral gives comments' };
  if (!isPublished(comment)) return { skip: 'not published' };
  const text = wordsOf(comment.body);
  if (text === '') return { skip: 'without words' };
  const { id, story, parent, author, actionCounts, replyCount } = comment;
  const title = story.metadata?.title;
  const parentText = isPublished(parent) ? wordsOf(parent?.body) : '';
  return {
    ...{ source: 'coral', id, text, channel, kind: 'comment', createdAt: comment.createdAt },
    url: comment.permalink ?? story.url ?? undefined,
    thread: { id: `story:${story.id}`, ...(title && { title }) },
    ...(parent && { parent: { id: parent.id, ...(parentText && { text: parentText }) } }),
    ...(author && { account: author.id }),
    engagement: { likes: actionCounts?.reaction.total, replies: replyCount ?? undefined },
  };
}
