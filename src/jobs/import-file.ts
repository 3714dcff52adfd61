// An import from its first line to its last row confirmed and counted: the runner reads, the queue carries, and this
// waits until every batch has its outcome and the answers hold the posts.
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import type { Batch } from '../collectors/batches.ts';
import type { Progress } from '../collectors/collector.ts';
import { collector as fileCollector } from '../collectors/file.ts';
import type { CoverageEntry, RunCursor, RunOutcome } from '../collectors/outcome.ts';
import type { ItemReport } from '../collectors/page.ts';
import { run as runCollector } from '../collectors/run.ts';
import type { City } from '../config.ts';
import { pipelineVersion } from '../enrich/version.ts';
import { jobId, type Outcome, type Queues } from '../queues.ts';
import type { Runtime } from '../runtime.ts';
import type { CoverageEntry as StoredCoverage } from '../store/coverage-ledger.ts';
import { toStoredLetter } from './letters.ts';
import { queueDirtyDays } from './workers.ts';

export interface ImportRequest {
  city: City;
  /** options of the file collector: what to read, and how */
  file: { path?: string; input?: Readable; name: string; size?: number } & Record<string, unknown>;
  /** relevance decides what is kept; without it everything is */
  filter: boolean;
  signal: AbortSignal;
  onProgress(progress: Progress): void;
  onReport(report: ItemReport): void;
}

export interface ImportOutcome {
  /** read = stored + skipped + dead, unless it was stopped */
  read: number;
  stored: number;
  skipped: number;
  dead: number;
  mended: number;
  /** from the first line read to the last row confirmed, in ms */
  tookMs: number;
  ended: RunOutcome['ended'];
  reason?: string;
  /** an interrupted import of the same file went on */
  isResumed: boolean;
  /** batches that ended so long ago that what became of their posts is no longer known; counted as stored */
  forgotten: number;
}

const savedSchema = z.object({ run: z.string(), cursor: z.unknown() });

/** What became of the batches, added up as they settle, whichever process worked on them. */
function createTally(queues: Queues, signal: AbortSignal) {
  const waiting = new Map<string, Promise<void>>();
  const sum = { stored: 0, dead: 0, dropped: 0 };
  let lost = 0;
  let failure: unknown;
  function settle({ result, state }: Outcome): void {
    const counts = result as Partial<typeof sum> | undefined;
    if (state === 'unknown' || !counts) lost++;
    else for (const name of ['stored', 'dead', 'dropped'] as const) sum[name] += counts[name] ?? 0;
  }
  function track(id: string): void {
    if (waiting.has(id)) return;
    const settled = queues.whenSettled('enrich', id, signal).then(settle, (error: unknown) => {
      failure ??= error;
    });
    waiting.set(id, settled);
  }
  async function finish() {
    await Promise.all(waiting.values());
    if (failure !== undefined && !signal.aborted) throw failure;
    return { ...sum, lost };
  }
  return { track, finish };
}

/** Batches that wait: enough for several workers, and few enough that reading never takes the processor from who asks a question. */
const batchesAhead = 16;

/** A cursor a second is enough: batches that are read again have the same ids, and are known. */
const saveEveryMs = 1_000;

function createSavings(save: (value: unknown) => Promise<void>) {
  let savedAt = 0;
  let unsaved: { value: unknown } | undefined;
  return {
    async offer(value: unknown): Promise<void> {
      unsaved = { value };
      if (performance.now() - savedAt >= saveEveryMs) await this.finish();
    },
    async finish(): Promise<void> {
      if (!unsaved) return;
      const { value } = unsaved;
      unsaved = undefined;
      await save(value);
      savedAt = performance.now();
    },
  };
}

function toStoredCoverage(entry: CoverageEntry, outcome: { read: number }): StoredCoverage | undefined {
  const { from, to, posts, channels: _, ...rest } = entry;
  if (from === undefined || to === undefined) return undefined;
  return { ...rest, from, to, read: outcome.read, enqueued: posts, skipped: 0, dead: 0 };
}

/** Brings the answers up to date: rebuilds what this import, or another, has changed in the city. */
export async function settleDays(runtime: Runtime, city: City, signal: AbortSignal): Promise<void> {
  for (;;) {
    const ids = await queueDirtyDays(runtime, { city: city.id });
    if (ids.length === 0) return;
    const queues = await runtime.queues();
    await Promise.all(ids.map((id) => queues.whenSettled('rebuild', id, signal)));
  }
}

/**
 * Imports one file. Resolves when its posts are in every answer, or when the signal stopped it: then the same import
 * goes on where it was. Throws ConfigError when the file or its options are no good.
 */
export async function importFile(runtime: Runtime, request: ImportRequest): Promise<ImportOutcome> {
  const { city, file, filter, signal } = request;
  const { state, deadLetters } = runtime;
  const queues = await runtime.queues();
  const cursorName = `import ${file.name}`;
  const saved = savedSchema.safeParse(await state.cursor.get(city.id, 'file', cursorName)).data;
  const run = saved?.run ?? randomUUID();
  const version = pipelineVersion(city);
  await runtime.pool().warm(city);
  const tally = createTally(queues, signal);
  // Batches that an interrupted import left in the queue belong to this one.
  if (saved) for (const id of await queues.find('enrich', (job) => job.run === run)) tally.track(id);
  const savings = createSavings((value) => state.cursor.put(city.id, 'file', value, cursorName));
  let startedAt = 0;
  let read = 0;
  const outcome = await runCollector(fileCollector, {
    city,
    options: file,
    // With a filter the outcome of every batch is needed for an honest count: read again, known batches are no-ops.
    cursor: filter ? undefined : saved?.cursor,
    run,
    signal,
    secrets: runtime.secrets,
    log: runtime.log,
    async enqueue(batch: Batch) {
      startedAt ||= performance.now();
      await queues.whenRoom('enrich', signal, batchesAhead);
      const id = jobId([city.id, batch.source, batch.page, version, filter ? 'filter' : 'keep']);
      await queues.add('enrich', id, {
        city: city.id,
        source: batch.source,
        run,
        filter,
        posts: batch.posts,
      });
      tally.track(id);
      runtime.log.debug({ id, posts: batch.posts.length }, 'batch queued');
    },
    saveCursor: (cursor: RunCursor) => savings.offer({ run, cursor }),
    async recordCoverage(entry) {
      const stored = toStoredCoverage(entry, { read });
      if (stored) await state.coverage.put(stored);
    },
    deadLetter: (letters) => deadLetters.put(letters.map(toStoredLetter)),
    onProgress(progress) {
      read = progress.records;
      request.onProgress(progress);
    },
    onReport: request.onReport,
  });
  const counts = await tally.finish();
  await savings.finish();
  const tookMs = startedAt === 0 ? 0 : performance.now() - startedAt;
  if (!signal.aborted) await settleDays(runtime, city, signal);
  const isResumed = saved !== undefined && !filter && outcome.startedOver === undefined;
  // Of batches that an interrupted run saw to their end, only the dead letters are left to tell.
  const dead = isResumed ? await deadLetters.count(run) : outcome.dead + counts.dead;
  const skipped = outcome.skipped + counts.dropped;
  const { read: total, mended, ended, reason } = outcome;
  return {
    read: total,
    // Stopped: what still waits in the queue is not stored, whoever will store it.
    stored: signal.aborted ? counts.stored : total - skipped - dead,
    skipped,
    dead,
    mended,
    tookMs,
    ended,
    reason,
    isResumed,
    forgotten: counts.lost,
  };
}
