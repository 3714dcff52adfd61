// What a process does for the queues: collects sources, enriches batches, rebuilds the days that changed.
import { listDirty, rebuildDays, type Summed } from '../maintain/rebuild.ts';
import { jobId, type Payload } from '../queues.ts';
import type { Runtime } from '../runtime.ts';
import { checkSums, queueChecks } from './check-sums.ts';
import { collectSource } from './collect-source.ts';
import { enrichBatch, lettersOf } from './enrich-batch.ts';
import { createRebuildPace, type Turn } from './rebuild-pace.ts';
import { reenrichCity } from './reenrich-city.ts';
import { startSchedule } from './schedule.ts';

/** How often a process looks for days that changed; an answer is at most this much older than its posts, plus a rebuild. */
const rebuildEveryMs = 5_000;

/** Several batches in hand: one in each thread, and those whose rows wait for the writer's next group. */
const batchesInHand = 16;

/** Takes jobs of the `enrich` queue until it is disposed; what is in hand then is finished or given back. */
export async function startEnrichWorker(runtime: Runtime): Promise<AsyncDisposable> {
  const { cities, store, writer, deadLetters, log } = runtime;
  const queues = await runtime.queues();
  const context = { cities, store, writer, deadLetters, log, pool: runtime.pool() };
  return queues.work('enrich', (job) => enrichBatch(job, context), {
    concurrency: batchesInHand,
    onFailed: async (job, { reason }) => {
      await deadLetters.put(
        lettersOf(
          job,
          job.posts.map((post) => ({ post, reason })),
          'queue',
        ),
      );
      return { stored: 0, dead: job.posts.length, dropped: 0 };
    },
  });
}

/**
 * Queues a rebuild of each month that has days whose posts changed since their sums were made. Returns the jobs' ids; a
 * month that is queued already stays queued once. `sumsOnly`: what is said on these days follows later, they stay dirty. `since`: only
 * days from this one on.
 */
export async function queueDirtyDays(
  runtime: Runtime,
  { city, sumsOnly = false, since = '' }: { city?: string } & Partial<Turn> = {},
): Promise<string[]> {
  const dirty = (await listDirty(runtime.store, city)).filter(({ day }) => day >= since);
  const how = { ...(sumsOnly && { sumsOnly }), ...(since && { since }) };
  const months = new Map(
    dirty.map(({ city, day }) => {
      const month = day.slice(0, 7);
      return [jobId(['rebuild', city, month]), { city, month, ...how }];
    }),
  );
  const queues = await runtime.queues();
  await Promise.all([...months].map(([id, payload]) => queues.add('rebuild', id, payload)));
  return [...months.keys()];
}

/** One job of the `rebuild` queue: the days of a month that are dirty now. */
async function rebuildMonth(
  { store, cities, log }: Runtime,
  job: Payload<'rebuild'>,
  summed: Summed,
): Promise<void> {
  const city = await cities.get(job.city);
  const { month, since = '' } = job;
  const dirty = await listDirty(store, city.id);
  const days = dirty.map(({ day }) => day).filter((day) => day.startsWith(month) && day >= since);
  await rebuildDays(store, city, days, job.sumsOnly ? summed : undefined);
  log.debug({ city: city.id, days: days.length }, 'days rebuilt');
}

/** Keeps the sums in step with the posts until it is disposed. */
export async function startRebuildWorker(runtime: Runtime): Promise<AsyncDisposable> {
  const { log, corrections, cities } = runtime;
  const queues = await runtime.queues();
  const summed: Summed = new Map();
  const pace = createRebuildPace(Date.now());
  const rebuild = async (job: Payload<'rebuild'>) => {
    const startedAt = Date.now();
    await rebuildMonth(runtime, job, summed);
    pace.worked({ sumsOnly: false, ...job }, Date.now() - startedAt);
  };
  const worker = await queues.work('rebuild', rebuild, {
    // The day stays dirty, so the next look queues it again: nothing is lost with this job.
    onFailed: async (job, { reason }) => log.error({ ...job, reason }, 'a day could not be rebuilt'),
  });
  let looking: Promise<unknown> = Promise.resolve();
  const look = async () => {
    try {
      await corrections.finishPending((id) => cities.get(id));
      // What waits for several workers is soon in their hands, and its days change all the same.
      const { waiting, active } = await queues.counts('enrich');
      const turn = pace.next(Date.now(), waiting + active);
      if (!turn) return;
      await queueDirtyDays(runtime, turn);
      pace.queued(turn, Date.now());
      if (!turn.sumsOnly) summed.clear();
    } catch (err) {
      log.warn({ err }, 'cannot look for days that changed');
    }
  };
  const timer = setInterval(() => {
    looking = look();
  }, rebuildEveryMs);
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await looking;
      await worker.close();
    },
  };
}

/**
 * Takes jobs of the `collect` queue until it is disposed; a run in hand ends after its page, and goes on next time.
 * `schedule`: also queues what is due.
 */
export async function startCollectWorker(
  runtime: Runtime,
  { schedule = true }: { schedule?: boolean } = {},
): Promise<AsyncDisposable> {
  const { log } = runtime;
  const stopping = new AbortController();
  const queues = await runtime.queues();
  const worker = await queues.work(
    'collect',
    (job, { signal }) => collectSource(runtime, job, AbortSignal.any([signal, stopping.signal])),
    // Nothing is lost with it: the cursor stands where it stood, and the source is due again.
    { onFailed: async (job, { reason }) => log.error({ ...job, reason }, 'a source could not be collected') },
  );
  const scheduled = schedule ? startSchedule(runtime) : undefined;
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await scheduled?.[Symbol.asyncDispose]();
      await worker.close();
    },
  };
}

/** Takes jobs of the `reenrich` queue until it is disposed; one in hand then begins again elsewhere, or at the next start. */
export async function startReenrichWorker(runtime: Runtime): Promise<AsyncDisposable> {
  const queues = await runtime.queues();
  const worker = await queues.work('reenrich', (job, { signal }) => reenrichCity(runtime, job, signal), {
    // Nothing is lost with it: what it had not come to is still outdated, and is found by the next.
    onFailed: async (job, { reason }) =>
      runtime.log.error({ ...job, reason }, 'stored posts could not be enriched again'),
    finishWithinMs: 0,
  });
  return { [Symbol.asyncDispose]: () => worker.close() };
}

const lookForNightEveryMs = 60_000;

/** Checks the sums every night until it is disposed; a check in hand is given up then, and begins again elsewhere or at the next start. */
export async function startCheckWorker(runtime: Runtime): Promise<AsyncDisposable> {
  const { log } = runtime;
  const queues = await runtime.queues();
  const worker = await queues.work('check', (job, { signal }) => checkSums(runtime, job, signal), {
    // The next night checks again.
    onFailed: async (job, { reason }) => log.error({ ...job, reason }, 'the sums could not be checked'),
    finishWithinMs: 0,
  });
  let looking: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    looking = queueChecks(runtime, Date.now()).catch((err: unknown) =>
      log.warn({ err }, 'cannot look whether the sums are to be checked'),
    );
  }, lookForNightEveryMs);
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await looking;
      await worker.close();
    },
  };
}

/** What keeps a city's answers as they should be: sums in step with posts, tags of the version that runs. */
export async function startMaintenance(runtime: Runtime): Promise<AsyncDisposable> {
  const workers = [
    await startRebuildWorker(runtime),
    await startReenrichWorker(runtime),
    await startCheckWorker(runtime),
  ];
  return {
    async [Symbol.asyncDispose]() {
      await Promise.all(workers.map((worker) => worker[Symbol.asyncDispose]()));
    },
  };
}

/** What a process that runs alone does for posts that are in the queue. */
export async function startWorkers(runtime: Runtime): Promise<AsyncDisposable> {
  const workers = [await startEnrichWorker(runtime), await startMaintenance(runtime)];
  return {
    async [Symbol.asyncDispose]() {
      // Each waits some seconds for what is in hand: at the same time, as an end has ten.
      await Promise.all(workers.map((worker) => worker[Symbol.asyncDispose]()));
    },
  };
}
