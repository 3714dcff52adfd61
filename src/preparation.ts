// Asks what the page asks, before anybody opens it: the first person of a process does not wait for code to be compiled, nor the first of a morning for
// the sums of the night.
import { setTimeout } from 'node:timers/promises';
import type { Log } from './log.ts';
import { settledWithin } from './queues/deadline.ts';

export interface Preparing {
  /** The page's questions of this moment, each as a path of the API. */
  questions(): Promise<string[]>;
  /** Names what their answers are made of; undefined where answers are not kept. */
  sums(): Promise<string | undefined>;
  ask(path: string): Promise<unknown>;
  /** true while somebody waits for an answer */
  isBusy(): boolean;
  log: Log;
  /** Resolves after so many ms; rejects when the signal is aborted. */
  wait?: (ms: number, signal: AbortSignal) => Promise<unknown>;
  /** milliseconds of a clock that only goes forward */
  now?: () => number;
}

/** The page asks anew every minute. */
const lookEveryMs = 30_000;
const busyMs = 1_000;
/** So many times as long as the questions took nothing is asked: a fiftieth of one core at most, also while sums change all the time. */
const rest = 50;

const waitUnref = (ms: number, signal: AbortSignal) => setTimeout(ms, undefined, { signal, ref: false });

/**
 * Asks the questions at once, and again whenever they or their sums have changed: one at a time, while nobody else asks. Ends when it is disposed. What
 * fails is asked again at the next change; the first failure is logged.
 */
export function startPreparation(preparing: Preparing): AsyncDisposable {
  const { questions, sums, ask, isBusy, log } = preparing;
  const { wait = waitUnref, now = () => performance.now() } = preparing;
  const stopping = new AbortController();
  const { signal } = stopping;
  let prepared: string | undefined;
  let hasFailed = false;
  const fail = (err: unknown) => {
    if (!hasFailed && !signal.aborted) log.debug({ err }, 'the page could not be prepared');
    hasFailed = true;
  };
  /** How long it asked, in ms. */
  const round = async (): Promise<number> => {
    const [paths, made] = [await questions(), await sums()];
    const state = JSON.stringify([made, paths]);
    // Where nothing is kept, once is enough.
    if (state === prepared || (made === undefined && prepared !== undefined)) return 0;
    let tookMs = 0;
    for (const path of paths) {
      while (isBusy()) await wait(busyMs, signal);
      signal.throwIfAborted();
      const since = now();
      await ask(path).catch(fail);
      tookMs += now() - since;
    }
    prepared = state;
    return tookMs;
  };
  const run = async () => {
    while (!signal.aborted) {
      const tookMs = await round().catch((error: unknown) => {
        fail(error);
        return 0;
      });
      await wait(Math.max(lookEveryMs, rest * tookMs), signal).catch(() => {});
    }
  };
  const running = run();
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await settledWithin(running, 1_000);
    },
  };
}
