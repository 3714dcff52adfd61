// What became of a job, asked from any process: its state without its payload, its result, its parts when it was split.
import { isSettled, type JobState, jobId, type Outcome } from './definition.ts';
import type { JobQueue } from './engine.ts';

/** Return value of a job that was divided: the outcome is that of its parts. */
export interface SplitResult {
  split: string[];
}

/** A failed job is removed, so that its id is free; this completed stub, under an id of its own, remembers it. */
export const failureId = (id: string): string => jobId([id, 'failure']);
export const partId = (id: string, part: number): string => jobId([id, 'part', String(part)]);

export interface FailureResult {
  failed: { reason: string; result: unknown };
}

/** One job; follows parts. A handful of small reads, none of which carries a payload. */
export async function readOutcome(queue: JobQueue, id: string): Promise<Outcome> {
  const outcome = await readUnlessOpen(queue, id);
  if (outcome) return outcome;
  const state = await queue.getJobState(id);
  // it settled between the two looks
  if (state === 'completed' || state === 'unknown') return readOutcome(queue, id);
  return { state: state === 'active' || state === 'delayed' ? state : 'waiting' };
}

/** Undefined while it is still to be done: one read less than to know how. */
export async function readSettled(queue: JobQueue, id: string): Promise<Outcome | undefined> {
  const outcome = await readUnlessOpen(queue, id);
  return outcome && isSettled(outcome) ? outcome : undefined;
}

async function readUnlessOpen(queue: JobQueue, id: string): Promise<Outcome | undefined> {
  const [status, value] = await readFinished(queue, id);
  if (status === 'open') return undefined;
  return status === 'finished' ? followResult(queue, parseResult(value)) : readFailure(queue, id);
}

async function readFailure(queue: JobQueue, id: string): Promise<Outcome> {
  const [status, value] = await readFinished(queue, failureId(id));
  if (status === 'missing') return { state: 'unknown' };
  if (status === 'open') return { state: 'active' };
  return followResult(queue, parseResult(value));
}

async function followResult(queue: JobQueue, result: unknown): Promise<Outcome> {
  if (isFailure(result)) return { state: 'failed', result: result.failed.result };
  if (!isSplit(result)) return { state: 'completed', result };
  return sumOutcomes(await Promise.all(result.split.map((part) => readOutcome(queue, part))));
}

/** BullMQ's own failed jobs are open: the sweeper puts them back to work. */
async function readFinished(
  queue: JobQueue,
  id: string,
): Promise<['finished' | 'open' | 'missing', unknown]> {
  const answer = await queue.getBackend().isFinished(id, true);
  const [status, value] = Array.isArray(answer) ? answer : [answer, null];
  if (status === 1) return ['finished', value];
  return [status === -1 ? 'missing' : 'open', null];
}

function parseResult(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) : null;
}

/** Waiting parts keep the whole waiting; numbers of settled parts are added up, name by name. Pure. */
export function sumOutcomes(parts: readonly Outcome[]): Outcome {
  const states = new Set(parts.map((part) => part.state));
  const order: JobState[] = ['active', 'waiting', 'delayed', 'unknown', 'failed'];
  const state = order.find((candidate) => states.has(candidate)) ?? 'completed';
  if (state === 'active' || state === 'waiting' || state === 'delayed') return { state };
  const sum: Record<string, number> = {};
  for (const { result } of parts) {
    if (typeof result !== 'object' || result === null) continue;
    for (const [name, value] of Object.entries(result)) {
      if (typeof value === 'number') sum[name] = (sum[name] ?? 0) + value;
    }
  }
  return { state, result: sum };
}

function isSplit(result: unknown): result is SplitResult {
  return typeof result === 'object' && result !== null && Array.isArray((result as SplitResult).split);
}

function isFailure(result: unknown): result is FailureResult {
  return (
    typeof result === 'object' && result !== null && typeof (result as FailureResult).failed === 'object'
  );
}
