// Lists of comments, the newest first, where moderators let some appear hours after they were written: each list is walked
// down to what is known, and the stretch before is walked again from time to time.
import { z } from 'zod';
import type { CollectContext, CollectEnd, Page } from './collector.ts';
import { eachPart } from './parts.ts';
import { type ListPage, walkBack, walkSchema } from './walk.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const listSchema = z.object({
  walk: walkSchema,
  /** ISO time up to which everything was read */
  upTo: z.string().optional(),
  /** the walk over what was read before, and epoch ms of the last one that came to its end */
  again: walkSchema.optional(),
  againAt: z.number().optional(),
});
type ListState = z.output<typeof listSchema>;
const cursorSchema = z.object({ version: z.literal(1), lists: z.record(z.string(), listSchema) });
type Cursor = z.output<typeof cursorSchema>;

/** One list: a forum, an installation. `key` names it in cursors and pages. */
export interface CommentList {
  key: string;
  channel: string;
}

export interface LateSource<List extends CommentList, Entry, Item> {
  lists: readonly List[];
  /** how far the first run goes back */
  backfillDays: number;
  /** comments of the last day are read again so often */
  recheckHours: number;
  read(list: List, token: string | undefined): Promise<ListPage<Entry>>;
  /** undefined for what cannot be read, which is handed on */
  keyOf(entry: Entry): string | undefined;
  /** epoch ms */
  timeOf(entry: Entry): number | undefined;
  isStale(error: unknown): boolean;
  itemsOf(list: List, entries: readonly Entry[]): Promise<Item[]>;
}

type Context = Pick<CollectContext<unknown>, 'cursor' | 'clock' | 'from' | 'to' | 'signal'>;

interface LateRun<List extends CommentList, Entry, Item> {
  context: Context;
  source: LateSource<List, Entry, Item>;
  cursor: Cursor;
  /** keys of what this run has brought */
  seen: Set<string>;
}

/** The list that was read longest ago comes first; one that fails stops no other. */
export async function* collectLists<List extends CommentList, Entry, Item>(
  context: Context,
  source: LateSource<List, Entry, Item>,
): AsyncGenerator<Page<Item>, CollectEnd | undefined> {
  const cursor = readCursor(context.cursor, source.lists);
  const run = { context, source, cursor, seen: new Set<string>() };
  const waited = ({ key }: List) => cursor.lists[key]?.upTo ?? '';
  const order = source.lists.toSorted((a, b) => (waited(a) < waited(b) ? -1 : 1));
  return yield* eachPart(order, context, (list) => readList(run, list));
}

/** Lists that the profile names no more are forgotten. */
function readCursor(given: unknown, lists: readonly CommentList[]): Cursor {
  const saved = cursorSchema.safeParse(given).data;
  const stateOf = (key: string): ListState =>
    (saved && Object.hasOwn(saved.lists, key) && saved.lists[key]) || { walk: {} };
  return { version: 1, lists: Object.fromEntries(lists.map(({ key }) => [key, stateOf(key)])) };
}

const copyOf = (cursor: Cursor): unknown => JSON.parse(JSON.stringify(cursor));

async function* readList<List extends CommentList, Entry, Item>(
  run: LateRun<List, Entry, Item>,
  list: List,
): AsyncGenerator<Page<Item>, void> {
  const { context, source, cursor } = run;
  const state = cursor.lists[list.key]!;
  const readAt = context.clock.now();
  const start = context.from?.getTime() ?? readAt.getTime() - source.backfillDays * dayMs;
  // The first walk reads everything there is.
  if (state.upTo === undefined) state.againAt ??= readAt.getTime();
  yield* walk(run, list, { name: 'comments', state: state.walk, start, end: context.to?.getTime() });
  if (context.from === undefined) yield* readAgain(run, list, state);
  const from = new Date(context.from ?? state.upTo ?? start);
  const to = new Date(Math.min(readAt.getTime(), context.to?.getTime() ?? Number.POSITIVE_INFINITY));
  state.upTo = readAt.toISOString();
  const covered = from < to ? [{ channel: list.channel, from, to }] : [];
  yield { name: `${list.key} up to ${state.upTo}`, items: [], cursor: copyOf(cursor), covered };
}

/** Comments stand in the list at the time they were written, also those that were approved a day later. */
async function* readAgain<List extends CommentList, Entry, Item>(
  run: LateRun<List, Entry, Item>,
  list: List,
  state: ListState,
): AsyncGenerator<Page<Item>, void> {
  const now = run.context.clock.now().getTime();
  if (!state.again && now - (state.againAt ?? 0) < run.source.recheckHours * hourMs) return;
  state.again ??= {};
  const name = `comments of the day before ${new Date(now).toISOString()}`;
  yield* walk(run, list, { name, state: state.again, start: now - dayMs });
  delete state.again;
  state.againAt = now;
}

async function* walk<List extends CommentList, Entry, Item>(
  { source, seen, cursor }: LateRun<List, Entry, Item>,
  list: List,
  { name, ...how }: { name: string; state: ListState['walk']; start: number; end?: number | undefined },
): AsyncGenerator<Page<Item>, void> {
  const { keyOf, timeOf, isStale } = source;
  const pages = walkBack<Entry>({
    ...{ ...how, timeOf, isStale },
    read: (token) => source.read(list, token),
    keyOf: (entry) => keyOf(entry) ?? '',
  });
  for await (const found of pages) {
    const fresh = found.filter((entry) => !seen.has(keyOf(entry) ?? ''));
    for (const entry of fresh) {
      const key = keyOf(entry);
      if (key !== undefined) seen.add(key);
    }
    const items = await source.itemsOf(list, fresh);
    const first = fresh[0] && keyOf(fresh[0]);
    yield { name: `${name} of ${list.key} from ${first ?? 'nothing'}`, items, cursor: copyOf(cursor) };
  }
}
