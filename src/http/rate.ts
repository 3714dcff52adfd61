// How often each host is asked: a bucket of tokens, a minimal interval, and the moment before which a host that
// said "later" is left alone. Short waits are slept, long ones are thrown: a job never sleeps.
import { setTimeout as sleep } from 'node:timers/promises';
import { RateLimitedError } from '../errors.ts';

export interface RateLimits {
  requestsPerMinute: number;
  /** requests that may follow each other at the minimal interval before the rate per minute counts */
  burst: number;
  minIntervalMs: number;
  /** waits up to this are slept, longer ones thrown; a request may have more patience, but not with a host that said "later" */
  maxWaitMs: number;
}

export interface RateLimiter {
  /**
   * Resolves when a request under this key may start, or throws RateLimitedError. `minIntervalMs` (a crawl delay)
   * can only widen the interval.
   */
  take(
    key: string,
    options?: { minIntervalMs?: number; maxWaitMs?: number; signal?: AbortSignal },
  ): Promise<void>;
  /** Nothing starts under this key for so long. */
  block(key: string, forMs: number): void;
}

interface Lane {
  tokens: number;
  /** when `tokens` was right; may lie ahead, when requests are reserved */
  countedAt: number;
  lastStart: number;
  blockedUntil: number;
}

const MAX_LANES = 2_000;

/** `elapsed` is a clock that never jumps, in ms. Keys are host names or a caller's own. */
export function createRateLimiter(limits: RateLimits, elapsed: () => number): RateLimiter {
  const lanes = new Map<string, Lane>();

  function laneOf(key: string): Lane {
    const known = lanes.get(key);
    if (known) return known;
    if (lanes.size >= MAX_LANES) forgetIdle(lanes, elapsed(), limits);
    const lane: Lane = {
      tokens: limits.burst,
      countedAt: elapsed(),
      lastStart: Number.NEGATIVE_INFINITY,
      blockedUntil: 0,
    };
    lanes.set(key, lane);
    return lane;
  }

  return {
    async take(key, { minIntervalMs = 0, maxWaitMs = limits.maxWaitMs, signal } = {}) {
      signal?.throwIfAborted();
      const lane = laneOf(key);
      // Patience is for intervals: a host that said "later" is not waited for.
      const saidMs = Math.ceil(lane.blockedUntil - elapsed());
      if (saidMs > limits.maxWaitMs) throw limited(key, saidMs);
      const start = earliestStart(lane, limits, Math.max(minIntervalMs, limits.minIntervalMs), elapsed());
      const waitMs = Math.ceil(start.at - elapsed());
      if (waitMs > maxWaitMs) throw limited(key, waitMs);
      Object.assign(lane, { tokens: start.tokens - 1, countedAt: start.at, lastStart: start.at });
      if (waitMs > 0) await wait(waitMs, signal);
      // The host may have said "later" to someone else meanwhile.
      const blockedMs = Math.ceil(lane.blockedUntil - elapsed());
      if (blockedMs > 0) throw limited(key, blockedMs);
    },
    block(key, forMs) {
      const lane = laneOf(key);
      lane.blockedUntil = Math.max(lane.blockedUntil, elapsed() + forMs);
    },
  };
}

async function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(ms, undefined, signal ? { signal } : {});
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

function limited(key: string, waitMs: number): RateLimitedError {
  return new RateLimitedError(`${key} is to be asked again in ${Math.ceil(waitMs / 1000)} s`, waitMs);
}

/** The first moment with a token, after the interval and outside a block, and the tokens there are then. */
function earliestStart(
  lane: Lane,
  limits: RateLimits,
  intervalMs: number,
  now: number,
): { at: number; tokens: number } {
  const perMs = limits.requestsPerMinute / 60_000;
  const free = Math.max(now, lane.lastStart + intervalMs, lane.blockedUntil);
  const tokens = Math.min(limits.burst, lane.tokens + Math.max(0, free - lane.countedAt) * perMs);
  if (tokens >= 1) return { at: Math.max(free, lane.countedAt), tokens };
  return { at: Math.max(free, lane.countedAt) + (1 - tokens) / perMs, tokens: 1 };
}

/** Lanes that a new one would equal are dropped; keys are few, but redirects can name any host. */
function forgetIdle(lanes: Map<string, Lane>, now: number, limits: RateLimits): void {
  const refillMs = (limits.burst / limits.requestsPerMinute) * 60_000;
  for (const [key, lane] of lanes) {
    if (lane.blockedUntil <= now && lane.lastStart + Math.max(refillMs, 3_600_000) <= now) lanes.delete(key);
  }
}
