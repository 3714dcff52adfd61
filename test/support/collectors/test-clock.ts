// Time that passes when somebody waits for it, and at no other moment.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../../src/collectors/clock.ts';
import type { Clock as HttpClock } from '../../../src/http/options.ts';

export interface TestClock extends Clock {
  nowMs(): number;
  /** Lets time pass. */
  advance(ms: number): void;
  /** Sets the clock, as an administrator would: no time passes. */
  jump(ms: number): void;
  /** for the guarded client */
  http: HttpClock;
}

export function createTestClock(startMs: number): TestClock {
  let elapsed = 0;
  let offset = startMs;
  const nowMs = () => offset + elapsed;
  return {
    now: () => new Date(nowMs()),
    nowMs,
    advance(ms) {
      elapsed += Math.max(0, ms);
    },
    jump(ms) {
      offset += ms;
    },
    async wait(ms, signal) {
      // What is under way elsewhere (a socket, a stream) goes on meanwhile.
      await nextTurn();
      if (!signal.aborted) elapsed += Math.max(0, ms);
    },
    http: { now: nowMs, elapsed: () => elapsed },
  };
}
