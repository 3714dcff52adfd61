// A process takes so many things at once and says so to the next caller, instead of letting a queue grow (T16).
import { RateLimitedError } from '../errors.ts';

export interface Limiter {
  /** Takes a place until the returned function is called; RateLimitedError when there is none. */
  enter(): () => void;
  /** Runs the task in a place of its own until it settles. */
  run<T>(task: () => Promise<T>): Promise<T>;
}

/** `what` names the things in the message, e.g. "questions". */
export function createLimiter(atOnce: number, what: string, retryAfterMs = 1_000): Limiter {
  let inHand = 0;
  const enter = () => {
    if (inHand >= atOnce) {
      throw new RateLimitedError(`Already ${atOnce} ${what} in hand; ask again shortly.`, retryAfterMs);
    }
    inHand += 1;
    return () => {
      inHand -= 1;
    };
  };
  return {
    enter,
    async run(task) {
      const leave = enter();
      try {
        return await task();
      } finally {
        leave();
      }
    },
  };
}
