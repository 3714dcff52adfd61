// Waits for the outcomes of many jobs with few questions, whichever process works on them.
import { setMaxListeners } from 'node:events';
import { TransientError } from '../errors.ts';
import type { Outcome } from './definition.ts';

export interface Watch {
  /** Resolves once the job is settled; rejects with the signal's reason, or when the queue is closed. */
  settled(id: string, signal: AbortSignal): Promise<Outcome>;
  /** The job may have settled: look at once. */
  poke(id: string): void;
  stop(): void;
}

interface Waiter {
  resolve(outcome: Outcome): void;
  reject(reason: unknown): void;
}

/** looked at in one tick, in turn */
const perTick = 64;

/** `read` gives undefined while the job is still to be done; it is asked every `tickMs`, in ms. */
export function createWatch(read: (id: string) => Promise<Outcome | undefined>, tickMs: number): Watch {
  const waiting = new Map<string, Set<Waiter>>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  async function look(id: string): Promise<void> {
    // while the queue is away there is nothing to say: the next tick asks again
    const outcome = await read(id).catch(() => undefined);
    if (!outcome) return;
    const waiters = waiting.get(id);
    waiting.delete(id);
    for (const waiter of waiters ?? []) waiter.resolve(outcome);
  }

  async function tick(): Promise<void> {
    const turn = [...waiting].slice(0, perTick);
    for (const [id, waiters] of turn) {
      waiting.delete(id);
      waiting.set(id, waiters);
    }
    await Promise.all(turn.map(([id]) => look(id)));
    timer = undefined;
    schedule();
  }

  function schedule(): void {
    if (!stopped && timer === undefined && waiting.size > 0) timer = setTimeout(() => void tick(), tickMs);
  }

  function wait(id: string, signal: AbortSignal): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const forget = () => {
        signal.removeEventListener('abort', abort);
        waiting.get(id)?.delete(waiter);
        if (waiting.get(id)?.size === 0) waiting.delete(id);
      };
      const waiter: Waiter = {
        resolve: (outcome) => {
          forget();
          resolve(outcome);
        },
        reject: (reason) => {
          forget();
          reject(reason);
        },
      };
      const abort = () => waiter.reject(signal.reason);
      // one signal may wait for thousands of jobs
      setMaxListeners(0, signal);
      signal.addEventListener('abort', abort, { once: true });
      waiting.set(id, (waiting.get(id) ?? new Set()).add(waiter));
    });
  }

  return {
    async settled(id, signal) {
      signal.throwIfAborted();
      if (stopped) throw new TransientError('the queue is closed');
      const outcome = wait(id, signal);
      void look(id).then(schedule);
      return outcome;
    },
    poke(id) {
      if (waiting.has(id)) void look(id);
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      for (const waiters of [...waiting.values()]) {
        for (const waiter of [...waiters]) waiter.reject(new TransientError('the queue is closed'));
      }
    },
  };
}
