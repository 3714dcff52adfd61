// Recent search: one query, from the newest post down to what is known. https://docs.x.com/x-api/posts/recent-search
import { z } from 'zod';
import { TransientError } from '../../errors.ts';
import { RefusedError } from '../../http/refused-error.ts';
import type { CollectContext, Page } from '../collector.ts';
import type { XClient } from './client.ts';
import type { Options } from './options.ts';
import { type Item, idOf, parentOf, type Tweet, textOf, tweetSchema } from './post.ts';

/** Where one query stands: the newest id of what is read, and a search that was interrupted. */
export const laneSchema = z.object({
  sinceId: z.string().optional(),
  open: z.object({ token: z.string(), newestId: z.string().optional() }).optional(),
});
export type Lane = z.output<typeof laneSchema>;

export const searchWindow = 'recent search';
export const reachMs = 7 * 86_400_000;
/** Search ends this long before now: what is younger may not be found yet. */
const settleMs = 30_000;
/** What comes along with each post. */
export const parameters = {
  max_results: '100',
  'tweet.fields':
    'created_at,lang,public_metrics,conversation_id,referenced_tweets,geo,author_id,note_tweet,edit_history_tweet_ids',
  expansions: 'author_id,referenced_tweets.id,geo.place_id',
  'user.fields': 'username',
  'place.fields': 'place_type,geo',
};

const list = z.array(z.unknown()).optional();
const answerSchema = z.object({
  data: list,
  includes: z.object({ users: list, tweets: list, places: list }).optional(),
  meta: z.object({ next_token: z.string().optional(), newest_id: z.string().optional() }),
});
const user = z.object({ id: z.string(), username: z.string() });
const included = tweetSchema.pick({ id: true, text: true, note_tweet: true });
const placeSchema = z.object({
  id: z.string(),
  place_type: z.string().optional(),
  geo: z.object({ bbox: z.array(z.number()).optional() }).optional(),
});

export interface SearchRun {
  context: CollectContext<Options>;
  client: XClient;
  /** ids this run has brought, by whichever query */
  seen: Set<string>;
  /** ids, each of one form of a post, that the stream has brought */
  streamed: ReadonlySet<string>;
  gaps: string[];
  copyCursor(): unknown;
}

export async function* readQuery(
  run: SearchRun,
  query: string,
  lane: Lane,
): AsyncGenerator<Page<Item>, void> {
  const { context } = run;
  forgetTooOld(run, lane);
  // A search that was interrupted is gone on with, and then what came since is searched for.
  let isBehind = lane.open !== undefined && context.to === undefined;
  for (;;) {
    const token = lane.open?.token;
    const answer = await search(run, query, lane);
    if (answer === 'stale') {
      // From the top again: what was read already is a repetition.
      delete lane.open;
      continue;
    }
    const { data = [], meta } = answer;
    const newestId = newest(lane.open?.newestId, newest(meta.newest_id, lane.sinceId));
    const items = itemsOf(run, answer);
    context.spend({ items: data.length, usd: data.length * context.options.usdPerPost });
    if (meta.next_token !== undefined && meta.next_token !== token)
      lane.open = { token: meta.next_token, ...(newestId && { newestId }) };
    else {
      delete lane.open;
      if (newestId) lane.sinceId = newestId;
    }
    if (data.length > 0 || lane.open)
      yield { name: `search ${meta.newest_id ?? token ?? 'empty'}`, items, cursor: run.copyCursor() };
    if (!lane.open && !isBehind) return;
    if (!lane.open) isBehind = false;
  }
}

/** The older of two runs of digits is the shorter or smaller one. */
function newest(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.length !== b.length) return a.length > b.length ? a : b;
  return a > b ? a : b;
}

/** The moment that an id holds: milliseconds since 2010-11-04 in its upper bits (docs.x.com, "X IDs"). */
export const timeOfId = (id: string): number => Number(BigInt(id) >> 22n) + 1_288_834_974_657;

function forgetTooOld({ context, gaps }: SearchRun, lane: Lane): void {
  if (lane.sinceId === undefined || lane.open) return;
  const at = timeOfId(lane.sinceId);
  if (context.clock.now().getTime() - at < reachMs - 3_600_000) return;
  delete lane.sinceId;
  gaps.push(
    `search reaches back seven days: what was written from ${new Date(at).toISOString()} on may be missing`,
  );
}

type Answer = z.output<typeof answerSchema>;

async function search({ context, client }: SearchRun, query: string, lane: Lane): Promise<Answer | 'stale'> {
  const { options, clock, from, to } = context;
  const begin = from?.getTime() ?? clock.now().getTime() - options.backfillDays * 86_400_000;
  // Without a beginning search goes back as far as it can, by X's own clock.
  const isWhole = from === undefined && options.backfillDays === 7;
  const latest = to && Math.min(to.getTime(), clock.now().getTime() - settleMs);
  try {
    const value = await client.get(searchWindow, 'tweets/search/recent', {
      ...{ query, ...parameters },
      ...(lane.open && { next_token: lane.open.token }),
      ...(lane.sinceId !== undefined && { since_id: lane.sinceId }),
      ...(lane.sinceId === undefined && !isWhole && { start_time: secondsOf(begin) }),
      ...(latest !== undefined && { end_time: secondsOf(latest) }),
    });
    const answer = answerSchema.safeParse(value).data;
    if (!answer) throw new TransientError('api.x.com sent no search results');
    return answer;
  } catch (error) {
    if (error instanceof RefusedError && error.status === 400 && lane.open) return 'stale';
    throw error;
  }
}

const secondsOf = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/**
 * Posts with what came along. Partial errors (a parent that is deleted or protected) leave their object out of `includes`:
 * https://docs.x.com/x-api/fundamentals/response-codes-and-errors
 */
export function itemsOf(
  { seen, streamed }: SearchRun,
  { data = [], includes }: Omit<Answer, 'meta'>,
): Item[] {
  const users = byId(includes?.users, user);
  const parents = byId(includes?.tweets, included);
  const places = byId(includes?.places, placeSchema);
  return data.flatMap((given): Item[] => {
    const tweet: Tweet | undefined = tweetSchema.safeParse(given).data;
    if (!tweet) return [{ tweet: given }];
    if (seen.has(idOf(tweet)) || streamed.has(tweet.id)) return [];
    seen.add(idOf(tweet));
    const username = users.get(tweet.author_id ?? '')?.username;
    const parent = parents.get(parentOf(tweet)?.id ?? '');
    const place = places.get(tweet.geo?.place_id ?? '');
    return [
      {
        tweet: given,
        ...(username !== undefined && { username }),
        ...(parent && { parentText: textOf(parent) }),
        ...(place && { place }),
      },
    ];
  });
}

function byId<T extends { id: string }>(
  given: readonly unknown[] | undefined,
  schema: z.ZodType<T>,
): Map<string, T> {
  const read = (given ?? []).flatMap((one) => schema.safeParse(one).data ?? []);
  return new Map(read.map((one) => [one.id, one]));
}
