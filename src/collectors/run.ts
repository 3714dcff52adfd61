// The runner: everything that is the same for all sources. It asks a collector for pages and hands on batches of
// posts that name nobody; the cursor moves only after a page is in the queue, so a crash repeats and never loses.
import { randomUUID } from 'node:crypto';
import { RateLimitedError, TransientError } from '../errors.ts';
import { splitPage } from './batches.ts';
import { type Clock, systemClock } from './clock.ts';
import type { CollectContext, CollectEnd, Collector, Page, Progress } from './collector.ts';
import { budgetEnd, type End, endAfter } from './ending.ts';
import { createGate, type Gate } from './gate.ts';
import {
  addChannelSpan,
  addSpan,
  type CoverageEntry,
  noTotals,
  type RunCursor,
  type RunOutcome,
  readRunCursor,
} from './outcome.ts';
import { backoffMs } from './pace.ts';
import { readPage } from './page.ts';
import { assertMayStart, readOptions, secretsOf } from './permission.ts';
import { createPreparer } from './prepare.ts';
import type { RunParams } from './run-params.ts';

export type { RunParams } from './run-params.ts';

const longestWaitMs = 15 * 60_000;

/**
 * Runs a collector until it has caught up, its budget is spent, the signal is aborted or the source refuses. Failures
 * of the source are an outcome; failures of the queue or the store are thrown, after TransientErrors were waited out.
 * Throws ConfigError before anything is read when the source may not start.
 */
export async function run<Item, Options>(
  collector: Collector<Item, Options>,
  params: RunParams,
): Promise<RunOutcome> {
  const options = readOptions(collector, params.options);
  assertMayStart(collector, params.city, params.credentials ?? {}, secretsOf(collector, params.options));
  const running = new Running(collector, params, options);
  try {
    const end = await collectAll(running);
    Object.assign(running.outcome, end);
    await keepAccounts(running);
  } catch (error) {
    // What waited for room in the queue when it was told to stop did not fail.
    const end = params.signal.aborted
      ? { ended: 'stopped' as const }
      : { ended: 'failed' as const, reason: 'the queue or the store failed', error };
    Object.assign(running.outcome, end);
    if (end.ended === 'failed') {
      await recordCoverage(running).catch(() => {});
      throw error;
    }
  }
  await recordCoverage(running);
  const { error, spans: _, channels: __, ...counts } = running.outcome;
  params.log[levelOf(running.outcome)](
    { city: params.city.id, source: collector.source, run: running.run, ...counts, err: error },
    'collection ended',
  );
  return running.outcome;
}

/** A run that was told to stop, or has spent its time, goes on next time; one that brought nothing is not worth a line. */
function levelOf({ ended, read, deleted = 0 }: RunOutcome): 'debug' | 'info' | 'warn' {
  if (['failed', 'blocked', 'rate limited', 'truncated'].includes(ended)) return 'warn';
  return read + deleted > 0 ? 'info' : 'debug';
}

/** What one run carries along. */
class Running<Item, Options> {
  readonly collector: Collector<Item, Options>;
  readonly params: RunParams;
  readonly options: Options;
  readonly clock: Clock;
  readonly run: string;
  readonly preparer;
  readonly startedAt: Date;
  readonly gate: Gate;
  outcome: RunOutcome;
  cursor: unknown;
  failures = 0;
  postsThisRun = 0;

  constructor(collector: Collector<Item, Options>, params: RunParams, options: Options) {
    this.collector = collector;
    this.params = params;
    this.options = options;
    this.clock = params.clock ?? systemClock;
    this.run = params.run ?? randomUUID();
    this.preparer = createPreparer(params.city, (createdAt) => params.secrets.authorKey(createdAt));
    this.startedAt = this.clock.now();
    const { signal, rates, allowances } = params;
    this.gate = createGate(collector, {
      ...{ clock: this.clock, signal },
      ...(rates && { rates }),
      ...(allowances && { allowances }),
    });
    const saved = readRunCursor(params.cursor);
    this.cursor = saved?.at;
    const totals = collector.isFinite ? saved?.totals : undefined;
    this.outcome = { ...noTotals(), ...totals, ended: 'failed' };
  }
}

async function collectAll<Item, Options>(running: Running<Item, Options>): Promise<End> {
  const { clock, gate, params } = running;
  const { signal, random } = params;
  for (;;) {
    if (signal.aborted) return { ended: 'stopped' };
    let end: End | undefined;
    let error: unknown;
    try {
      end = await collectOnce(running);
    } catch (caught) {
      if (!(caught instanceof SourceFailure)) throw caught;
      error = caught.cause;
    }
    if (signal.aborted) return { ended: 'stopped' };
    // Whatever the collector made of it: it was the city's own limit that stopped it.
    const spent = gate.spent();
    if (spent && end?.ended !== 'complete') return budgetEnd(spent);
    if (end) return end;
    if (error instanceof RateLimitedError) gate.refuse(error.retryAfterMs);
    const longest = params.longestWaitMs ?? longestWaitMs;
    running.failures++;
    const { failures } = running;
    const wait = endAfter({ error, failures, now: clock.now(), longestWaitMs: longest, random });
    if (typeof wait !== 'number') return wait;
    await clock.wait(wait, signal);
  }
}

/** Marks what the source threw, so that it is never taken for a failure of the queue. */
class SourceFailure extends Error {
  override name = 'SourceFailure';
}

async function collectOnce<Item, Options>(running: Running<Item, Options>): Promise<End> {
  const pages = running.collector.collect(contextOf(running));
  try {
    for (;;) {
      const next = await pages.next().catch((error: unknown) => {
        throw new SourceFailure('the source failed', { cause: error });
      });
      if (next.done)
        return running.params.signal.aborted ? { ended: 'stopped' } : (next.value ?? { ended: 'complete' });
      await takePage(running, next.value);
      running.failures = 0;
      const end = endAfterPage(running);
      if (end) return end;
    }
  } finally {
    // Lets the collector close what it holds; what it throws then changes nothing any more.
    await pages.return(undefined).catch(() => {});
  }
}

function endAfterPage<Item, Options>(running: Running<Item, Options>): CollectEnd | End | undefined {
  const { signal, budget } = running.params;
  if (signal.aborted) return { ended: 'stopped' };
  const spent = running.gate.spent();
  if (spent) return budgetEnd(spent);
  const isSpent =
    (budget?.posts !== undefined && running.postsThisRun >= budget.posts) ||
    (budget?.timeMs !== undefined &&
      running.clock.now().getTime() - running.startedAt.getTime() >= budget.timeMs);
  return isSpent ? { ended: 'budget', reason: 'the budget of this run is spent' } : undefined;
}

async function takePage<Item, Options>(running: Running<Item, Options>, page: Page<Item>): Promise<void> {
  const { params, collector, outcome } = running;
  if (page.startsOver !== undefined) {
    Object.assign(outcome, noTotals(), { startedOver: page.startsOver });
    params.log.info(
      { city: params.city.id, source: collector.source, why: page.startsOver },
      'starts from the beginning',
    );
  }
  const { city } = params;
  const now = running.clock.now();
  const read = readPage(collector, page, {
    city,
    options: running.options,
    run: running.run,
    now,
    preparer: running.preparer,
  });
  const batches = splitPage(city.id, page.name, read.fitted);
  for (const batch of batches) await persist(running, () => params.enqueue(batch));
  if (read.letters.length > 0) await persist(running, () => params.deadLetter(read.letters));
  const { deleted = [] } = page;
  if (deleted.length > 0 && params.deleted) {
    await persist(running, async () => params.deleted?.(deleted));
    outcome.deleted = (outcome.deleted ?? 0) + deleted.length;
  }
  outcome.read += page.items.length;
  outcome.enqueued += read.fitted.length;
  outcome.dead += read.letters.length;
  outcome.mended += read.mended;
  outcome.skipped += read.skips.length;
  outcome.batches += batches.length;
  running.postsThisRun += read.fitted.length;
  for (const skip of read.skips) outcome.skips = { ...outcome.skips, [skip]: (outcome.skips[skip] ?? 0) + 1 };
  for (const { source, posts } of batches) {
    const times = posts.map((post) => post.createdAt).sort();
    addSpan(outcome, source, times[0]!, times.at(-1)!, posts.length);
  }
  for (const { channel, ...interval } of [page.covered ?? []].flat()) {
    const [from, to] = [interval.from.toISOString(), interval.to.toISOString()];
    addSpan(outcome, collector.source, from, to, 0);
    if (channel !== undefined) addChannelSpan(outcome, { channel, from, to });
  }
  for (const report of read.reports) params.onReport?.(report);
  running.cursor = page.cursor;
  running.gate.count({ items: page.items.length, posts: read.fitted.length });
  await keepAccounts(running);
  const covered = coverageOf(running, { ended: 'stopped' });
  await persist(running, () => params.saveCursor(savedCursor(running), covered));
}

/** What the run has cost, and what the platform has said of its limits, for the next run and for other processes. */
async function keepAccounts<Item, Options>(running: Running<Item, Options>): Promise<void> {
  const { params, gate } = running;
  await persist(running, async () => params.saveCost?.(gate.cost()));
  const rates = gate.changedRates();
  if (rates.length > 0) await persist(running, async () => params.saveRates?.(rates));
}

function savedCursor<Item, Options>({ collector, cursor, outcome }: Running<Item, Options>): RunCursor {
  if (!collector.isFinite) return { version: 1, at: cursor };
  const { read, enqueued, skipped, dead, mended, batches, skips, spans, channels } = outcome;
  const totals = { read, enqueued, skipped, dead, mended, batches, skips, spans, channels };
  return { version: 1, at: cursor, totals };
}

/** The queue or the store away: wait, as long as it takes or until the signal. Anything else is thrown. */
async function persist<Item, Options>(
  running: Running<Item, Options>,
  act: () => Promise<void>,
): Promise<void> {
  const { signal, log, random } = running.params;
  for (let failures = 1; ; failures++) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof TransientError) || signal.aborted) throw error;
      log.warn(
        { source: running.collector.source, failures, err: error },
        'the queue or the store is away: collection waits',
      );
    }
    await running.clock.wait(backoffMs(failures, random), signal);
  }
}

function contextOf<Item, Options>(running: Running<Item, Options>): CollectContext<Options> {
  const { params, clock, options, cursor, gate } = running;
  const { city, signal, log, from, to, http, live, findStored, credentials = {} } = params;
  const { turn, noteRate, spend } = gate;
  const progress = (now: Progress) => params.onProgress?.(now);
  const passage = { turn, noteRate, spend, progress, ...(findStored && { findStored }) };
  return { city, options, cursor, live, signal, clock, log, credentials, http, from, to, ...passage };
}

/** One entry per source of the rows; one for the collector itself when nothing was read. */
function coverageOf<Item, Options>(
  { collector, params, outcome, run, startedAt, clock }: Running<Item, Options>,
  { ended, reason }: Pick<RunOutcome, 'ended' | 'reason'>,
): CoverageEntry[] {
  const spans: [string, { from?: string; to?: string; posts: number }][] = Object.entries(outcome.spans);
  if (spans.length === 0) spans.push([collector.source, { posts: 0 }]);
  return spans.map(([source, covered]) => ({
    ...{ city: params.city.id, source, how: collector.isFinite ? 'import' : 'collect', run },
    ...{ ended, reason, ...covered },
    ...(source === collector.source && outcome.channels && { channels: outcome.channels }),
    ...{ startedAt: startedAt.toISOString(), finishedAt: clock.now().toISOString() },
  }));
}

async function recordCoverage<Item, Options>(running: Running<Item, Options>): Promise<void> {
  for (const entry of coverageOf(running, running.outcome))
    await persist(running, () => running.params.recordCoverage(entry));
}
