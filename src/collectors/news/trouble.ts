// One feed that fails is left alone for a while, and says why; the others go on.
import { PermanentError, RateLimitedError, TransientError } from '../../errors.ts';
import { RefusedError } from '../../http/refused-error.ts';
import type { Trouble } from './cursor.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * What to remember of a failure, or undefined for what is no failure of the site. A site that named a time is left
 * alone until then; one that is away, or sends something else, is asked again at the next run and then less and less
 * often; one that refuses is asked again after an hour, at last once a day.
 */
export function troubleOf(error: unknown, before: Trouble | undefined, now: number): Trouble | undefined {
  const failures = (before?.failures ?? 0) + 1;
  if (error instanceof RateLimitedError) {
    return { failures, kind: 'rate limited', reason: error.message, retryAt: now + error.retryAfterMs };
  }
  if (error instanceof TransientError || isSpoilt(error)) {
    const waitMs = failures < 3 ? 0 : Math.min(6 * hourMs, 15 * minuteMs * 2 ** (failures - 3));
    return { failures, kind: 'failed', reason: error.message, retryAt: now + waitMs };
  }
  if (!(error instanceof PermanentError)) return undefined;
  const isBlocked =
    error instanceof RefusedError &&
    (error.reason === 'robots' || [401, 403, 451].includes(error.status ?? 0));
  const waitMs = Math.min(dayMs, hourMs * 2 ** Math.min(failures - 1, 5));
  return { failures, kind: isBlocked ? 'blocked' : 'failed', reason: error.message, retryAt: now + waitMs };
}

/** Failed looks after which it is believed that what a site sends in place of an answer is its answer. */
const looksBeforeBelief = 2;

/** Whether a site has sent something else so often that it means it. */
export const isBelieved = (error: unknown, { trouble }: { trouble?: Trouble | undefined }): boolean =>
  isSpoilt(error) && (trouble?.failures ?? 0) >= looksBeforeBelief;

/** An answer that is none: an error page with status 200, a body that breaks off. Mostly it passes. */
export function isSpoilt(error: unknown): error is PermanentError {
  if (error instanceof RefusedError) return error.reason === 'content';
  return error instanceof PermanentError;
}
