// All queues of a process over one engine: add, wait for room, work, count, and learn what became of a job.
import { setMaxListeners } from 'node:events';
import { Queue } from 'bullmq';
import { TransientError } from '../errors.ts';
import type { Log } from '../log.ts';
import { settledWithin, unlessAborted } from './deadline.ts';
import { isSettled, type Outcome, type QueueDefinition } from './definition.ts';
import { type Engine, type JobQueue, jobOptions, prefix } from './engine.ts';
import { openEnvelope, seal } from './envelope.ts';
import { readOutcome, readSettled } from './outcome.ts';
import type { Handler, OnFailed } from './processor.ts';
import { maxWaiting, waitForRoom } from './room.ts';
import { createWatch, type Watch } from './watch.ts';
import { startWorker, type WorkerHandle } from './worker.ts';

export interface WorkOptions<P> {
  /** writes the dead letters of a job that will not succeed; the job is removed only after it resolved */
  onFailed: OnFailed<P>;
  /** jobs in hand at once; the catalogue's number without it */
  concurrency?: number;
  /** how long `close` waits for the jobs in hand, in milliseconds; 7,000 without it */
  finishWithinMs?: number;
}

export interface Counts {
  waiting: number;
  active: number;
  /** put off: a retry, a rate limit, a parked job */
  delayed: number;
  failed: number;
}

/** `Payloads` maps each queue's name to what its jobs carry. Disposing it closes its workers first. */
export interface Hub<Payloads> extends AsyncDisposable {
  /** Resolves when the job is safe. A no-op while the id is known. Throws TransientError. Stands still while Redis is away. */
  add<N extends keyof Payloads>(name: N, id: string, payload: Payloads[N]): Promise<void>;
  /** Resolves when fewer than 200 jobs wait, or than `most` (and Redis is less than 70% full). Rejects with the signal's reason. */
  whenRoom(name: keyof Payloads, signal: AbortSignal, most?: number): Promise<void>;
  work<N extends keyof Payloads>(
    name: N,
    handler: Handler<Payloads[N]>,
    options: WorkOptions<Payloads[N]>,
  ): Promise<WorkerHandle>;
  counts(name: keyof Payloads): Promise<Counts>;
  outcomes(name: keyof Payloads, ids: readonly string[]): Promise<Map<string, Outcome>>;
  /** Waits for one job, whichever process works on it; thousands may be waited for at once. Never `waiting`, `active` or `delayed`. */
  whenSettled(name: keyof Payloads, id: string, signal: AbortSignal): Promise<Outcome>;
  /** Ids of the jobs still to be done whose payload matches: what an interrupted producer left behind. Reads every payload. */
  find<N extends keyof Payloads>(name: N, matches: (payload: Payloads[N]) => boolean): Promise<string[]>;
  /** True when none of these jobs is still to be done. */
  isIdle(name: keyof Payloads, ids: readonly string[]): Promise<boolean>;
}

interface Line {
  queue: JobQueue;
  watch: Watch;
  definition: QueueDefinition;
}

export async function createHub<Payloads>(
  catalog: { [N in keyof Payloads]: QueueDefinition<Payloads[N]> },
  engine: Engine,
  log: Log,
): Promise<Hub<Payloads>> {
  const lines = new Map<keyof Payloads, Line>();
  const workers = new Set<WorkerHandle>();
  // ioredis never settles what waits for a server when it is told to stop waiting
  const closed = new AbortController();
  setMaxListeners(0, closed.signal);
  const line = (name: keyof Payloads): Line => {
    const known = lines.get(name) ?? openLine(catalog[name] as QueueDefinition, engine);
    lines.set(name, known);
    return known;
  };
  const hasRoom = async (name: keyof Payloads, most: number) => {
    const { waiting = 0, delayed = 0 } = await line(name).queue.getJobCounts('waiting', 'delayed');
    return waiting + delayed < Math.min(most, maxWaiting) && (await engine.hasMemory());
  };
  const outcomes = async (name: keyof Payloads, ids: readonly string[]) => {
    const { queue } = line(name);
    const reading = Promise.all(ids.map(async (id) => [id, await readOutcome(queue, id)] as const));
    return new Map(await unlessAborted(reading, closed.signal));
  };
  return {
    async add(name, id, payload) {
      const { queue, definition } = line(name);
      const adding = queue.add(definition.name, seal(payload), jobOptions(definition, id));
      await unlessAborted(adding, closed.signal).catch((cause) => {
        throw new TransientError('the queue did not take a job', { cause });
      });
      engine.jobAdded();
    },
    whenRoom: (name, signal, most = maxWaiting) =>
      waitForRoom(() => unlessAborted(hasRoom(name, most), closed.signal), signal),
    async work(name, handler, options) {
      const { queue, watch } = line(name);
      const definition = catalog[name];
      const worker = await startWorker({
        definition,
        handler,
        onFailed: options.onFailed,
        concurrency: options.concurrency ?? definition.concurrency,
        finishWithinMs: options.finishWithinMs ?? 7_000,
        queue,
        engine,
        log,
        ended: watch.poke,
      });
      workers.add(worker);
      return worker;
    },
    async counts(name) {
      const {
        waiting = 0,
        active = 0,
        delayed = 0,
        failed = 0,
      } = await unlessAborted(line(name).queue.getJobCounts(), closed.signal);
      return { waiting, active, delayed, failed };
    },
    outcomes,
    whenSettled: (name, id, signal) => line(name).watch.settled(id, signal),
    async find(name, matches) {
      const jobs = await line(name).queue.getJobs(['waiting', 'active', 'delayed', 'prioritized']);
      return jobs.flatMap((job) => {
        const opened = openEnvelope(catalog[name], job.data);
        return opened.kind === 'work' && matches(opened.payload) ? [String(job.id)] : [];
      });
    },
    async isIdle(name, ids) {
      return [...(await outcomes(name, ids)).values()].every(isSettled);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...workers].map((worker) => worker.close()));
      closed.abort(new TransientError('the queue is closed'));
      for (const { watch } of lines.values()) watch.stop();
      const ended = Promise.all([...lines.values()].map(({ queue }) => queue.close()));
      if (!(await settledWithin(ended, 500))) engine.disconnect();
      await engine[Symbol.asyncDispose]();
    },
  };
}

function openLine(definition: QueueDefinition, engine: Engine): Line {
  const queue: JobQueue = new Queue(
    definition.name,
    // nobody reads BullMQ's event stream: keep it short
    { connection: engine.connection, prefix, streams: { events: { maxLen: 100 } } },
    engine.factory,
  );
  queue.on('error', (error) => engine.report(error));
  return { queue, definition, watch: createWatch((id) => readSettled(queue, id), engine.lookEveryMs) };
}
