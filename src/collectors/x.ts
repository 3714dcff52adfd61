// X: recent search by the names of the city, and the filtered stream where a profile wants it, with the library twitter-api-v2. docs/collectors/x.md.
import { z } from 'zod';
import { ConfigError } from '../errors.ts';
import { termsOf } from '../terms.ts';
import { type CollectContext, type CollectEnd, defineCollector, type Page } from './collector.ts';
import { eachPart } from './parts.ts';
import { createXClient, type XClient } from './x/client.ts';
import { recheck } from './x/compliance.ts';
import { type Options, optionsSchema } from './x/options.ts';
import { type Item, postOf } from './x/post.ts';
import { queriesOf } from './x/query.ts';
import { type Lane, laneSchema, reachMs, readQuery, type SearchRun, timeOfId } from './x/search.ts';
import { readStream } from './x/stream.ts';
import { readUsage, resetAfter } from './x/usage.ts';

const cursorSchema = z.object({
  version: z.literal(1),
  lanes: z.record(z.string(), laneSchema),
  /** ISO time up to which every query was read */
  upTo: z.string().optional(),
  /** ids that the stream has brought since the last search came to its end */
  streamed: z.array(z.string()).default([]),
});

/** Search may not find yet what is younger: posts of the stream are remembered for so long after a search. */
const rememberedMs = 600_000;

async function* collect(
  context: CollectContext<Options>,
): AsyncGenerator<Page<Item>, CollectEnd | undefined> {
  const { city, options, clock } = context;
  const queries = queriesOf(city, options);
  if (queries.length === 0)
    throw new ConfigError('x has nothing to search for: the city has no name and no terms');
  const client = await createXClient(context, context.credentials.token!);
  const spent = await monthSpent(context, client);
  if (spent) return spent;
  const saved = cursorSchema.safeParse(context.cursor).data;
  const laneOf = (query: string): Lane =>
    (saved && Object.hasOwn(saved.lanes, query) ? saved.lanes[query] : undefined) ?? {};
  const lanes = new Map(queries.map((query) => [query, laneOf(query)]));
  const streamed = saved?.streamed ?? [];
  const cursor = { version: 1 as const, lanes: Object.fromEntries(lanes), upTo: saved?.upTo, streamed };
  const run: SearchRun = {
    ...{ context, client, seen: new Set(), streamed: new Set(streamed), gaps: [] },
    copyCursor: () => JSON.parse(JSON.stringify(cursor)),
  };
  const readAt = clock.now();
  // A search that was interrupted goes first: its token is good for a while only.
  const order = [...lanes].sort(
    ([, a], [, b]) => Number(b.open !== undefined) - Number(a.open !== undefined),
  );
  const end = yield* eachPart(order, context, ([query, lane]) => readQuery(run, query, lane));
  if (end) return end;
  const from = new Date(
    context.from ?? cursor.upTo ?? readAt.getTime() - Math.min(options.backfillDays * 86_400_000, reachMs),
  );
  cursor.upTo = readAt.toISOString();
  cursor.streamed = streamed.filter((id) => timeOfId(id) > readAt.getTime() - rememberedMs);
  const to = context.to && context.to < readAt ? context.to : readAt;
  if (from < to)
    yield { name: `read up to ${cursor.upTo}`, items: [], cursor: run.copyCursor(), covered: { from, to } };
  if (options.streamSeconds > 0 && !context.from && !context.to)
    yield* readStream(run, { queries, ids: cursor.streamed });
  return run.gaps.length > 0 ? { ended: 'truncated', reason: run.gaps.join('; ') } : undefined;
}

/** The end of a run that may not read more this month, by the plan or by the profile. */
async function monthSpent(
  { options, clock }: CollectContext<Options>,
  client: XClient,
): Promise<CollectEnd | undefined> {
  const usage = await readUsage(client);
  if (!usage) return undefined;
  const most = Math.min(usage.cap, options.postsPerMonth ?? Number.POSITIVE_INFINITY);
  if (usage.used < most) return undefined;
  return {
    ended: 'budget',
    reason: `the project has read ${usage.used} of ${most} posts this month`,
    retryAt: resetAfter(clock.now(), usage.resetDay),
  };
}

export const collector = defineCollector<Item, Options>({
  source: 'x',
  homepage: 'https://docs.x.com/x-api/posts/search/introduction',
  terms: termsOf('x'),
  options: optionsSchema,
  secrets: ['token'],
  every: 'every 30 minutes',
  collect,
  toPost: postOf,
  async check(context) {
    const usage = await readUsage(await createXClient(context, context.credentials.token!));
    return usage ? undefined : 'the usage of the project cannot be read: see the developer console';
  },
  recheck,
  recheckBatch: 5_000,
});
