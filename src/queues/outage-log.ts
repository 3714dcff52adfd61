// Keeps a lost connection from flooding the log: one line when it is lost, one when it is back.
import type { Log } from '../log.ts';

export interface OutageLog {
  lost(): void;
  back(): void;
  /** An error that no caller sees. Said once a minute per kind, and not at all while the connection is lost. */
  report(error: unknown): void;
}

const repeatAfterMs = 60_000;

export function createOutageLog(log: Log, now: () => number = Date.now): OutageLog {
  let isLost = false;
  const saidAt = new Map<string, number>();
  return {
    lost() {
      if (!isLost) log.error('the connection to the queue is lost');
      isLost = true;
    },
    back() {
      if (isLost) log.warn('the connection to the queue is back');
      isLost = false;
    },
    report(err) {
      const { name, code, syscall } = (err ?? {}) as { name?: unknown; code?: unknown; syscall?: unknown };
      // a socket's error is followed by `lost`
      if (isLost || syscall !== undefined) return;
      const kind = `${name}/${code}`;
      if (now() - (saidAt.get(kind) ?? Number.NEGATIVE_INFINITY) < repeatAfterMs) return;
      saidAt.set(kind, now());
      log.warn({ err }, 'the queue reports an error');
    },
  };
}
