// What a failure of the source means for the run: how long to wait, or how it ends.
import { ConfigError, PermanentError, RateLimitedError, TransientError } from '../errors.ts';
import { RefusedError } from '../http/refused-error.ts';
import type { RunOutcome } from './outcome.ts';
import { backoffMs, resetWaitMs } from './pace.ts';
import type { Allowance } from './spending.ts';

export type End = Pick<RunOutcome, 'ended' | 'reason' | 'error' | 'retryAt'>;

/** Failures in a row, without a page between them, that end a run. */
const mostFailures = 5;

export interface FailedCall {
  error: unknown;
  /** in a row, with this one */
  failures: number;
  now: Date;
  longestWaitMs: number;
  random?: (() => number) | undefined;
}

/** The end of a run whose budget, set by the city, is spent: it goes on in the next period. */
export function budgetEnd({ limit, until }: Allowance): End {
  return { ended: 'budget', reason: `the budget of the profile is spent: ${limit}`, retryAt: until };
}

/** Milliseconds to wait before the source is asked again, or how the run ends. Pure but for `random`. */
export function endAfter({ error, failures, now, longestWaitMs, random }: FailedCall): number | End {
  if (error instanceof RateLimitedError) {
    const wait = resetWaitMs(error.retryAfterMs, failures, random);
    const retryAt = new Date(now.getTime() + wait);
    return wait > longestWaitMs || failures > mostFailures
      ? { ended: 'rate limited', reason: 'the source asks to come back later', retryAt, error }
      : wait;
  }
  if (error instanceof ConfigError)
    return { ended: 'blocked', reason: [error.message, ...error.problems].join('; '), error };
  if (error instanceof RefusedError && (error.status === 401 || error.status === 403))
    return { ended: 'blocked', reason: `${error.message}: it does not accept our credentials`, error };
  if (error instanceof PermanentError) return { ended: 'failed', reason: error.message, error };
  if (error instanceof TransientError) {
    if (failures <= mostFailures) return backoffMs(failures, random);
    return { ended: 'failed', reason: error.message, error };
  }
  // Not one of ours: its message may quote the source.
  const name = error instanceof Error ? error.name : typeof error;
  return { ended: 'failed', reason: `the collector failed (${name})`, error };
}
