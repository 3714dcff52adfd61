// Bluesky: posts of the whole network that name the city, and the feeds of accounts. docs/collectors/bluesky.md.
import { z } from 'zod';
import { RefusedError } from '../http/refused-error.ts';
import { termsOf } from '../terms.ts';
import { type FeedEntry, readAuthorFeed, readSkew } from './bluesky/app-view.ts';
import { type Options, optionsSchema } from './bluesky/options.ts';
import { type Item, postOf, uriOf } from './bluesky/record.ts';
import { readStream, type StreamRun, type StreamState, streamSchema } from './bluesky/stream.ts';
import { type CollectContext, type CollectEnd, defineCollector, type Page } from './collector.ts';
import { createMention, namesOf } from './mention.ts';
import { eachPart } from './parts.ts';
import { walkBack, walkSchema } from './walk.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const authorSchema = walkSchema.extend({ did: z.string().optional() });
const cursorSchema = z.object({
  version: z.literal(1),
  authors: z.record(z.string(), authorSchema),
  stream: streamSchema.optional(),
});
type Cursor = z.output<typeof cursorSchema>;

interface BlueskyRun {
  context: CollectContext<Options>;
  cursor: Cursor;
  seen: Set<string>;
  gaps: string[];
  /** authors that could not be read yet: what answers them in the stream would not be known as such */
  unread: Set<string>;
}

async function* collect(
  context: CollectContext<Options>,
): AsyncGenerator<Page<Item>, CollectEnd | undefined> {
  const cursor = readCursor(context);
  const run: BlueskyRun = { context, cursor, seen: new Set(), gaps: [], unread: new Set() };
  const parts: ('stream' | { author: string })[] = context.options.authors.map((author) => ({ author }));
  if (context.options.stream) parts.push('stream');
  const end = yield* eachPart(parts, context, (part) =>
    part === 'stream' ? readNetwork(run) : attemptAuthor(run, part.author),
  );
  if (end || run.gaps.length === 0) return end;
  return { ended: 'truncated', reason: run.gaps.join('; ') };
}

/** Authors that the profile names no more are forgotten. */
function readCursor({ cursor, options }: CollectContext<Options>): Cursor {
  const saved = cursorSchema.safeParse(cursor).data;
  const authors = options.authors.map(
    (author) =>
      [author, (saved && Object.hasOwn(saved.authors, author) && saved.authors[author]) || {}] as const,
  );
  return {
    version: 1,
    authors: Object.fromEntries(authors),
    ...(saved?.stream && { stream: saved.stream }),
  };
}

function pageOf({ cursor }: BlueskyRun, page: Omit<Page<Item>, 'cursor'>): Page<Item> {
  return { ...page, cursor: JSON.parse(JSON.stringify(cursor)) };
}

async function* readNetwork(run: BlueskyRun): AsyncGenerator<Page<Item>, void> {
  if (run.unread.size > 0) return;
  const { context, cursor, seen, gaps } = run;
  const { options, city } = context;
  cursor.stream ??= await beginStream(context);
  const stream: StreamRun = {
    ...{ context, state: cursor.stream, seen, gaps },
    isOurs: createMention(namesOf(city, options.terms), city.notUs),
    authors: new Set(Object.values(cursor.authors).flatMap(({ did }) => did ?? [])),
    pageOf: (page) => pageOf(run, page),
  };
  yield* readStream(stream);
}

async function beginStream(context: CollectContext<Options>): Promise<StreamState> {
  const { clock, from, options } = context;
  const now = clock.now().getTime() + (await readSkew(context, options.authors[0] ?? 'bsky.app'));
  const begin = from?.getTime() ?? now - options.backfillHours * hourMs;
  return { host: options.jetstream, at: new Date(begin).toISOString(), recent: [] };
}

async function* attemptAuthor(run: BlueskyRun, author: string): AsyncGenerator<Page<Item>, void> {
  run.unread.add(author);
  try {
    yield* readAuthor(run, author);
  } catch (error) {
    // An account that is gone is no reason to miss the rest.
    if (error instanceof RefusedError) run.unread.delete(author);
    throw error;
  }
  run.unread.delete(author);
}

async function* readAuthor(run: BlueskyRun, author: string): AsyncGenerator<Page<Item>, void> {
  const { context, cursor, seen } = run;
  const state = cursor.authors[author]!;
  const start =
    context.from?.getTime() ?? context.clock.now().getTime() - context.options.backfillDays * dayMs;
  const pages = walkBack<FeedEntry>({
    ...{ state, start, end: context.to?.getTime() },
    read: (token) => readAuthorFeed(context, author, token),
    keyOf: ({ uri, skip }) => `${skip ?? ''}${uri}`,
    timeOf: ({ at }) => Date.parse(at),
    isStale: (error) => error instanceof RefusedError && error.status === 400,
  });
  for await (const entries of pages) {
    const items = entries
      .filter(({ skip, uri }) => skip === undefined && !seen.has(uri))
      .map(({ item }) => item);
    state.did ??= items[0]?.did;
    for (const { did, rkey } of items) seen.add(uriOf(did, rkey));
    yield pageOf(run, { name: `feed of an author from ${entries[0]?.at ?? 'nothing'}`, items });
  }
}

export const collector = defineCollector<Item, Options>({
  source: 'bluesky',
  homepage: 'https://docs.bsky.app',
  terms: termsOf('bluesky'),
  options: optionsSchema,
  secrets: [],
  collect,
  toPost: postOf,
  async check(context) {
    const [author] = context.options.authors;
    await readAuthorFeed(context, author ?? 'bsky.app', undefined);
    return undefined;
  },
});
