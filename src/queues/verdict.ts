// What to do with a job that was found without its worker, or whose handler failed. Pure.
import { ConfigError, PermanentError, RateLimitedError, TransientError } from '../errors.ts';

/** A job that ended this many workers is not given to a sixth. */
const maxCrashes = 5;
/** From this stall on a batch is divided instead of run whole. */
const stallsBeforeSplit = 2;
/** A single post is condemned only by workers that ended while it was the only suspect in hand, and by more than one. */
const minTrials = 2;
/** Stalls without a trial: something ends the worker even before the handler is called. */
const maxStalls = 12;

/** What is written into a job about the workers that ended on its account. */
export interface Suspicion {
  /** in the batches it was divided from */
  inherited: number;
  /** in runs of its own as the only suspect */
  trials: number;
  /** the run that is or was its latest trial; it counts when the very next thing that happened was a stall */
  trial?: JobRun;
}

/** How often BullMQ started a job, and how often it found it without its worker. */
export interface JobRun {
  starts: number;
  stalls: number;
}

/** The trials of a job as it is taken up again: a trial that ended in an error or a shutdown proves nothing. */
export function settleTrial({ inherited, trials, trial }: Suspicion, now: JobRun): Suspicion {
  const hasCrashed =
    trial !== undefined && now.starts === trial.starts + 1 && now.stalls === trial.stalls + 1;
  return { inherited, trials: hasCrashed ? trials + 1 : trials };
}

export interface Suspect {
  /** workers that ended while they held this job, alone or among others */
  stalls: number;
  /** of these, the ones in which it was the only suspect that ran */
  trials: number;
  /** such crashes of the batches it was divided from */
  inherited: number;
  divisible: boolean;
}

export type Verdict = 'run' | 'try alone' | 'split' | 'give up';

/** Workers that ended on its account; the first one it shared with whatever else was in hand. */
export function countCrashes({ stalls, trials, inherited }: Omit<Suspect, 'divisible'>): number {
  return inherited + trials + (inherited === 0 && stalls > 0 ? 1 : 0);
}

/**
 * A killed worker takes every job in its hand with it, guilty or not. So what was in such a hand is run again with no
 * other suspect beside it, and halving goes on to the single post: its innocent neighbours are stored. A batch of 100
 * with one guilty post costs ten crashes, one of 500 twelve.
 */
export function judge(suspect: Suspect): Verdict {
  const { stalls, trials, inherited, divisible } = suspect;
  if (stalls === 0 && inherited === 0) return 'run';
  if (divisible) {
    const isDue = inherited > 0 ? trials > 0 || stalls >= maxStalls : stalls >= stallsBeforeSplit;
    return isDue ? 'split' : 'try alone';
  }
  const isGuilty = trials >= minTrials && countCrashes(suspect) >= maxCrashes;
  return isGuilty || stalls >= maxStalls ? 'give up' : 'try alone';
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
