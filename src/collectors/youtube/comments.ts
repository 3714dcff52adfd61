// Comments under one video: new threads, and new replies to its newest hundred threads.
import { z } from 'zod';
import { TransientError } from '../../errors.ts';
import { RefusedError } from '../../http/refused-error.ts';
import type { Page } from '../collector.ts';
import { type ListPage, walkBack, walkSchema } from '../walk.ts';
import { type Call, NotShownError } from './client.ts';
import { type Comment, commentSchema, type Item, type Thread, threadSchema, wordsOf } from './resources.ts';

/** What is remembered of a video: its walk, and how many replies its newest threads had, the newest of them when. */
export const videoSchema = z.object({
  title: z.string(),
  /** epoch ms of its publication */
  at: z.number(),
  /** epoch ms of the last look */
  lookedAt: z.number(),
  walk: walkSchema,
  replies: z.record(z.string(), z.object({ n: z.number(), at: z.number() })),
});
export type VideoState = z.output<typeof videoSchema>;

const mostThreads = 200;
const list = z.object({ items: z.array(z.unknown()), nextPageToken: z.string().optional() });

export interface VideoRun {
  call: Call;
  seen: Set<string>;
  channel: string;
  copyCursor(): unknown;
}

export function readList(value: unknown): z.output<typeof list> {
  const read = list.safeParse(value).data;
  if (!read) throw new TransientError('youtube sent no list');
  return read;
}

const timeOf = ({ snippet }: Comment) => Date.parse(snippet.publishedAt);

export async function* readComments(
  run: VideoRun,
  id: string,
  state: VideoState,
): AsyncGenerator<Page<Item>, void> {
  const grown: Thread[] = [];
  const pages = walkBack<Thread>({
    ...{ state: state.walk, start: state.at - 1 },
    async read(pageToken): Promise<ListPage<Thread>> {
      const query = { part: 'snippet,replies', order: 'time', textFormat: 'plainText', maxResults: '100' };
      const { items, nextPageToken } = readList(
        await run.call('commentThreads', { ...query, videoId: id, pageToken }),
      );
      const entries = items
        .map((item) => threadSchema.safeParse(item).data)
        .filter((one) => one !== undefined);
      grown.push(...entries.filter((thread) => hasGrown(state, thread)));
      return { entries, next: nextPageToken };
    },
    keyOf: (thread) => thread.id,
    timeOf: (thread) => timeOf(thread.snippet.topLevelComment),
    isStale: (error) => error instanceof RefusedError && error.status === 400,
  });
  try {
    for await (const threads of pages) {
      const items = await itemsOf(run, { id, state, threads, grown: grown.splice(0) });
      yield {
        name: `comments of ${id} from ${threads[0]?.id ?? 'nothing'}`,
        items,
        cursor: run.copyCursor(),
      };
    }
  } catch (error) {
    // Comments are switched off, or the video is gone: nothing to read, and no fault.
    if (!(error instanceof NotShownError)) throw error;
    return;
  }
  if (grown.length === 0) return;
  const items = await itemsOf(run, { id, state, threads: [], grown });
  yield { name: `replies under ${id} from ${grown[0]!.id}`, items, cursor: run.copyCursor() };
}

const hasGrown = ({ replies }: VideoState, { id, snippet }: Thread) =>
  Object.hasOwn(replies, id) && snippet.totalReplyCount > replies[id]!.n;

async function itemsOf(
  run: VideoRun,
  { id, state, threads, grown }: { id: string; state: VideoState; threads: Thread[]; grown: Thread[] },
): Promise<Item[]> {
  const video = { id, title: state.title };
  const items: Item[] = [];
  const add = (comment: Comment, more: { replies?: number; parentText?: string }) => {
    if (run.seen.has(comment.id)) return;
    run.seen.add(comment.id);
    items.push({ kind: 'comment', comment, channel: run.channel, video, ...more });
  };
  const fresh = new Set(threads.map((thread) => thread.id));
  for (const thread of [...threads, ...grown.filter((one) => !fresh.has(one.id))]) {
    const { topLevelComment: top, totalReplyCount: n } = thread.snippet;
    const known = Object.hasOwn(state.replies, thread.id) ? state.replies[thread.id]!.at : 0;
    if (fresh.has(thread.id)) add(top, { replies: n });
    const replies = n > 0 ? await readReplies(run, thread) : [];
    for (const reply of replies) if (timeOf(reply) > known) add(reply, { parentText: wordsOf(top) });
    state.replies[thread.id] = { n, at: Math.max(known, ...replies.map(timeOf)) };
  }
  const ids = Object.keys(state.replies);
  for (const old of ids.slice(0, Math.max(0, ids.length - mostThreads))) delete state.replies[old];
  return items;
}

/** A thread brings some of its replies; the rest is asked for. https://developers.google.com/youtube/v3/docs/comments/list */
async function readReplies({ call }: VideoRun, { id, snippet, replies }: Thread): Promise<Comment[]> {
  const read = (given: readonly unknown[]) => given.flatMap((one) => commentSchema.safeParse(one).data ?? []);
  const sent = read(replies?.comments ?? []);
  if (sent.length >= snippet.totalReplyCount) return sent;
  const all: Comment[] = [];
  for (let pageToken: string | undefined; ; ) {
    const query = { part: 'snippet', parentId: id, textFormat: 'plainText', maxResults: '100', pageToken };
    const { items, nextPageToken } = readList(await call('comments', query));
    all.push(...read(items));
    if (nextPageToken === undefined) return all;
    pageToken = nextPageToken;
  }
}
