// The filtered stream in bounded runs, after the search: posts as they are written. What it misses, the next search finds.
// https://docs.x.com/x-api/posts/filtered-stream/introduction
// https://docs.x.com/x-api/fundamentals/handling-disconnections
import type { ETwitterStreamEvent, TweetStream } from 'twitter-api-v2';
import { z } from 'zod';
import { TransientError } from '../../errors.ts';
import type { Page } from '../collector.ts';
import type { Item } from './post.ts';
import { setRules } from './rules.ts';
import { itemsOf, parameters, type SearchRun } from './search.ts';

const streamWindow = 'filtered stream';
/** X sends a line at least every 20 s; twice that without one is a connection that is lost. */
const silenceMs = 40_000;
/** Posts are gathered for so long, or up to so many, before they make a page. */
const gatherMs = 2_000;
const pagePosts = 100;
/** More than these unread are left to the next search. */
const mostWaiting = 5_000;

const list = z.array(z.unknown()).optional();
const messageSchema = z.object({
  data: z.object({ id: z.string() }).loose(),
  includes: z.object({ users: list, tweets: list, places: list }).optional(),
  matching_rules: z.array(z.object({ id: z.string() })),
});

export interface Streamed {
  queries: readonly string[];
  /** ids of posts that the stream has brought: kept with the cursor, so that a search brings them no second time */
  ids: string[];
}

/**
 * Yields what is written within `streamSeconds`. Throws TransientError when the connection breaks, so that the runner
 * begins again: with a search from what is known on, and then with another connection.
 */
export async function* readStream(
  run: SearchRun,
  { queries, ids }: Streamed,
): AsyncGenerator<Page<Item>, void> {
  const { context, client } = run;
  const { options, city, signal } = context;
  const rules = await setRules(client, queries, city.id);
  const { ETwitterStreamEvent } = await import('twitter-api-v2');
  // Heard from its first line on: nothing is awaited between the connection and its listeners.
  const { stream, inbox } = await client.call(streamWindow, async (api) => {
    const opened = await api.searchStream(streamParameters);
    return { stream: opened, inbox: openInbox(opened, ETwitterStreamEvent, signal) };
  });
  const end = performance.now() + options.streamSeconds * 1_000;
  try {
    for (;;) {
      const leftMs = end - performance.now();
      await inbox.gather(Math.min(gatherMs, Math.max(0, leftMs)));
      signal.throwIfAborted();
      const messages = inbox.take().flatMap((one) => messageSchema.safeParse(one).data ?? []);
      context.spend({ items: messages.length, usd: messages.length * options.usdPerPost });
      const ours = messages.filter((message) => message.matching_rules.some(({ id }) => rules.has(id)));
      const items = ours.flatMap(({ data, includes }) => itemsOf(run, { data: [data], includes }));
      ids.push(...ours.map(({ data }) => data.id));
      if (items.length > 0) yield { name: `stream ${ids.at(-1)}`, items, cursor: run.copyCursor() };
      const failure = inbox.failure();
      if (failure) throw failure;
      if (leftMs <= 0) return;
    }
  } finally {
    stream.destroy();
  }
}

const { max_results: _, ...streamParameters } = parameters;

interface Inbox {
  /** Resolves after so long, with a full page, or when the connection is over. */
  gather(ms: number): Promise<void>;
  take(): unknown[];
  failure(): Error | undefined;
}

function openInbox(stream: TweetStream, Event: typeof ETwitterStreamEvent, signal: AbortSignal): Inbox {
  const waiting: unknown[] = [];
  let failure: Error | undefined;
  let wake = () => {};
  const fail = (why: string) => (cause?: unknown) => {
    failure ??= new TransientError(`api.x.com: the stream ${why}`, { cause });
    wake();
  };
  stream.keepAliveTimeoutMs = silenceMs;
  stream.on(Event.Data, (message) => {
    waiting.push(message);
    if (waiting.length >= mostWaiting) fail('brings more than is read')();
    else if (waiting.length >= pagePosts) wake();
  });
  stream.on(Event.Error, fail('broke off'));
  stream.on(Event.ConnectionLost, fail('fell silent'));
  stream.on(Event.ConnectionClosed, fail('was closed'));
  return {
    failure: () => failure,
    take: () => waiting.splice(0),
    async gather(ms) {
      if (failure || signal.aborted || waiting.length >= pagePosts) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        signal.addEventListener('abort', wake, { once: true });
      });
      signal.removeEventListener('abort', wake);
    },
  };
}
