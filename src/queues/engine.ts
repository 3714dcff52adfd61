// What both back-ends have in common: a connection BullMQ understands, and what it does not know of.
import type { BackendFactory, IQueueBackend, JobsOptions, Queue } from 'bullmq';
import type { QueueDefinition } from './definition.ts';
import type { Envelope } from './envelope.ts';

export type JobQueue = Queue<Envelope, unknown, string, Envelope, unknown, string, IQueueBackend, unknown>;

export interface Engine extends AsyncDisposable {
  connection: unknown;
  factory: BackendFactory<IQueueBackend, unknown>;
  /** false while the server is so full that a further job could deadlock its workers */
  hasMemory(): Promise<boolean>;
  /** pause between two looks at jobs that somebody waits for, in ms; those that end in this process are told of at once */
  lookEveryMs: number;
  /** called after every job added, for housekeeping */
  jobAdded(): void;
  /** the connection's own troubles: one line when it is lost, one when it is back */
  report(error: unknown): void;
  /** ends the connections at once, when a graceful end takes too long */
  disconnect(): void;
}

/** Keys of Redis start with it; PostgreSQL has its schema `bullmq`. */
export const prefix = 'earshot';

/** Kept when BullMQ fails it by itself: the sweeper must find its payload. */
export function jobOptions(
  definition: Pick<QueueDefinition, 'attempts' | 'keepCompleted'>,
  id: string,
): JobsOptions {
  const keep = definition.keepCompleted;
  return {
    jobId: id,
    attempts: definition.attempts,
    backoff: { type: 'custom' },
    removeOnComplete: keep ? { age: keep.seconds, count: keep.jobs } : true,
    removeOnFail: false,
    // stacks of foreign errors open with their message, which may quote a post
    stackTraceLimit: 0,
  };
}
