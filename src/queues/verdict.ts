// What to do with a job that was found without its worker, or whose handler failed. Pure.
import { ConfigError, PermanentError, RateLimitedError, TransientError } from '../errors.ts';

/** A job that ended this many workers is not given to a sixth. */
const maxCrashes = 5;
/** From this stall on a batch is divided instead of run whole. */
const stallsBeforeSplit = 2;

export interface Suspect {
  /** workers that ended while they held this very job */
  stalls: number;
  /** workers that ended while they held the batches it was divided from */
  inherited: number;
  divisible: boolean;
}

export type Verdict = 'run' | 'split' | 'give up';

/**
 * Halving goes on to the single post, so that its innocent neighbours are stored: a batch of 100 costs nine crashes, one
 * of 500 eleven. A part is run whole once, since its half may hold the innocent ones. The last single post needs
 * two crashes of its own, because a killed worker takes every job in its hand with it, guilty or not.
 */
export function judge({ stalls, inherited, divisible }: Suspect): Verdict {
  const suspected = inherited > 0;
  if (divisible) return stalls >= (suspected ? 1 : stallsBeforeSplit) ? 'split' : 'run';
  const enough = suspected ? stallsBeforeSplit : maxCrashes;
  return stalls >= enough && stalls + inherited >= maxCrashes ? 'give up' : 'run';
}

/** Exponential, with the upper half random so that jobs that failed together do not come back together. */
export function retryDelayMs(
  attempt: number,
  backoff: { firstMs: number; maxMs: number },
  random: () => number,
): number {
  const whole = Math.min(backoff.maxMs, backoff.firstMs * 2 ** (attempt - 1));
  return Math.round(whole / 2 + (random() * whole) / 2);
}

/** A reason that may be kept: our own errors speak for themselves, the messages of others may quote a post. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return `a thrown ${typeof error}`;
  const isOurs = [ConfigError, PermanentError, RateLimitedError, TransientError].some(
    (kind) => error instanceof kind,
  );
  if (isOurs) return error.message;
  const code = (error as { code?: unknown }).code;
  return typeof code === 'string' || typeof code === 'number' ? `${error.name} ${code}` : error.name;
}
