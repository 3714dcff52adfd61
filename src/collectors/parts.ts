// A source of several parts (instances, channels, pages of a platform): one that fails does not stop the others.
import { ConfigError, PermanentError, RateLimitedError, TransientError } from '../errors.ts';
import type { CollectContext, CollectEnd, Page } from './collector.ts';
import { endAfter } from './ending.ts';

type PartContext = Pick<CollectContext<unknown>, 'signal' | 'clock'>;

/**
 * Works part after part. At the end a failure that passes is thrown, so that the runner waits and asks again; refusals
 * are the end of the run, each with its reason.
 */
export async function* eachPart<Part, Item>(
  parts: readonly Part[],
  { signal, clock }: PartContext,
  work: (part: Part) => AsyncGenerator<Page<Item>, void>,
): AsyncGenerator<Page<Item>, CollectEnd | undefined> {
  const failures: unknown[] = [];
  for (const part of parts) {
    signal.throwIfAborted();
    try {
      yield* work(part);
    } catch (error) {
      signal.throwIfAborted();
      if (parts.length === 1 || !isKnown(error)) throw error;
      failures.push(error);
    }
  }
  return endOf(failures, clock.now());
}

const isKnown = (error: unknown) =>
  [ConfigError, PermanentError, RateLimitedError, TransientError].some((kind) => error instanceof kind);

function endOf(failures: readonly unknown[], now: Date): CollectEnd | undefined {
  const passing = failures.find((error) => error instanceof TransientError);
  if (passing) throw passing;
  const limits = failures.filter((error) => error instanceof RateLimitedError);
  if (limits.length > 0) {
    // Thrown, it would be taken for a refusal of the part that was asked last.
    const soonest = Math.min(...limits.map(({ retryAfterMs }) => retryAfterMs));
    const retryAt = new Date(now.getTime() + soonest);
    return { ended: 'rate limited', reason: limits[0]!.message, retryAt };
  }
  const ends = failures.map((error) => endAfter({ error, failures: 1, now, longestWaitMs: 0 }));
  const known = ends.filter((end) => typeof end === 'object');
  if (known.length === 0) return undefined;
  const reasons = [...new Set(known.map(({ reason }) => reason))].slice(0, 10).join('; ');
  return { ended: known.find(({ ended }) => ended === 'blocked')?.ended ?? 'failed', reason: reasons };
}
