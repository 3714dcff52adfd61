// One job from its lock to its end: opened, judged, handled, scrubbed; or retried, divided, parked, given up.
// Every step may be cut by kill -9 and is then repeated from the top: nothing here may depend on running once.
import { DelayedError, type Job, UnrecoverableError, WaitingError } from 'bullmq';
import { PermanentError, RateLimitedError, TransientError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { QueueDefinition } from './definition.ts';
import { type JobQueue, jobOptions } from './engine.ts';
import { type Envelope, openEnvelope, seal, sealResult } from './envelope.ts';
import { type FailureResult, failureId, partId, type SplitResult } from './outcome.ts';
import { createTurns, type Turns } from './turns.ts';
import { countCrashes, describeFailure, judge, retryDelayMs, settleTrial } from './verdict.ts';

export interface JobMeta {
  id: string;
  /** 1 on the first run; a run cut by a crash or a shutdown is not counted */
  attempt: number;
  /** aborted when the job was given back or taken away: what is done after that is done twice */
  signal: AbortSignal;
}

/** What it returns is the job's outcome; it resolves only when nothing of the payload can be lost any more. */
export type Handler<P> = (payload: P, meta: JobMeta) => Promise<unknown>;

/** Writes the dead letters, idempotently; what it returns is the failed job's outcome. While it throws, the job stays. */
export type OnFailed<P> = (payload: P, failure: { id: string; reason: string }) => Promise<unknown>;

export interface ProcessorOptions<P> {
  definition: QueueDefinition<P>;
  handler: Handler<P>;
  onFailed: OnFailed<P>;
  queue: JobQueue;
  log: Log;
  /** told why a job waits for another side that is away */
  away(error: TransientError): void;
}

export interface Processor {
  process(job: Job<Envelope>, token: string): Promise<unknown>;
  /** Tells the handlers of these jobs (all without `ids`) that their work is no longer theirs. */
  abort(ids?: readonly string[]): void;
  /** Gives everything in hand back to the queue, as if it had never been taken. */
  giveBack(): Promise<void>;
}

/** A parked job, and one whose dead letters could not be written, is looked at again after this time. */
const parkMs = 60_000;
const deadLetterRetryMs = 15_000;

interface InHand {
  job: Job<Envelope>;
  token: string;
  controller: AbortController;
  letGo(error: Error): void;
}

export function createProcessor<P>(options: ProcessorOptions<P>): Processor {
  const inHand = new Map<string, InHand>();
  const suspects = createTurns();
  return {
    async process(job, token) {
      const controller = new AbortController();
      const id = String(job.id);
      const letGo = new Promise<never>((_, reject) =>
        inHand.set(id, { job, token, controller, letGo: reject }),
      );
      try {
        return await Promise.race([runJob({ ...options, suspects }, job, token, controller.signal), letGo]);
      } finally {
        inHand.delete(id);
      }
    },
    abort(ids = [...inHand.keys()]) {
      for (const id of ids) inHand.get(id)?.controller.abort();
    },
    async giveBack() {
      await Promise.all(
        [...inHand.values()].map(async ({ job, token, controller, letGo }) => {
          controller.abort();
          await job
            .moveToWait(token)
            .catch((err) => options.log.warn({ err }, 'a job could not be given back'));
          letGo(new WaitingError());
        }),
      );
    },
  };
}

async function runJob<P>(
  options: ProcessorOptions<P> & { suspects: Turns },
  job: Job<Envelope>,
  token: string,
  signal: AbortSignal,
): Promise<unknown> {
  const { definition, suspects } = options;
  const opened = openEnvelope(definition, job.data);
  if (opened.kind === 'done') return opened.result;
  if (opened.kind === 'unreadable') return park(options, job, token, opened.reason);
  const { payload } = opened;
  const run = { starts: job.attemptsStarted, stalls: job.stalledCounter };
  const suspicion = settleTrial(opened.suspicion, run);
  const halves = definition.halves?.(payload);
  const suspect = { ...suspicion, stalls: run.stalls, divisible: halves !== undefined };
  const crashes = countCrashes(suspect);
  const verdict = judge(suspect);
  if (verdict === 'split' && halves) return split(options, job, halves, crashes);
  if (verdict === 'give up')
    return giveUp(options, job, token, payload, `its worker ended ${Math.max(crashes, run.stalls)} times`);
  if (verdict === 'run') return runHandler(options, job, token, payload, signal);
  // what is known must survive a crash of the job that has its turn before
  if (suspicion.trials !== opened.suspicion.trials) await job.updateData(seal(payload, suspicion));
  return suspects.take(async () => {
    signal.throwIfAborted();
    await job.updateData(seal(payload, { ...suspicion, trial: run }));
    return runHandler(options, job, token, payload, signal);
  });
}

async function runHandler<P>(
  options: ProcessorOptions<P>,
  job: Job<Envelope>,
  token: string,
  payload: P,
  signal: AbortSignal,
): Promise<unknown> {
  let result: unknown;
  try {
    result = await options.handler(payload, { id: String(job.id), attempt: job.attemptsMade + 1, signal });
  } catch (error) {
    // Given back or taken away: how it ends here is nobody's business any more.
    if (signal.aborted) throw error;
    return fail(options, job, token, payload, error);
  }
  if (options.definition.keepCompleted) await job.updateData(sealResult(result));
  return result;
}

/** Throws what BullMQ understands: later, again, or never. */
async function fail<P>(
  options: ProcessorOptions<P>,
  job: Job,
  token: string,
  payload: P,
  error: unknown,
): Promise<unknown> {
  if (error instanceof RateLimitedError) return putOff(job, token, error.retryAfterMs);
  if (error instanceof TransientError) {
    // The other side is away: however long that takes, it is no fault of the job.
    options.away(error);
    return putOff(job, token, retryDelayMs(job.attemptsStarted, options.definition.backoff, Math.random));
  }
  const reason = describeFailure(error);
  const isLast = job.attemptsMade + 1 >= options.definition.attempts;
  if (error instanceof PermanentError || isLast) return giveUp(options, job, token, payload, reason);
  // BullMQ keeps the message with the job
  throw new Error(reason);
}

/** Dead letters first, then the memory of the failure, then the removal that frees the id. */
async function giveUp<P>(
  { definition, onFailed, queue, log }: ProcessorOptions<P>,
  job: Job<Envelope>,
  token: string,
  payload: P,
  reason: string,
): Promise<unknown> {
  const id = String(job.id);
  let result: unknown;
  try {
    result = await onFailed(payload, { id, reason });
  } catch (err) {
    log.error(
      { err, queue: definition.name, job: id },
      'a failed job stays: its dead letters could not be written',
    );
    return putOff(job, token, deadLetterRetryMs);
  }
  log.warn({ queue: definition.name, job: id, reason }, 'a job failed and is in the dead letters');
  if (definition.keepCompleted) {
    const memory: FailureResult = { failed: { reason, result: result ?? null } };
    await queue.add(definition.name, sealResult(memory), jobOptions(definition, failureId(id)));
  }
  job.opts.removeOnFail = true;
  throw new UnrecoverableError(reason);
}

async function split<P>(
  { definition, queue, log }: ProcessorOptions<P>,
  job: Job<Envelope>,
  halves: [P, P],
  crashes: number,
): Promise<SplitResult> {
  const result: SplitResult = { split: halves.map((_, part) => partId(String(job.id), part)) };
  for (const [part, half] of halves.entries()) {
    await queue.add(
      definition.name,
      seal(half, { inherited: crashes, trials: 0 }),
      jobOptions(definition, partId(String(job.id), part)),
    );
  }
  await job.updateData(sealResult(result));
  log.warn({ queue: definition.name, job: job.id, crashes }, 'a job that ended its worker was divided');
  return result;
}

/** Another version may read it: the one that wrote it, or the next. */
async function park<P>(
  { definition, log }: ProcessorOptions<P>,
  job: Job<Envelope>,
  token: string,
  reason: string,
): Promise<never> {
  log.error({ queue: definition.name, job: job.id, reason }, 'a job is parked: this version cannot read it');
  return putOff(job, token, parkMs);
}

/** Not an attempt: nothing was wrong with the job. */
async function putOff(job: Job, token: string, delayMs: number): Promise<never> {
  await job.moveToDelayed(Date.now() + delayMs, token);
  throw new DelayedError();
}
