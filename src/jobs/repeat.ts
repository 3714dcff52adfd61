// A look that a worker takes again and again.
import { settledWithin } from '../queues/deadline.ts';

/** Looks at once, and again `everyMs` after each look has ended: one at a time, the store may be slow. Until it is disposed. `onError`: a look failed. */
export function startRepeating(
  look: () => Promise<unknown>,
  everyMs: number,
  onError: (error: unknown) => void,
): AsyncDisposable {
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  const again = () => {
    looking = look()
      .catch(onError)
      .then(() => {
        if (!isStopped) timer = setTimeout(again, everyMs);
      });
  };
  again();
  return {
    async [Symbol.asyncDispose]() {
      isStopped = true;
      clearTimeout(timer);
      // While Redis is away it may stand still until the queue is closed; what is cut short is finished after the next start.
      await settledWithin(looking, 1_000);
    },
  };
}
