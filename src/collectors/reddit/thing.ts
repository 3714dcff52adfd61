// Submissions and comments as Reddit gives them. Pure. https://github.com/reddit-archive/reddit/wiki/JSON
import { z } from 'zod';
import type { Dead, RawPost, Skip } from '../collector.ts';

const text = z.string().nullish();

const common = {
  name: z.string().regex(/^t[13]_[a-z0-9]{1,20}$/),
  created_utc: z.number(),
  subreddit: z.string(),
  author: text,
  score: z.number().nullish(),
};
const submission = z.object({
  ...common,
  title: z.string(),
  selftext: text,
  num_comments: z.number().nullish(),
  removed_by_category: text,
});
const comment = z.object({
  ...common,
  body: z.string(),
  link_id: z.string(),
  link_title: text,
  parent_id: z.string(),
});
export const thingSchema = z.union([comment, submission]);
export type Thing = z.output<typeof thingSchema>;

export interface Item {
  thing: unknown;
  parentText?: string;
}

const blanks = new Set(['[removed]', '[deleted]', '[ Removed by Reddit ]']);

/** Taken away by its writer, a moderator or Reddit: what is left of it says so. */
export function isGone(thing: Thing): boolean {
  if ('body' in thing) return blanks.has(thing.body.trim());
  return (
    blanks.has(thing.selftext?.trim() ?? '') || blanks.has(thing.title.trim()) || !!thing.removed_by_category
  );
}

/** Words of what a comment answers; undefined when they are gone. */
export function wordsOf(thing: Thing): string | undefined {
  if (isGone(thing)) return undefined;
  if ('body' in thing) return thing.body;
  return [thing.title, thing.selftext ?? ''].filter((part) => part !== '').join('\n\n');
}

const bare = (name: string) => name.slice(name.indexOf('_') + 1);
const timeOf = (seconds: number) => new Date(seconds * 1_000).toISOString();

export function postOf(item: unknown): RawPost | Skip | Dead {
  const { thing: given, parentText } = (item ?? {}) as Partial<Item>;
  const thing = thingSchema.safeParse(given).data;
  if (!thing || Math.abs(thing.created_utc) > 8e12)
    return { dead: 'not in the form that Reddit gives posts' };
  if (isGone(thing)) return { skip: 'removed' };
  const { name, author, subreddit, score } = thing;
  const post = {
    ...{ source: 'reddit', id: name, channel: subreddit, createdAt: timeOf(thing.created_utc) },
    ...(author && author !== '[deleted]' && { account: author }),
  };
  // Votes can be more against than for.
  const likes = Math.max(0, score ?? 0);
  if ('body' in thing) {
    return {
      ...{ ...post, kind: 'comment', text: thing.body, engagement: { likes } },
      url: `https://www.reddit.com/comments/${bare(thing.link_id)}/_/${bare(name)}`,
      parent: { id: thing.parent_id, ...(parentText !== undefined && { text: parentText }) },
      thread: { id: thing.link_id, ...(thing.link_title && { title: thing.link_title }) },
    };
  }
  return {
    ...{ ...post, kind: 'post', title: thing.title, text: thing.selftext ?? '' },
    url: `https://www.reddit.com/comments/${bare(name)}`,
    engagement: { likes, replies: thing.num_comments ?? undefined },
  };
}
