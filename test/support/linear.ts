// Whether work grows with what it is given, or with its square: measured so that what else the machine does says nothing.
import { expect } from 'vitest';

const mostRounds = 8;

/** Processor time of this thread's program in ms; collecting garbage and compiling are in it, so only the fastest of several tells. */
function millis(work: () => void): number {
  const begin = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1_000;
}

/**
 * Fails when `prepare(large)`'s work costs more than halfway (on a scale of powers) between linear and quadratic growth from
 * `prepare(small)`'s. Preparing is not measured. Measures again, and keeps the fastest of each size, until the growth is seen to be linear:
 * quadratic work never is.
 */
export function expectLinear(prepare: (size: number) => () => void, small: number, large: number): void {
  const [little, much] = [prepare(small), prepare(large)];
  const most = (large / small) ** 1.5;
  // Below it a clock and a first compilation are all that is measured.
  const least = 5;
  let [fast, slow] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let round = 0; round < mostRounds && !(slow <= most * Math.max(fast, least)); round++) {
    fast = Math.min(fast, millis(little));
    slow = Math.min(slow, millis(much));
  }
  expect(slow, `${large} cost ${slow} ms, ${small} cost ${fast} ms`).toBeLessThanOrEqual(
    most * Math.max(fast, least),
  );
}
