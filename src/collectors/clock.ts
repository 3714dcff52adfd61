// Time as the runner sees it: passed in, so that tests need not wait.
import { setTimeout } from 'node:timers/promises';

export interface Clock {
  now(): Date;
  /** Resolves after `ms`, or as soon as the signal is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  async wait(ms, signal) {
    await setTimeout(ms, undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  },
};
