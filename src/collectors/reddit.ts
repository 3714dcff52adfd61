// Reddit: new posts and comments of subreddits, and posts elsewhere that name the city, with snoowrap. docs/collectors/reddit.md.
import { z } from 'zod';
import { termsOf } from '../terms.ts';
import {
  type CollectContext,
  type CollectEnd,
  type Covered,
  defineCollector,
  type Page,
} from './collector.ts';
import { namesOf } from './mention.ts';
import { eachPart } from './parts.ts';
import { createRedditClient } from './reddit/client.ts';
import { type List, type ListRun, readInfo, readThings } from './reddit/listings.ts';
import { type Options, optionsSchema } from './reddit/options.ts';
import { type Item, isGone, postOf } from './reddit/thing.ts';
import { walkSchema } from './walk.ts';

const cursorSchema = z.object({
  version: z.literal(1),
  lists: z.record(z.string(), walkSchema),
  /** ISO time up to which a subreddit was read */
  upTo: z.record(z.string(), z.string()),
});
type Cursor = z.output<typeof cursorSchema>;

/** Longest query of the search. */
const mostQuery = 512;
/** The search among the parts of a run; no subreddit has no name. */
const everywhere = '';

async function* collect(
  context: CollectContext<Options>,
): AsyncGenerator<Page<Item>, CollectEnd | undefined> {
  const { options, credentials } = context;
  const cursor: Cursor = cursorSchema.safeParse(context.cursor).data ?? { version: 1, lists: {}, upTo: {} };
  const client = await createRedditClient(context, { operator: options.operator, credentials });
  const run: ListRun = {
    ...{ context, client, seen: new Set(), gaps: [] },
    copyCursor: () => JSON.parse(JSON.stringify(cursor)),
  };
  const parts = [...options.subreddits, ...(options.search ? [everywhere] : [])];
  // What waited longest comes first, should the budget not be enough for all.
  const waited = (part: string) => cursor.upTo[part] ?? '';
  const order = parts.toSorted((a, b) => (waited(a) < waited(b) ? -1 : 1));
  const end = yield* eachPart(order, context, (part) =>
    part === everywhere ? readElsewhere(run, cursor) : readSubreddit(run, cursor, part),
  );
  if (end || run.gaps.length === 0) return end;
  return { ended: 'truncated', reason: run.gaps.join('; ') };
}

function listOf(cursor: Cursor, label: string, path: string, query: Record<string, string> = {}): List {
  cursor.lists[label] ??= {};
  return { label, path, query, state: cursor.lists[label] };
}

async function* readSubreddit(
  run: ListRun,
  cursor: Cursor,
  subreddit: string,
): AsyncGenerator<Page<Item>, void> {
  const { context } = run;
  const readAt = context.clock.now();
  yield* readThings(run, listOf(cursor, `r/${subreddit}/new`, `r/${subreddit}/new`));
  yield* readThings(run, listOf(cursor, `r/${subreddit}/comments`, `r/${subreddit}/comments`));
  const start = readAt.getTime() - context.options.backfillDays * 86_400_000;
  const from = new Date(context.from ?? cursor.upTo[subreddit] ?? start);
  cursor.upTo[subreddit] = readAt.toISOString();
  const to = context.to && context.to < readAt ? context.to : readAt;
  const covered: Covered[] = from < to ? [{ channel: subreddit, from, to }] : [];
  const name = `r/${subreddit} up to ${readAt.toISOString()}`;
  yield { name, items: [], cursor: run.copyCursor(), covered };
}

/** Submissions of all of Reddit: comments cannot be searched. https://www.reddit.com/dev/api#GET_search */
async function* readElsewhere(run: ListRun, cursor: Cursor): AsyncGenerator<Page<Item>, void> {
  const { city, options } = run.context;
  let query = '';
  for (const name of namesOf(city, options.terms)) {
    const phrase = `"${name.replace(/["\\]/g, ' ')}"`;
    const longer = query === '' ? phrase : `${query} OR ${phrase}`;
    if (longer.length <= mostQuery) query = longer;
  }
  if (query === '') return;
  yield* readThings(
    run,
    listOf(cursor, 'search', 'search', { q: query, sort: 'new', type: 'link', t: 'all' }),
  );
}

export const collector = defineCollector<Item, Options>({
  source: 'reddit',
  homepage: 'https://support.reddithelp.com/hc/en-us/articles/16160319875092-Reddit-Data-API-Wiki',
  terms: termsOf('reddit'),
  options: optionsSchema,
  secrets: ['clientId', 'clientSecret'],
  limit: { calls: 100, perMs: 60_000 },
  collect,
  toPost: postOf,
  async check(context) {
    const { options, credentials } = context;
    await createRedditClient(context, { operator: options.operator, credentials });
    return undefined;
  },
  async recheck(posts, context) {
    const { options, credentials } = context;
    const client = await createRedditClient(context, { operator: options.operator, credentials });
    const names = posts.map(({ id }) => id).filter((id) => /^t[13]_[a-z0-9]{1,20}$/.test(id));
    const things = new Map((await readInfo(client, names)).map((thing) => [thing.name, thing]));
    const gone = names.filter((name) => {
      const thing = things.get(name);
      return !thing || isGone(thing);
    });
    // Comments would come without what they answer, which is kept with them.
    const items = [...things.values()]
      .filter((thing) => !('body' in thing) && !isGone(thing))
      .map((thing) => ({ thing }));
    return { gone, items };
  },
});
