// Facebook: posts of pages, and the comments under them. docs/collectors/facebook.md.
import { z } from 'zod';
import { termsOf } from '../terms.ts';
import { type CollectContext, type CollectEnd, defineCollector, type Page } from './collector.ts';
import { type Call, createCall, NotShownError } from './facebook/client.ts';
import { isStale, postStateSchema, readComments, readEdge } from './facebook/comments.ts';
import { type Item, isoOf, type PagePost, postFields, postOf, postSchema } from './facebook/nodes.ts';
import { type Options, optionsSchema } from './facebook/options.ts';
import { eachPart } from './parts.ts';
import { longestWaiting, readThreads } from './threads.ts';
import { walkBack, walkSchema } from './walk.ts';

const dayMs = 86_400_000;

const pageSchema = z.object({
  walk: walkSchema,
  posts: z.record(z.string(), postStateSchema),
  /** ISO time up to which everything was read */
  upTo: z.string().optional(),
});
type PageState = z.output<typeof pageSchema>;
const cursorSchema = z.object({ version: z.literal(1), pages: z.record(z.string(), pageSchema) });
type Cursor = z.output<typeof cursorSchema>;

interface FacebookRun {
  context: CollectContext<Options>;
  cursor: Cursor;
  call: Call;
  seen: Set<string>;
}

async function* collect(
  context: CollectContext<Options>,
): AsyncGenerator<Page<Item>, CollectEnd | undefined> {
  const { options, credentials } = context;
  const cursor = readCursor(context);
  const call = createCall(context, { token: credentials.token!, version: options.version });
  const run: FacebookRun = { context, cursor, call, seen: new Set() };
  const order = longestWaiting(options.pages, (id) => cursor.pages[id]?.upTo);
  return yield* eachPart(order, context, (id) => readPage(run, id));
}

/** Pages that the profile names no more are forgotten. */
function readCursor({ cursor, options }: CollectContext<Options>): Cursor {
  const saved = cursorSchema.safeParse(cursor).data;
  const fresh = (): PageState => ({ walk: {}, posts: {} });
  const pages = options.pages.map(
    (id) => [id, (saved && Object.hasOwn(saved.pages, id) && saved.pages[id]) || fresh()] as const,
  );
  return { version: 1, pages: Object.fromEntries(pages) };
}

const copyOf = ({ cursor }: FacebookRun): unknown => JSON.parse(JSON.stringify(cursor));

async function* readPage(run: FacebookRun, id: string): AsyncGenerator<Page<Item>, void> {
  const { context, cursor, call, seen } = run;
  const state = cursor.pages[id]!;
  const copyCursor = () => copyOf(run);
  yield* readThreads(context, {
    ...{ id, state, threads: state.posts, days: context.options.postDays, copyCursor },
    readNew: () => readPosts(run, id, state),
    readComments: (postId, post) => readComments({ call, page: id, seen, copyCursor }, postId, post),
  });
}

async function* readPosts(run: FacebookRun, id: string, state: PageState): AsyncGenerator<Page<Item>, void> {
  const { context, call } = run;
  const start = context.from?.getTime() ?? context.clock.now().getTime() - context.options.postDays * dayMs;
  const timeOf = ({ created_time }: PagePost) => Date.parse(isoOf(created_time));
  const pages = walkBack<PagePost>({
    ...{ state: state.walk, start, end: context.to?.getTime(), isStale, timeOf },
    async read(after) {
      const { nodes, next } = await readEdge(call, `${id}/feed`, { fields: postFields, limit: '100', after });
      return { entries: nodes.flatMap((node) => postSchema.safeParse(node).data ?? []), next };
    },
    keyOf: (post) => post.id,
  });
  for await (const found of pages) {
    const fresh = found.filter((post) => !run.seen.has(post.id));
    for (const post of fresh) {
      run.seen.add(post.id);
      state.posts[post.id] ??= {
        text: (post.message ?? '').slice(0, 1_000),
        at: timeOf(post),
        lookedAt: 0,
        walk: {},
      };
    }
    const items = fresh.map((node): Item => ({ kind: 'post', page: id, node }));
    yield { name: `feed of ${id} from ${fresh[0]?.id ?? 'nothing'}`, items, cursor: copyOf(run) };
  }
}

export const collector = defineCollector<Item, Options>({
  source: 'facebook',
  homepage: 'https://developers.facebook.com/docs/graph-api/reference/page/feed',
  terms: termsOf('facebook'),
  options: optionsSchema,
  secrets: ['token'],
  every: 'every 30 minutes',
  collect,
  toPost: postOf,
  async check(context) {
    const { options, credentials } = context;
    const call = createCall(context, { token: credentials.token!, version: options.version });
    await call(options.pages[0]!, { fields: 'id' });
    return undefined;
  },
  recheckBatch: 50,
  async recheck(posts, context) {
    const { options, credentials } = context;
    const call = createCall(context, { token: credentials.token!, version: options.version });
    const gone: string[] = [];
    // One by one: a call for several fails as a whole where one of them is gone.
    for (const { id } of posts) {
      try {
        await call(id, { fields: 'id' });
      } catch (error) {
        if (!(error instanceof NotShownError)) throw error;
        gone.push(id);
      }
    }
    return { gone };
  },
});
