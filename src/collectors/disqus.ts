// Disqus: the comments under the articles of publications that use it. docs/collectors/disqus.md.
import { z } from 'zod';
import { ConfigError, TransientError } from '../errors.ts';
import { RefusedError } from '../http/refused-error.ts';
import { termsOf } from '../terms.ts';
import { type CollectContext, type CollectEnd, defineCollector, type Page } from './collector.ts';
import { type Call, createCall, NotShownError } from './disqus/client.ts';
import { type Comment, commentSchema, type Item, isHidden, isoOf, postOf, wordsOf } from './disqus/post.ts';
import { eachPart } from './parts.ts';
import { walkBack, walkSchema } from './walk.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

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
type Forum = Options['forums'][number];

/** How late a comment may be approved and still be found. */
const lateMs = dayMs;

const forumSchema = z.object({
  walk: walkSchema,
  /** ISO time up to which everything was read */
  upTo: z.string().optional(),
  /** the walk over what was read before, and epoch ms of the last one that came to its end */
  again: walkSchema.optional(),
  againAt: z.number().optional(),
});
type ForumState = z.output<typeof forumSchema>;
const cursorSchema = z.object({ version: z.literal(1), forums: z.record(z.string(), forumSchema) });
type Cursor = z.output<typeof cursorSchema>;

interface DisqusRun {
  context: CollectContext<Options>;
  cursor: Cursor;
  call: Call;
  /** ids this run has brought */
  seen: Set<string>;
}

async function* collect(
  context: CollectContext<Options>,
): AsyncGenerator<Page<Item>, CollectEnd | undefined> {
  const cursor = readCursor(context);
  const call = createCall(context, context.credentials.key!);
  const run: DisqusRun = { context, cursor, call, seen: new Set() };
  const waited = ({ forum }: Forum) => cursor.forums[forum]?.upTo ?? '';
  const order = context.options.forums.toSorted((a, b) => (waited(a) < waited(b) ? -1 : 1));
  return yield* eachPart(order, context, (forum) => readForum(run, forum));
}

/** Forums that the profile names no more are forgotten. */
function readCursor({ cursor, options }: CollectContext<Options>): Cursor {
  const saved = cursorSchema.safeParse(cursor).data;
  const forums = options.forums.map(
    ({ forum }) =>
      [forum, (saved && Object.hasOwn(saved.forums, forum) && saved.forums[forum]) || { walk: {} }] as const,
  );
  return { version: 1, forums: Object.fromEntries(forums) };
}

const copyOf = ({ cursor }: DisqusRun): unknown => JSON.parse(JSON.stringify(cursor));

async function* readForum(run: DisqusRun, forum: Forum): AsyncGenerator<Page<Item>, void> {
  const { context, cursor } = run;
  const state = cursor.forums[forum.forum]!;
  const readAt = context.clock.now();
  const start = context.from?.getTime() ?? readAt.getTime() - context.options.backfillDays * dayMs;
  const isFirst = state.upTo === undefined;
  yield* readList(run, forum, { name: 'comments', state: state.walk, start, end: context.to?.getTime() });
  if (isFirst) state.againAt ??= readAt.getTime();
  if (context.from === undefined) yield* readAgain(run, forum, state);
  const from = new Date(context.from ?? state.upTo ?? start);
  const to = new Date(Math.min(readAt.getTime(), context.to?.getTime() ?? Number.POSITIVE_INFINITY));
  state.upTo = readAt.toISOString();
  const covered = from < to ? [{ channel: forum.channel, from, to }] : [];
  yield { name: `${forum.forum} up to ${state.upTo}`, items: [], cursor: copyOf(run), covered };
}

/** Comments stand in the list at the time they were written, also those that were approved a day later. */
async function* readAgain(run: DisqusRun, forum: Forum, state: ForumState): AsyncGenerator<Page<Item>, void> {
  const { options, clock } = run.context;
  const now = clock.now().getTime();
  if (!state.again && now - (state.againAt ?? 0) < options.recheckHours * hourMs) return;
  state.again ??= {};
  const name = `comments of the day before ${new Date(now).toISOString()}`;
  yield* readList(run, forum, { name, state: state.again, start: now - lateMs });
  delete state.again;
  state.againAt = now;
}

interface List {
  name: string;
  state: ForumState['walk'];
  start: number;
  end?: number | undefined;
}

/** What cannot be read stands beside what can: it becomes a dead letter. */
interface Entry {
  given: unknown;
  comment: Comment | undefined;
}

async function* readList(
  run: DisqusRun,
  { forum, channel }: Forum,
  { name, state, start, end }: List,
): AsyncGenerator<Page<Item>, void> {
  const pages = walkBack<Entry>({
    ...{ state, start, end },
    async read(cursor) {
      const query = { forum, related: 'thread', order: 'desc', limit: '100', cursor };
      const answer = await run.call('forums/listPosts', query);
      const list = z.array(z.unknown()).safeParse(answer.response).data;
      if (!list) throw new TransientError('disqus sent no list');
      const entries = list.map((given) => ({ given, comment: commentSchema.safeParse(given).data }));
      return { entries, next: (answer.cursor?.hasNext && answer.cursor.next) || undefined };
    },
    keyOf: ({ comment }) => comment?.id ?? '',
    timeOf: ({ comment }) => comment && Date.parse(isoOf(comment.createdAt)),
    isStale: (error) => error instanceof RefusedError && error.status === 400,
  });
  for await (const found of pages) {
    const fresh = found.filter(({ comment }) => !comment || !run.seen.has(comment.id));
    for (const { comment } of fresh) if (comment) run.seen.add(comment.id);
    const items = await withParents(run, channel, fresh);
    yield {
      name: `${name} of ${forum} from ${fresh[0]?.comment?.id ?? 'nothing'}`,
      items,
      cursor: copyOf(run),
    };
  }
}

/** Parents that did not come along are asked for one by one, so many in a page. */
const mostParents = 25;

async function withParents(run: DisqusRun, channel: string, entries: readonly Entry[]): Promise<Item[]> {
  const texts = new Map<string, string>();
  for (const { comment } of entries)
    if (comment && !isHidden(comment)) texts.set(comment.id, wordsOf(comment));
  const wanted = new Set(entries.flatMap(({ comment }) => comment?.parent ?? []));
  for (const id of [...wanted].filter((parent) => !texts.has(parent)).slice(0, mostParents)) {
    const parent = await readComment(run.call, id);
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
