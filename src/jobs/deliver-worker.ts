// What a process does for what leaves: brings messages to their recipients, and looks for those that were left behind.
import type { Runtime } from '../runtime.ts';
import { deliver, markUndelivered, queueWaiting } from './deliver.ts';

const lookEveryMs = 30_000;

/** Takes jobs of the `deliver` queue until it is disposed; what is in hand then is finished, or left for the next start. */
export async function startDeliverWorker(runtime: Runtime): Promise<AsyncDisposable> {
  const { log } = runtime;
  const queues = await runtime.queues();
  const worker = await queues.work('deliver', (job, { signal }) => deliver(runtime, job, signal), {
    onFailed: (job, { reason }) => markUndelivered(runtime, job, reason),
  });
  const look = () =>
    queueWaiting(runtime, Date.now()).catch((err: unknown) =>
      log.warn({ err }, 'cannot look for messages that wait'),
    );
  let looking: Promise<void> = look();
  const timer = setInterval(() => {
    looking = look();
  }, lookEveryMs);
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await looking;
      await worker.close();
    },
  };
}
