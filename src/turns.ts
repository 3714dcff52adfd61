// Long work on a thread that others wait for, a piece at a time.
import { setImmediate } from 'node:timers/promises';

/** As long as nobody notices, each of the dozen times that a question comes back to the thread. */
const mostMs = 4;

/**
 * Does something with each of many items, one after another, and lets everybody else have the thread after a few milliseconds of it: the largest
 * answers of the store take seconds to read. Throws what `act` throws.
 */
export async function inTurns<T>(items: Iterable<T>, act: (item: T) => void): Promise<void> {
  let since = performance.now();
  for (const item of items) {
    act(item);
    if (performance.now() - since < mostMs) continue;
    await setImmediate();
    since = performance.now();
  }
}
