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
  const spoilt = spoiltAfter(error, before, now);
  const known = { failures, ...(spoilt && { spoilt }) };
  if (error instanceof RateLimitedError) {
    return { ...known, kind: 'rate limited', reason: error.message, retryAt: now + error.retryAfterMs };
  }
  if (error instanceof TransientError || isSpoilt(error)) {
    const waitMs = failures < 3 ? 0 : Math.min(6 * hourMs, 15 * minuteMs * 2 ** (failures - 3));
    return { ...known, kind: 'failed', reason: error.message, retryAt: now + waitMs };
  }
  if (!(error instanceof PermanentError)) return undefined;
  const isBlocked =
    error instanceof RefusedError &&
    (error.reason === 'robots' || [401, 403, 451].includes(error.status ?? 0));
  const waitMs = Math.min(dayMs, hourMs * 2 ** Math.min(failures - 1, 5));
  return { ...known, kind: isBlocked ? 'blocked' : 'failed', reason: error.message, retryAt: now + waitMs };
}

/** Other failures between two spoilt answers neither count as one nor forget those before. */
function spoiltAfter(error: unknown, before: Trouble | undefined, now: number): Trouble['spoilt'] {
  if (!isSpoilt(error)) return before?.spoilt;
  return { looks: (before?.spoilt?.looks ?? 0) + 1, since: before?.spoilt?.since ?? now };
}

/** Spoilt answers, and the time since the first of them, after which it is believed that a site means what it sends. */
const looksBeforeBelief = 2;
const beliefMs = hourMs;

/** Whether a site has sent something else so often, and for so long, that it means it. */
export function isBelieved(
  error: unknown,
  { trouble }: { trouble?: Trouble | undefined },
  now: number,
): boolean {
  const { looks, since } = trouble?.spoilt ?? { looks: 0, since: now };
  return isSpoilt(error) && looks >= looksBeforeBelief && now - since >= beliefMs;
}

/** An answer that is none: an error page with status 200, a body that breaks off. Mostly it passes. */
export function isSpoilt(error: unknown): error is PermanentError {
  if (error instanceof RefusedError) return error.reason === 'content';
  return error instanceof PermanentError;
}
