// Coral: comments under the articles of publications that use it; its webhook says when to look. docs/collectors/coral.md.
import { z } from 'zod';
import { TransientError } from '../errors.ts';
import { RefusedError } from '../http/refused-error.ts';
import { termsOf } from '../terms.ts';
import { type CollectContext, type CollectEnd, defineCollector, type Page } from './collector.ts';
import { type Ask, createAsk } from './coral/client.ts';
import {
  type Comment,
  commentSchema,
  type Item,
  isPublished,
  listQuery,
  lookQuery,
  postOf,
} from './coral/comment.ts';
import { hostOf, type Installation, type Options, optionsSchema, secretsOf } from './coral/options.ts';
import { type CommentList, collectLists } from './late-lists.ts';
import type { ListPage } from './walk.ts';

interface List extends CommentList {
  site: string | undefined;
  ask: Ask;
}

/** What cannot be read stands beside what can: it becomes a dead letter. */
interface Entry {
  given: unknown;
  comment: Comment | undefined;
}

type Asking = Parameters<typeof createAsk>[0] & Pick<CollectContext<Options>, 'options' | 'credentials'>;

const askOf = (context: Asking, installation: Installation): Ask =>
  createAsk(context, installation, context.credentials[installation.token]!);

async function* collect(
  context: CollectContext<Options>,
): AsyncGenerator<Page<Item>, CollectEnd | undefined> {
  const { options } = context;
  const lists = options.installations.map((installation): List => {
    const { site, channel = hostOf(installation).replace(/^www\./, '') } = installation;
    const key = [hostOf(installation), ...(site ? [site] : [])].join(' ');
    return { key, channel, site, ask: askOf(context, installation) };
  });
  return yield* collectLists<List, Entry, Item>(context, {
    ...{ ...options, lists, read },
    keyOf: ({ comment }) => comment?.id,
    timeOf: ({ comment }) => comment && Date.parse(comment.createdAt),
    isStale: (error) => error instanceof RefusedError && error.status === 400,
    itemsOf: async ({ channel }, entries) => entries.map(({ given }) => ({ channel, comment: given })),
  });
}

const connection = z.object({
  comments: z.object({
    nodes: z.array(z.unknown()),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
  }),
});

async function read({ ask, site, key }: List, after: string | undefined): Promise<ListPage<Entry>> {
  const answer = connection.safeParse(await ask(listQuery, { after, site })).data;
  if (!answer) throw new TransientError(`${key} sent no list`);
  const { nodes, pageInfo } = answer.comments;
  const entries = nodes.map((given) => ({ given, comment: commentSchema.safeParse(given).data }));
  return { entries, next: (pageInfo.hasNextPage && pageInfo.endCursor) || undefined };
}

export const collector = defineCollector<Item, Options>({
  source: 'coral',
  homepage: 'https://docs.coralproject.net/api/schema',
  terms: termsOf('coral'),
  options: optionsSchema,
  secrets: [],
  secretsOf,
  every: 'every 15 minutes',
  collect,
  toPost: postOf,
  async check(context) {
    for (const installation of context.options.installations)
      await askOf(context, installation)('query EarshotCheck { comments(first: 1) { nodes { id } } }', {});
    return undefined;
  },
  recheckBatch: 20,
  async recheck(posts, context) {
    const { installations } = context.options;
    const there = new Set<string>();
    const variables = Object.fromEntries(posts.map(({ id }, index) => [`id${index}`, id]));
    // A row does not say which installation it is from: gone is what none of them shows.
    for (const installation of installations) {
      const answer = await askOf(context, installation)(lookQuery(posts.length), variables);
      if (posts.some((_, index) => !Object.hasOwn(answer, `c${index}`)))
        throw new TransientError(`${hostOf(installation)} left out what it was asked for`);
      posts.forEach(({ id }, index) => {
        if (isPublished(answer[`c${index}`])) there.add(id);
      });
    }
    return { gone: posts.map(({ id }) => id).filter((id) => !there.has(id)) };
  },
});
