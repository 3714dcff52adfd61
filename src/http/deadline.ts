// The time limits of one exchange as an AbortSignal: until the first byte, and for the whole.
import { TransientError } from '../errors.ts';

export interface Deadline {
  signal: AbortSignal;
  /** headers are here: from now on only the whole counts */
  answered(): void;
  /** stops the clocks; ms that were used */
  stop(): number;
}

/** `host` is for messages; `caller` is the caller's own signal, whose reason is passed on. */
export function startDeadline(
  host: string,
  limits: { firstByteTimeoutMs: number; remainingMs: number },
  caller: AbortSignal | undefined,
): Deadline {
  const controller = new AbortController();
  const started = performance.now();
  const give = (message: string) => () => controller.abort(new TransientError(`${host} ${message}`));
  const firstByte = setTimeout(
    give(`sent no answer within ${limits.firstByteTimeoutMs} ms`),
    limits.firstByteTimeoutMs,
  );
  const whole = setTimeout(give('took too long: cut at the time limit'), Math.max(0, limits.remainingMs));
  const onAbort = () => controller.abort(caller?.reason);
  if (caller?.aborted) onAbort();
  caller?.addEventListener('abort', onAbort, { once: true });
  return {
    signal: controller.signal,
    answered: () => clearTimeout(firstByte),
    stop() {
      clearTimeout(firstByte);
      clearTimeout(whole);
      caller?.removeEventListener('abort', onAbort);
      return performance.now() - started;
    },
  };
}
