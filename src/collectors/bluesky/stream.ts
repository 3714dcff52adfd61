// Posts of the whole network that speak of the city, from the cursor to now.
import { z } from 'zod';
import type { CollectContext, Covered, Page, PostKey } from '../collector.ts';
import { digest } from '../news/identity.ts';
import { readTexts } from './app-view.ts';
import type { Frame } from './frames.ts';
import { CursorTooOldError, readJetstream } from './jetstream.ts';
import type { Options } from './options.ts';
import { type Item, partsOf, recordSchema, uriOf } from './record.ts';

/** Where the stream of an instance stands. `recent` names posts that were brought lately: they may not be stored yet. */
export const streamSchema = z.object({
  host: z.string(),
  seq: z.number().optional(),
  /** ISO time of the last event */
  at: z.string(),
  recent: z.array(z.string()),
});
export type StreamState = z.output<typeof streamSchema>;

export interface StreamRun {
  context: CollectContext<Options>;
  state: StreamState;
  isOurs(text: string): boolean;
  /** DIDs of the profile's authors */
  authors: ReadonlySet<string>;
  /** addresses this run has brought */
  seen: Set<string>;
  /** why something is missing, in words */
  gaps: string[];
  pageOf(part: Pick<Page<Item>, 'items' | 'deleted' | 'covered' | 'name'>): Page<Item>;
}

/** A page is full with so many posts, or so many events. */
const mostPosts = 100;
const mostEvents = 2_000;
const mostRecent = 3_000;
/** Another instance counts for itself: its events are asked for from a little earlier on. */
const overlapMs = 60_000;
const second = 1_000;

export async function* readStream(run: StreamRun): AsyncGenerator<Page<Item>, void> {
  const { context, state } = run;
  const { jetstream: host, quietSeconds } = context.options;
  const until = Math.min(context.clock.now().getTime(), context.to?.getTime() ?? Number.POSITIVE_INFINITY);
  if (state.host !== host) {
    delete state.seq;
    state.host = host;
  }
  let isByTime = state.seq === undefined;
  for (;;) {
    try {
      const cursor = isByTime ? microseconds(Date.parse(state.at) - overlapMs) : state.seq!;
      const frames = readJetstream(context, { host, cursor, quietMs: quietSeconds * second });
      const isDone = yield* readFrames(run, frames, until);
      if (isDone) return;
      run.gaps.push(`${host} begins anew: our place in its stream is not known there`);
    } catch (error) {
      if (!(error instanceof CursorTooOldError) || isByTime) throw error;
      run.gaps.push(`${host} keeps no events as old as ${state.at}`);
    }
    isByTime = true;
  }
}

/** Whole microseconds since 1970. */
const microseconds = (ms: number) => Math.max(0, Math.floor(ms)) * 1_000;

/** Up to an event of `until` (epoch ms). False: the instance has not gone on from our cursor. */
async function* readFrames(
  run: StreamRun,
  frames: AsyncIterable<Frame>,
  until: number,
): AsyncGenerator<Page<Item>, boolean> {
  let page = createPage(run);
  for await (const frame of frames) {
    if (frame.kind === 'error') continue;
    if (frame.kind === 'info') {
      if (frame.name === 'FutureCursor') return false;
      if (frame.name === 'OutdatedCursor') {
        if (run.gaps.length === 0) run.gaps.push(`${run.state.host} keeps no events as old as our cursor`);
        page.hasGap = true;
      }
      continue;
    }
    const hasCaughtUp = Date.parse(frame.at) >= until;
    page.take(frame);
    if (hasCaughtUp || page.isFull()) {
      yield await page.close();
      page = createPage(run);
    }
    if (hasCaughtUp) return true;
  }
  if (!page.isEmpty()) yield await page.close();
  return true;
}

function createPage(run: StreamRun) {
  const { state, context } = run;
  const items: Item[] = [];
  const deletions = new Set<string>();
  const gone = new Set<string>();
  let events = 0;
  let from = state.at;
  let first: number | undefined;
  const page = {
    hasGap: false,
    isFull: () => events >= mostEvents || items.length >= mostPosts,
    isEmpty: () => events === 0,
    take(frame: Exclude<Frame, { kind: 'info' | 'error' }>) {
      if (page.hasGap && events === 0) from = frame.at;
      events++;
      first ??= frame.seq;
      Object.assign(state, { seq: frame.seq, at: frame.at });
      if (frame.kind === 'post' && isWanted(run, frame)) {
        const { did, rkey, record, at } = frame;
        run.seen.add(uriOf(did, rkey));
        items.push({ did, rkey, record, seenAt: at });
      } else if (frame.kind === 'deletion') deletions.add(uriOf(frame.did, frame.rkey));
      else if (frame.kind === 'account' && frame.isGone) gone.add(`at://${frame.did}`);
    },
    async close(): Promise<Page<Item>> {
      const deleted = await deletedOf(run, { deletions, gone });
      const isDeleted = new Set(deleted.map(({ id }) => id));
      const kept = items.filter(({ did, rkey }) => !isDeleted.has(uriOf(did, rkey)));
      if (context.options.threads) await addParents(context, kept);
      remember(state, kept);
      const covered: Covered = { from: new Date(from), to: new Date(state.at) };
      return run.pageOf({
        ...{ name: `${state.host} from ${first}`, items: kept, covered },
        ...(deleted.length > 0 && { deleted }),
      });
    },
  };
  return page;
}

/** Names the city, or answers one of the profile's authors. */
function isWanted(run: StreamRun, { did, rkey, record: given }: Frame & { kind: 'post' }): boolean {
  const text = (given as { text?: unknown } | null)?.text;
  if (typeof text !== 'string') return false;
  if (!run.authors.has(did) && !run.isOurs(text) && !answersAuthor(run, given)) return false;
  const uri = uriOf(did, rkey);
  return !run.seen.has(uri) && !run.state.recent.includes(keyOf(uri));
}

function answersAuthor({ authors }: StreamRun, record: unknown): boolean {
  if (authors.size === 0) return false;
  const parent = partsOf(recordSchema.safeParse(record).data?.reply?.parent.uri ?? '');
  return parent !== undefined && authors.has(parent.did);
}

/** The whole network's deletions, narrowed to what is ours: stored, or brought so lately that it may not be yet. */
async function deletedOf(
  run: StreamRun,
  { deletions, gone }: { deletions: ReadonlySet<string>; gone: ReadonlySet<string> },
): Promise<PostKey[]> {
  if (deletions.size + gone.size === 0) return [];
  const query = { ids: [...deletions], authorities: [...gone] };
  const stored = (await run.context.findStored?.(query)) ?? [];
  const recent = new Set(run.state.recent);
  const late = query.ids.filter((uri) => run.seen.has(uri) || recent.has(keyOf(uri)));
  const ofGone = [...run.seen].filter((uri) => gone.has(`at://${partsOf(uri)?.did}`));
  return [...new Set([...stored, ...late, ...ofGone])].map((id) => ({ source: 'bluesky', id }));
}

async function addParents(context: CollectContext<Options>, items: readonly Item[]): Promise<void> {
  const parents = new Map<Item, string>();
  for (const item of items) {
    const uri = recordSchema.safeParse(item.record).data?.reply?.parent.uri;
    if (uri) parents.set(item, uri);
  }
  const texts = await readTexts(context, [...parents.values()]);
  for (const [item, uri] of parents) {
    const text = texts.get(uri);
    if (text !== undefined) item.parentText = text;
  }
}

const keyOf = (uri: string) => digest(uri, 12);

function remember(state: StreamState, items: readonly Item[]): void {
  const keys = items.map(({ did, rkey }) => keyOf(uriOf(did, rkey)));
  state.recent = [...state.recent, ...keys].slice(-mostRecent);
}
