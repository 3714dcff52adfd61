// One run of a task for all who call at the same time.
import { setImmediate } from 'node:timers/promises';

/**
 * One run at a time: who calls while one runs gets the next, with all others who do. Nobody gets one that had begun before the call.
 */
export function together<T>(task: () => Promise<T>): () => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  let next: Promise<T> | undefined;
  const begin = async () => {
    // what was asked at one time reads its files first, and comes one after another
    await setImmediate();
    next = undefined;
    const run = task();
    last = run.catch(() => {});
    return run;
  };
  return () => {
    next ??= last.then(begin);
    return next;
  };
}
