// When to call again: the source's own limit, and how long to wait after a failure.
import type { Clock } from './clock.ts';

const firstWaitMs = 1_000;
const longestWaitMs = 60_000;

/** Doubles from one second to a minute, half of it random, so that sources do not come back together. */
export function backoffMs(failures: number, random: () => number = Math.random): number {
  const full = Math.min(longestWaitMs, firstWaitMs * 2 ** Math.max(0, failures - 1));
  return Math.round(full / 2 + (full / 2) * random());
}

/** A reset that is missing, in the past or no number becomes a back-off; a second is added against clocks that differ. */
export function resetWaitMs(retryAfterMs: number, failures: number, random?: () => number): number {
  if (!Number.isFinite(retryAfterMs) || retryAfterMs <= 0) return backoffMs(failures, random);
  return Math.max(retryAfterMs + 1_000, backoffMs(failures, random));
}

/** Spaces calls evenly: never more than `calls` in `perMs`. A clock that jumps back costs one interval at most. */
export function createTurns(
  limit: { calls: number; perMs: number } | undefined,
  clock: Clock,
  signal: AbortSignal,
) {
  const intervalMs = limit ? limit.perMs / limit.calls : 0;
  let next = 0;
  return async function turn(): Promise<void> {
    if (intervalMs === 0) return;
    const now = clock.now().getTime();
    const waitMs = Math.min(Math.max(0, next - now), intervalMs);
    next = now + waitMs + intervalMs;
    if (waitMs > 0) await clock.wait(waitMs, signal);
  };
}
