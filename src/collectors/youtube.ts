// YouTube: uploads of channels, and the comments under them. docs/collectors/youtube.md.
import { z } from 'zod';
import { ConfigError, RateLimitedError } from '../errors.ts';
import { RefusedError } from '../http/refused-error.ts';
import { termsOf } from '../terms.ts';
import { type CollectContext, type CollectEnd, defineCollector, type Page } from './collector.ts';
import { eachPart } from './parts.ts';
import { longestWaiting, readThreads } from './threads.ts';
import { walkBack, walkSchema } from './walk.ts';
import { type Call, createCall, dayOf, quotaZone } from './youtube/client.ts';
import { readComments, readList, videoSchema } from './youtube/comments.ts';
import { type Options, optionsSchema } from './youtube/options.ts';
import { type Item, postOf, type Upload, uploadSchema, videoKey } from './youtube/resources.ts';

const dayMs = 86_400_000;

const channelSchema = z.object({
  /** the playlist of its uploads */
  uploads: z.string().optional(),
  walk: walkSchema,
  videos: z.record(z.string(), videoSchema),
  /** ISO time up to which everything was read */
  upTo: z.string().optional(),
});
type ChannelState = z.output<typeof channelSchema>;
const cursorSchema = z.object({
  version: z.literal(1),
  quota: z.object({ day: z.string(), units: z.number() }),
  channels: z.record(z.string(), channelSchema),
});
type Cursor = z.output<typeof cursorSchema>;

interface YouTubeRun {
  context: CollectContext<Options>;
  cursor: Cursor;
  call: Call;
  seen: Set<string>;
}

async function* collect(
  context: CollectContext<Options>,
): AsyncGenerator<Page<Item>, CollectEnd | undefined> {
  const { options, clock, credentials } = context;
  const cursor = readCursor(context);
  const { quota } = cursor;
  const call = createCall(context, { key: credentials.key!, quota, unitsPerDay: options.unitsPerDay });
  const run: YouTubeRun = { context, cursor, call, seen: new Set() };
  const order = longestWaiting(options.channels, (id) => cursor.channels[id]?.upTo);
  try {
    return yield* eachPart(order, context, (id) => readChannel(run, id));
  } catch (error) {
    const isSpent = error instanceof RateLimitedError && quota.units >= options.unitsPerDay;
    if (!isSpent || quota.day !== dayOf(clock.now())) throw error;
    // The count is kept, or the next run would spend what is not there.
    yield { name: `${quota.units} units on ${quota.day}`, items: [], cursor: copyOf(run) };
    const retryAt = new Date(clock.now().getTime() + error.retryAfterMs);
    return { ended: 'budget', reason: error.message, retryAt };
  }
}

function readCursor({ cursor, options, clock }: CollectContext<Options>): Cursor {
  const saved = cursorSchema.safeParse(cursor).data;
  const fresh = (): ChannelState => ({ walk: {}, videos: {} });
  const channels = options.channels.map(
    (id) => [id, (saved && Object.hasOwn(saved.channels, id) && saved.channels[id]) || fresh()] as const,
  );
  return {
    version: 1,
    quota: saved?.quota ?? { day: dayOf(clock.now()), units: 0 },
    channels: Object.fromEntries(channels),
  };
}

const copyOf = ({ cursor }: YouTubeRun): unknown => JSON.parse(JSON.stringify(cursor));

async function* readChannel(run: YouTubeRun, id: string): AsyncGenerator<Page<Item>, void> {
  const { context, cursor, call, seen } = run;
  const channel = cursor.channels[id]!;
  const copyCursor = () => copyOf(run);
  yield* readThreads(context, {
    ...{ id, state: channel, threads: channel.videos, days: context.options.videoDays, copyCursor },
    readNew: () => readUploads(run, id, channel),
    readComments: (videoId, video) => readComments({ call, seen, channel: id, copyCursor }, videoId, video),
  });
}

async function* readUploads(
  run: YouTubeRun,
  id: string,
  channel: ChannelState,
): AsyncGenerator<Page<Item>, void> {
  const { context, call } = run;
  channel.uploads ??= await uploadsOf(call, id);
  const { uploads } = channel;
  const start = context.from?.getTime() ?? context.clock.now().getTime() - context.options.videoDays * dayMs;
  const pages = walkBack<Upload>({
    ...{ state: channel.walk, start, end: context.to?.getTime() },
    async read(pageToken) {
      const query = { part: 'snippet,contentDetails', playlistId: uploads, maxResults: '50', pageToken };
      const { items, nextPageToken } = readList(await call('playlistItems', query));
      const entries = items.flatMap((item) => uploadSchema.safeParse(item).data ?? []);
      // Private videos stand in the list without a date.
      return { entries: entries.filter((one) => one.contentDetails.videoPublishedAt), next: nextPageToken };
    },
    keyOf: ({ contentDetails }) => contentDetails.videoId,
    timeOf: ({ contentDetails }) => Date.parse(contentDetails.videoPublishedAt!),
    isStale: (error) => error instanceof RefusedError && error.status === 400,
  });
  for await (const found of pages) {
    const items: Item[] = [];
    for (const upload of found) {
      const { videoId, videoPublishedAt } = upload.contentDetails;
      if (run.seen.has(videoKey(videoId))) continue;
      run.seen.add(videoKey(videoId));
      items.push({ kind: 'video', upload });
      const at = Date.parse(videoPublishedAt!);
      channel.videos[videoId] ??= { title: upload.snippet.title, at, lookedAt: 0, walk: {}, replies: {} };
    }
    const name = `uploads of ${id} from ${found[0]?.contentDetails.videoId ?? 'nothing'}`;
    yield { name, items, cursor: copyOf(run) };
  }
}

const channelList = z.object({
  contentDetails: z.object({ relatedPlaylists: z.object({ uploads: z.string() }) }),
});

async function uploadsOf(call: Call, id: string): Promise<string> {
  // A channel that does not exist is an answer without items.
  const value = await call('channels', { part: 'contentDetails', id });
  const items = z.object({ items: z.array(z.unknown()).optional() }).safeParse(value).data?.items ?? [];
  const found = channelList.safeParse(items[0]).data;
  if (!found) throw new ConfigError(`youtube knows no channel ${id}`);
  return found.contentDetails.relatedPlaylists.uploads;
}

export const collector = defineCollector<Item, Options>({
  source: 'youtube',
  homepage: 'https://developers.google.com/youtube/v3/docs',
  terms: termsOf('youtube'),
  options: optionsSchema,
  secrets: ['key'],
  budgetZone: quotaZone,
  every: 'every 30 minutes',
  collect,
  toPost: postOf,
  async check(context) {
    const quota = { day: dayOf(context.clock.now()), units: 0 };
    await uploadsOf(
      createCall(context, { key: context.credentials.key!, quota, unitsPerDay: 10 }),
      context.options.channels[0]!,
    );
    return undefined;
  },
  recheckBatch: 50,
  async recheck(posts, context) {
    const quota = { day: dayOf(context.clock.now()), units: 0 };
    const call = createCall(context, {
      key: context.credentials.key!,
      quota,
      unitsPerDay: context.options.unitsPerDay,
    });
    const videos = posts
      .filter(({ id }) => id.startsWith('video:'))
      .map(({ id }) => id.slice('video:'.length));
    const comments = posts.filter(({ id }) => !id.startsWith('video:')).map(({ id }) => id);
    const there = new Set([
      ...(await idsThere(call, 'videos', videos)).map(videoKey),
      ...(await idsThere(call, 'comments', comments)),
    ]);
    return { gone: posts.map(({ id }) => id).filter((id) => !there.has(id)) };
  },
});

async function idsThere(call: Call, resource: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const { items } = readList(await call(resource, { part: 'id', id: ids.join(',') }));
  return items.flatMap((item) => z.object({ id: z.string() }).safeParse(item).data?.id ?? []);
}
