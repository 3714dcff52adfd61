// The job of the `reenrich` queue: stored posts that another version tagged go through the queue again, month by month, while everything
// else goes on. Killed at any moment it begins again and ends right: what is rewritten is no longer outdated, a month that was begun is
// remembered until its days are marked, and a row that is written twice is one.
import type { City } from '../config.ts';
import { pipelineVersion } from '../enrich/version.ts';
import { ConfigError, TransientError } from '../errors.ts';
import { jobId, type Payload, type Queues } from '../queues.ts';
import type { Runtime } from '../runtime.ts';
import {
  listOutdatedMonths,
  listPostDays,
  type OutdatedPost,
  type PageKey,
  readOutdated,
  type StoreMonth,
} from '../store/outdated-posts.ts';
import { type ReenrichRun, readReenrichRun, writeReenrichRun } from '../store/reenrich-run.ts';

export const reenrichJobId = (city: string): string => jobId(['reenrich', city]);

const pagePosts = 2_000;
const mostPosts = 500;
const mostBytes = 400_000;
/** Batches that may wait: what is collected meanwhile stands behind them. */
const mostWaiting = 20;

/** Batches of one source each, and all imported or none, in order. */
export function cutReplay(posts: readonly OutdatedPost[]): OutdatedPost[][] {
  const batches: OutdatedPost[][] = [];
  const open = new Map<string, { batch: OutdatedPost[]; bytes: number }>();
  for (const one of posts) {
    const kind = `${one.post.source} ${one.isImported}`;
    const bytes = Buffer.byteLength(JSON.stringify(one.post));
    const current = open.get(kind);
    if (current && current.batch.length < mostPosts && current.bytes + bytes <= mostBytes) {
      current.batch.push(one);
      current.bytes += bytes;
    } else {
      const batch = [one];
      batches.push(batch);
      open.set(kind, { batch, bytes });
    }
  }
  return batches;
}

/** Names what is replayed, and from which versions: the same again is a no-op while it is known. */
function replayJob(city: string, version: string, batch: readonly OutdatedPost[]) {
  const { post, isImported } = batch[0]!;
  const keys = batch.map((one) => `${one.post.id} ${one.version}`);
  const payload: Payload<'enrich'> = {
    city,
    source: post.source,
    // Its dead letters are kept whatever their relevance when they are tried again.
    ...(isImported && { run: 'reenrich' }),
    replay: { versions: batch.map((one) => one.version), imported: isImported },
    posts: batch.map((one) => one.post),
  };
  return { id: jobId(['reenrich', city, version, post.source, ...keys]), payload };
}

interface Replay {
  runtime: Runtime;
  queues: Queues;
  city: City;
  run: ReenrichRun;
  signal: AbortSignal;
}

/** Queues a page and adds to the run what becomes of it. Returns when it is queued; the promises end with its batches. */
async function queuePage({ queues, city, run, signal }: Replay, posts: readonly OutdatedPost[]) {
  const settled: Promise<void>[] = [];
  for (const batch of cutReplay(posts)) {
    const { id, payload } = replayJob(city.id, run.version, batch);
    await queues.whenRoom('enrich', signal, mostWaiting);
    await queues.add('enrich', id, payload);
    const outcome = queues.whenSettled('enrich', id, signal).then(({ result }) => {
      const dead = (result as { dead?: number } | undefined)?.dead ?? 0;
      run.dead += dead;
      run.done += batch.length - dead;
    });
    // It is awaited at the end of its month; until then its rejection is nobody's.
    outcome.catch(() => {});
    settled.push(outcome);
  }
  return settled;
}

/** Days are marked once all batches of the month are stored: until then its figures stand as they were. */
async function replayMonth(replay: Replay, month: StoreMonth): Promise<void> {
  const { runtime, city, run, signal } = replay;
  const { store, state } = runtime;
  run.pending = month;
  await writeReenrichRun(state, city.id, run);
  const settled: Promise<void>[] = [];
  let after: PageKey | undefined;
  do {
    signal.throwIfAborted();
    const wanted = { city: city.id, month, version: run.version, limit: pagePosts, ...(after && { after }) };
    const page = await readOutdated(store.jobs, wanted);
    run.left += page.unreadable;
    settled.push(...(await queuePage(replay, page.posts)));
    after = page.next;
    await writeReenrichRun(state, city.id, run);
  } while (after);
  await Promise.all(settled);
  const days = await listPostDays(store.jobs, city, month);
  if (days.length > 0) await state.dirty.mark(days);
  delete run.pending;
  await writeReenrichRun(state, city.id, run);
}

/**
 * Enriches again what other versions tagged. Resolves when all of it is stored and its days are marked. Throws TransientError when the
 * job must come back.
 */
export async function reenrichCity(
  runtime: Runtime,
  job: Payload<'reenrich'>,
  signal: AbortSignal,
): Promise<void> {
  const { state, store, cities, log } = runtime;
  const city = await cities.get(job.city).catch((error: unknown) => {
    if (error instanceof ConfigError) throw new TransientError(error.message, { cause: error });
    throw error;
  });
  const version = pipelineVersion(city);
  const before = await readReenrichRun(state, city.id);
  const outdated = await listOutdatedMonths(store.jobs, city.id, version);
  const months = outdated.filter(({ posts, bare }) => posts > bare).map(({ month }) => month);
  // A process ended in the middle of this month: some of its posts are new, and no day says so yet.
  const begun = before?.pending;
  const ordered = begun === undefined ? months : [begun, ...months.filter((month) => month !== begun)];
  const sum = (of: (month: (typeof outdated)[number]) => number) =>
    outdated.reduce((total, month) => total + of(month), 0);
  const bareOnly = outdated.filter(({ posts, bare }) => posts === bare);
  const run: ReenrichRun = {
    version,
    posts: sum(({ posts }) => posts),
    ...{ done: 0, dead: 0 },
    left: bareOnly.reduce((total, { bare }) => total + bare, 0),
    startedAt: new Date().toISOString(),
    ...(begun !== undefined && { pending: begun }),
  };
  await writeReenrichRun(state, city.id, run);
  const queues = await runtime.queues();
  for (const month of ordered) await replayMonth({ runtime, queues, city, run, signal }, month);
  await writeReenrichRun(state, city.id, { ...run, endedAt: new Date().toISOString() });
  const { done, dead, left } = run;
  log.info({ city: city.id, version, done, dead, left }, 'stored posts are enriched again');
}
