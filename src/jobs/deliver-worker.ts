// What a process does for what leaves: makes messages when they are due, brings them to their recipients, looks for those that were left behind, and takes out
// of what is kept what was deleted since.
import type { Runtime } from '../runtime.ts';
import { deliver, markUndelivered, queueWaiting } from './deliver.ts';
import { makeMessages, markUnmade, queueMessages } from './make-messages.ts';
import { startRepeating } from './repeat.ts';
import { startWithdrawing } from './withdraw.ts';

const lookEveryMs = 15_000;

/** What does not end in time is left for the next start: a message is made again, a delivery says where it stood. */
const finishWithinMs = 5_000;

/**
 * Takes jobs of the queues `report` and `deliver` until it is disposed. `schedule`: also queues what is due.
 */
export async function startDeliverWorker(
  runtime: Runtime,
  { schedule = true }: { schedule?: boolean } = {},
): Promise<AsyncDisposable> {
  const { log } = runtime;
  const queues = await runtime.queues();
  const workers = [
    await queues.work('report', (job, { signal }) => makeMessages(runtime, job, signal), {
      // A later look queues it again.
      onFailed: async (job, { reason }) => {
        log.error({ ...job, reason }, 'a message could not be made');
        await markUnmade(runtime, job);
      },
      finishWithinMs,
    }),
    await queues.work('deliver', (job, { signal }) => deliver(runtime, job, signal), {
      onFailed: (job, { reason }) => markUndelivered(runtime, job, reason),
      finishWithinMs,
    }),
  ];
  const look = async () => {
    await queueWaiting(runtime, Date.now());
    if (schedule) await queueMessages(runtime, Date.now());
  };
  const looking = startRepeating(look, {
    everyMs: lookEveryMs,
    onError: (err) => log.warn({ err }, 'cannot look what is to be sent'),
  });
  const withdrawing = startWithdrawing(runtime);
  return {
    async [Symbol.asyncDispose]() {
      await looking[Symbol.asyncDispose]();
      await Promise.all([withdrawing[Symbol.asyncDispose](), ...workers.map((worker) => worker.close())]);
    },
  };
}
