// A look that a process takes again and again.
import { setTimeout } from 'node:timers/promises';
import { settledWithin } from '../queues/deadline.ts';

/** Resolves after so many ms; rejects when the signal is aborted. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<unknown>;

const waitFor: Wait = (ms, signal) => setTimeout(ms, undefined, { signal });

export interface Pace {
  /** after each look has ended; asked then where it depends on the look */
  everyMs: number | (() => number);
  /** a look failed */
  onError(error: unknown): void;
  wait?: Wait;
}

/** Looks at once, and again after a while: one at a time, the store may be slow. Until it is disposed, which a look hears from its signal. */
export function startRepeating(
  look: (signal: AbortSignal) => Promise<unknown>,
  { everyMs, onError, wait = waitFor }: Pace,
): AsyncDisposable {
  const stopping = new AbortController();
  const { signal } = stopping;
  const run = async () => {
    while (!signal.aborted) {
      await look(signal).catch(onError);
      await wait(typeof everyMs === 'number' ? everyMs : everyMs(), signal).catch(() => {});
    }
  };
  const running = run();
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      // While Redis is away it may stand still until the queue is closed; what is cut short is finished after the next start.
      await settledWithin(running, 1_000);
    },
  };
}
