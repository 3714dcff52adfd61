// What one queue is: the shape of an entry of the catalogue, and what can be said about a job from outside.
import { createHash } from 'node:crypto';
import type { z } from 'zod';

export interface QueueDefinition<P = unknown> {
  /** also its name in Redis or PostgreSQL; no colon */
  name: string;
  payload: z.ZodType<P, unknown>;
  /** runs that may end in an unknown error before the job goes to the dead letters; a TransientError waits without end */
  attempts: number;
  /** doubling pauses between them, in milliseconds */
  backoff: { firstMs: number; maxMs: number };
  /** jobs in hand at once in one process, unless the worker says otherwise */
  concurrency: number;
  /** how long a completed job's id stays known and its outcome readable; without it, no time at all */
  keepCompleted?: { seconds: number; jobs: number };
  /** Two smaller payloads with the same content, or undefined when it cannot be divided. */
  halves?: (payload: P) => [P, P] | undefined;
}

export type JobState = 'waiting' | 'active' | 'delayed' | 'completed' | 'failed' | 'unknown';

/**
 * Where a job is. `result` is what its handler returned, or for a failed one what `onFailed` returned; a job that was
 * split has the sum of its parts. `unknown`: never added, or completed longer ago than `keepCompleted`.
 */
export interface Outcome {
  state: JobState;
  result?: unknown;
}

export const isSettled = (outcome: Outcome): boolean =>
  outcome.state === 'completed' || outcome.state === 'failed' || outcome.state === 'unknown';

/** A deterministic job id: SHA-256 in hex (BullMQ refuses ids with ":" and integers). */
export function jobId(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
