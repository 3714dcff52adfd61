// Asks what the page asks, before anybody opens it: the first person of a process does not wait for code to be compiled, nor the first of a morning for
// the sums of the night.
import { setTimeout } from 'node:timers/promises';
import { startRepeating, type Wait } from './jobs/repeat.ts';
import type { Log } from './log.ts';

export interface Preparing {
  /** The page's questions of this moment, each as a path of the API. */
  questions(): Promise<string[]>;
  /** Names what their answers are made of; undefined where answers are not kept. */
  sums(): Promise<string | undefined>;
  ask(path: string): Promise<unknown>;
  /** true while somebody waits for an answer */
  isBusy(): boolean;
  log: Log;
  wait?: Wait;
  /** milliseconds of a clock that only goes forward */
  now?: () => number;
}

/** The page asks anew every minute. */
const lookEveryMs = 30_000;
const busyMs = 1_000;
/** So many times as long as the questions took nothing is asked: a fiftieth of one core at most, also while sums change all the time. */
const rest = 50;

/** A process that has nothing else to do is not kept alive by it. */
const waitUnref: Wait = (ms, signal) => setTimeout(ms, undefined, { signal, ref: false });

/**
 * Asks the questions at once, and again whenever they or their sums have changed: one at a time, while nobody else asks. Ends when it is disposed. What
 * fails is asked again at the next change; the first failure is logged.
 */
export function startPreparation(preparing: Preparing): AsyncDisposable {
  const { questions, sums, ask, isBusy, log } = preparing;
  const { wait = waitUnref, now = () => performance.now() } = preparing;
  let prepared: string | undefined;
  let tookMs = 0;
  let hasFailed = false;
  const fail = (err: unknown) => {
    if (!hasFailed) log.debug({ err }, 'the page could not be prepared');
    hasFailed = true;
  };
  const look = async (signal: AbortSignal) => {
    tookMs = 0;
    const [paths, made] = [await questions(), await sums()];
    const state = JSON.stringify([made, paths]);
    // Where nothing is kept, once is enough.
    if (state === prepared || (made === undefined && prepared !== undefined)) return;
    for (const path of paths) {
      while (isBusy() && !signal.aborted) await wait(busyMs, signal).catch(() => {});
      if (signal.aborted) return;
      const since = now();
      await ask(path).catch((error: unknown) => signal.aborted || fail(error));
      tookMs += now() - since;
    }
    prepared = state;
  };
  return startRepeating(look, {
    everyMs: () => Math.max(lookEveryMs, rest * tookMs),
    onError: fail,
    wait,
  });
}
