// Time a program takes for its answers, as time of the processor: how busy the machine is otherwise does not count.
import type { Answers } from './answers.ts';

export interface Stopwatch {
  /** The same answers, each of them timed. */
  timed(answers: Answers): Answers;
  start(): void;
  /** Processor time in the answers since the start, helpers of the engine such as garbage collection included. */
  seconds(): number;
}

/**
 * Asking the system for processor time costs as much as a lexicon's answer, so it is asked once, and the answers get their
 * share of it: their time by the clock, over the time the event loop was not waiting.
 */
export function createStopwatch(): Stopwatch {
  let busyMs = 0;
  let cpu = process.cpuUsage();
  let loop = performance.eventLoopUtilization();

  function timed(answers: Answers): Answers {
    const wrapped = Object.entries(answers).map(([name, answer]) => [
      name,
      (...asked: Parameters<typeof answer>) => {
        const started = performance.now();
        try {
          return answer(...asked);
        } finally {
          busyMs += performance.now() - started;
        }
      },
    ]);
    return Object.fromEntries(wrapped) as Answers;
  }

  return {
    timed,
    start() {
      busyMs = 0;
      cpu = process.cpuUsage();
      loop = performance.eventLoopUtilization();
    },
    seconds() {
      const { user, system } = process.cpuUsage(cpu);
      const { active } = performance.eventLoopUtilization(loop);
      // Lines that are already in memory never let the loop turn: then all of the time is the answers'.
      return ((user + system) / 1e6) * Math.min(1, busyMs / Math.max(active, busyMs, Number.MIN_VALUE));
    },
  };
}
