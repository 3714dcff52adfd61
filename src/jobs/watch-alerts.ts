// Every few minutes and city, in one of the processes that maintain: a look at the rules of alerts.
import { createHistoryCache } from '../alert/history.ts';
import { createAlertLedger } from '../alert/ledger.ts';
import { type LookContext, look } from '../alert/look.ts';
import { createLooking } from '../alert/looking.ts';
import { rulesOf } from '../alert/watch.ts';
import { handOver } from '../deliver/hand-over.ts';
import { createDeliveryLedger } from '../deliver/ledger.ts';
import { messageId } from '../deliver/message.ts';
import { ConfigError } from '../errors.ts';
import { settledWithin } from '../queues/deadline.ts';
import { jobId } from '../queues.ts';
import type { Runtime } from '../runtime.ts';
import { allowedNow } from './budgets-left.ts';

/** A burst is to be found within a quarter of an hour, and posts are counted in bins of so long. */
const lookEveryMs = 5 * 60_000;
const beginEveryMs = 15_000;
/** Looks that waited longer have nothing to say that the next does not. */
const oldestTicks = 2;

const tickAt = (nowMs: number) => Math.floor(nowMs / lookEveryMs);

/** Queues the look of this tick: once for each city, however many processes come to it. */
export async function queueLooks(runtime: Runtime, nowMs: number): Promise<void> {
  const { cities } = runtime;
  const tick = tickAt(nowMs);
  for (const { id } of await cities.known()) {
    try {
      if (rulesOf(await cities.get(id)).length === 0) continue;
      const queues = await runtime.queues();
      await queues.add('alert', jobId(['alert', id, String(tick)]), { city: id, tick });
    } catch (error) {
      // The schedule of collection says what is wrong with a profile.
      if (!(error instanceof ConfigError)) throw error;
    }
  }
}

/** Takes jobs of the `alert` queue until it is disposed, and queues what is due. */
export async function startAlertWorker(
  runtime: Runtime,
  now: () => number = Date.now,
): Promise<AsyncDisposable> {
  const { store, cities, log } = runtime;
  const context: LookContext = {
    ...{ store, log, ledger: createAlertLedger(store.jobs), histories: createHistoryCache() },
    ...{ looking: createLooking(runtime.state.run), allowed: allowedNow(store.pages) },
    handOver: (message, nowMs) => handOver(runtime, message, { nowMs }),
    isHandedOver: async (city, { id, audience }) => {
      const message = messageId({ city, kind: 'alert', about: id, audience });
      return (await createDeliveryLedger(store.jobs).ofMessage(city, message)).length > 0;
    },
  };
  const queues = await runtime.queues();
  const worker = await queues.work(
    'alert',
    async ({ city, tick }, { signal }) => {
      if (tickAt(now()) - tick > oldestTicks) return;
      await look(context, await cities.get(city), now, signal);
    },
    // The next look sees the same posts.
    {
      onFailed: async (job, { reason }) =>
        log.error({ ...job, reason }, 'the rules of alerts could not be looked at'),
    },
  );
  let looking: Promise<unknown> = Promise.resolve();
  let last = -1;
  const timer = setInterval(() => {
    const nowMs = now();
    if (tickAt(nowMs) === last) return;
    last = tickAt(nowMs);
    looking = queueLooks(runtime, nowMs).catch((err: unknown) => {
      last = -1;
      log.warn({ err }, 'cannot queue a look at the rules of alerts');
    });
  }, beginEveryMs);
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      // While Redis is away it may stand still until the queue is closed.
      await settledWithin(looking, 1_000);
      await worker.close();
    },
  };
}
