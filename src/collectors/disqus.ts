// Disqus: the comments under the articles of publications that use it. docs/collectors/disqus.md.
import { z } from 'zod';
import { ConfigError, TransientError } from '../errors.ts';
import { RefusedError } from '../http/refused-error.ts';
import { termsOf } from '../terms.ts';
import { type CollectContext, type CollectEnd, defineCollector, type Page } from './collector.ts';
import { type Call, createCall, NotShownError } from './disqus/client.ts';
import { type Comment, commentSchema, type Item, isHidden, isoOf, postOf, wordsOf } from './disqus/post.ts';
import { collectLists, type CommentList as List } from './late-lists.ts';
import type { ListPage } from './walk.ts';

const hourMs = 3_600_000;

const forumName = z.string().regex(/^[a-z0-9_-]{1,100}$/, 'the short name of a forum, as in NAME.disqus.com');
const optionsSchema = z
  .object({
    /** short names, or with the name of the publication in Earshot */
    forums: z
      .array(
        z.union([
          forumName.transform((forum) => ({ forum, channel: forum })),
          z.object({ forum: forumName, channel: z.string().trim().min(1).max(100) }).strict(),
        ]),
      )
      .min(1, 'expected at least one forum')
      .max(100),
    /** how far the first run goes back */
    backfillDays: z.number().int().min(1).max(3_650).default(30),
    /** comments of the last day are read again so often: what was approved late or edited is found */
    recheckHours: z.number().int().min(1).max(168).default(6),
  })
  .strict();
type Options = z.output<typeof optionsSchema>;

async function* collect(
  context: CollectContext<Options>,
): AsyncGenerator<Page<Item>, CollectEnd | undefined> {
  const { options, credentials } = context;
  const call = createCall(context, credentials.key!);
  return yield* collectLists<List, Entry, Item>(context, {
    ...options,
    lists: options.forums.map(({ forum, channel }) => ({ key: forum, channel })),
    read: ({ key: forum }, cursor) => readPage(call, forum, cursor),
    keyOf: ({ comment }) => comment?.id,
    timeOf: ({ comment }) => comment && Date.parse(isoOf(comment.createdAt)),
    isStale: (error) => error instanceof RefusedError && error.status === 400,
    itemsOf: ({ channel }, entries) => withParents(call, channel, entries),
  });
}

/** What cannot be read stands beside what can: it becomes a dead letter. */
interface Entry {
  given: unknown;
  comment: Comment | undefined;
}

async function readPage(call: Call, forum: string, cursor: string | undefined): Promise<ListPage<Entry>> {
  const query = { forum, related: 'thread', order: 'desc', limit: '100', cursor };
  const answer = await call('forums/listPosts', query);
  const list = z.array(z.unknown()).safeParse(answer.response).data;
  if (!list) throw new TransientError('disqus sent no list');
  const entries = list.map((given) => ({ given, comment: commentSchema.safeParse(given).data }));
  return { entries, next: (answer.cursor?.hasNext && answer.cursor.next) || undefined };
}

/** Parents that did not come along are asked for one by one, so many in a page. */
const mostParents = 25;

async function withParents(call: Call, channel: string, entries: readonly Entry[]): Promise<Item[]> {
  const texts = new Map<string, string>();
  for (const { comment } of entries)
    if (comment && !isHidden(comment)) texts.set(comment.id, wordsOf(comment));
  const wanted = new Set(entries.flatMap(({ comment }) => comment?.parent ?? []));
  for (const id of [...wanted].filter((parent) => !texts.has(parent)).slice(0, mostParents)) {
    const parent = await readComment(call, id);
    if (parent && !isHidden(parent)) texts.set(id, wordsOf(parent));
  }
  return entries.map(({ given, comment }) => {
    const parentText = comment?.parent ? texts.get(comment.parent) : undefined;
    return { channel, comment: given, ...(parentText && { parentText }) };
  });
}

/** https://disqus.com/api/docs/posts/details/. Undefined: it is not there any more. */
async function readComment(call: Call, id: string): Promise<Comment | undefined> {
  try {
    const { response } = await call('posts/details', { post: id, related: 'thread' });
    const comment = commentSchema.safeParse(response).data;
    if (!comment) throw new TransientError('disqus sent no comment');
    return comment;
  } catch (error) {
    if (error instanceof NotShownError) return undefined;
    throw error;
  }
}

export const collector = defineCollector<Item, Options>({
  source: 'disqus',
  homepage: 'https://disqus.com/api/docs/',
  terms: termsOf('disqus'),
  options: optionsSchema,
  secrets: ['key'],
  // 1,000 requests an hour (https://disqus.com/api/docs/); some are left to the city's other programs.
  limit: { calls: 900, perMs: hourMs },
  every: 'every 30 minutes',
  collect,
  toPost: postOf,
  async check(context) {
    const call = createCall(context, context.credentials.key!);
    const { forum } = context.options.forums[0]!;
    try {
      await call('forums/details', { forum });
    } catch (error) {
      if (error instanceof NotShownError) throw new ConfigError(`disqus knows no forum ${forum}`);
      throw error;
    }
    return undefined;
  },
  recheckBatch: 20,
  async recheck(posts, context) {
    const call = createCall(context, context.credentials.key!);
    const gone: string[] = [];
    for (const { id } of posts) {
      const comment = await readComment(call, id);
      if (!comment || isHidden(comment)) gone.push(id);
    }
    return { gone };
  },
});
