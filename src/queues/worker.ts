// A BullMQ worker around a processor: its timings, its sweeper, its end.
import { type IQueueBackend, type JobProgress, Worker } from 'bullmq';
import { settledWithin } from './deadline.ts';
import { type Engine, prefix } from './engine.ts';
import type { Envelope } from './envelope.ts';
import { createProcessor, type ProcessorOptions } from './processor.ts';
import { retryDelayMs } from './verdict.ts';

export interface WorkerHandle extends AsyncDisposable {
  /** Takes nothing new, finishes what is in hand within the limit, gives the rest back. Never rejects. */
  close(): Promise<void>;
}

export interface WorkerSettings<P> extends Omit<ProcessorOptions<P>, 'log' | 'away'> {
  engine: Engine;
  log: ProcessorOptions<P>['log'];
  concurrency: number;
  /** called with the id of every job that ended here */
  ended(id: string): void;
  /** milliseconds that `close` waits for the jobs in hand */
  finishWithinMs: number;
}

// A killed worker's job is back after its lock has run out and a check has come by: within 10 s, and within 12 if
// that check came a moment before the mark of the last one ran out, which BullMQ then leaves to the next.
const lockDurationMs = 8_000;
/** a lock in hand is never older than this, so that a process may stand still for the other five seconds */
const lockRenewMs = 3_000;
const stalledCheckMs = 2_000;
/** Beyond it BullMQ fails the job without asking us; the sweeper brings it back. Ours to decide before that. */
const maxStalledCount = 5;
const sweepMs = 10_000;

type JobWorker = Worker<Envelope, unknown, string, IQueueBackend, JobProgress, unknown>;

export async function startWorker<P>(settings: WorkerSettings<P>): Promise<WorkerHandle> {
  const { definition, engine } = settings;
  const processor = createProcessor({ ...settings, away: engine.report });
  const worker: JobWorker = new Worker(
    definition.name,
    (job, token) => processor.process(job, token ?? ''),
    {
      connection: engine.connection,
      prefix,
      concurrency: settings.concurrency,
      lockDuration: lockDurationMs,
      lockRenewTime: lockRenewMs,
      stalledInterval: stalledCheckMs,
      maxStalledCount,
      runRetryDelay: 1_000,
      settings: {
        backoffStrategy: (attemptsMade) => retryDelayMs(attemptsMade, definition.backoff, Math.random),
      },
    },
    engine.factory,
  );
  const sweeper = startSweeper(settings);
  worker.on('error', (error) => engine.report(error));
  worker.on('lockRenewalFailed', (ids) => processor.abort(ids));
  worker.on('completed', (job) => settings.ended(String(job.id)));
  worker.on('failed', (job) => {
    if (!job) return;
    settings.ended(String(job.id));
    if (job.opts.removeOnFail !== true) sweeper.sweep();
  });
  await worker.waitUntilReady();
  sweeper.sweep();
  const close = once(async () => {
    sweeper.stop();
    const closed = worker.close();
    if (await settledWithin(closed, settings.finishWithinMs)) return;
    await settledWithin(processor.giveBack(), 1_000);
    if (!(await settledWithin(closed, 500))) await settledWithin(worker.disconnect(), 200);
  });
  return { close, [Symbol.asyncDispose]: close };
}

/**
 * What BullMQ failed by itself (stalled once too often) goes back to wait, where a worker judges it under its lock.
 * Only a failed job can be moved so: two sweepers, or one killed in the middle, do no harm.
 */
function startSweeper<P>({ queue, engine, log, definition }: WorkerSettings<P>) {
  let stopped = false;
  let isSweeping = false;
  const sweepOnce = async () => {
    for (const job of await queue.getFailed(0, 49)) {
      if (stopped) return;
      const isBack = await job.retry('failed').then(
        () => true,
        () => false,
      );
      if (isBack)
        log.warn(
          { queue: definition.name, job: job.id },
          'a job that was failed by stalling is judged again',
        );
    }
  };
  const sweep = () => {
    if (stopped || isSweeping) return;
    isSweeping = true;
    sweepOnce()
      .catch((error) => engine.report(error))
      .finally(() => {
        isSweeping = false;
      });
  };
  const timer = setInterval(sweep, sweepMs);
  timer.unref();
  return {
    sweep,
    stop() {
      stopped = true;
      clearInterval(timer);
    },
  };
}

function once(action: () => Promise<void>): () => Promise<void> {
  let result: Promise<void> | undefined;
  return () => (result ??= action());
}
