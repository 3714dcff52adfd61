// From a message to its deliveries: one entry of the ledger and one job for each recipient who wants it.
import type { City, Recipient } from '../config.ts';
import { jobId } from '../queues.ts';
import type { Runtime } from '../runtime.ts';
import { createKeptMessages } from './kept-messages.ts';
import { createDeliveryLedger, type DeliveryEntry } from './ledger.ts';
import { deliveryId, type Message } from './message.ts';

/** In the order of the profile. */
export const recipientsOf = (
  { delivery }: Pick<City, 'delivery'>,
  { kind, audience, concerns = [] }: Pick<Message, 'kind' | 'audience' | 'concerns'>,
): Recipient[] =>
  (delivery?.recipients ?? []).filter(
    ({ kinds, audiences }) =>
      kinds.some((wanted) => wanted === kind) &&
      audiences.some((id) => id === audience || concerns.includes(id)),
  );

/** Queues a delivery; a no-op while it is queued, and its handler looks at the ledger first. */
export async function queueDelivery(
  runtime: Pick<Runtime, 'queues'>,
  { city, id }: Pick<DeliveryEntry, 'city' | 'id'>,
): Promise<void> {
  const queues = await runtime.queues();
  await queues.add('deliver', jobId(['deliver', city, id]), { city, delivery: id });
}

/**
 * Hands a message to every recipient of the profile who wants its kind and audience, or to `to` whatever they want. The same (city, kind,
 * about, audience) may be handed over any number of times, also with another text: each recipient gets the first, once.
 * Returns how many deliveries were not known before. Throws ConfigError (the profile) or TransientError.
 */
export async function handOver(
  runtime: Pick<Runtime, 'cities' | 'store' | 'queues'>,
  message: Message,
  { nowMs = Date.now(), to }: { nowMs?: number; to?: readonly Recipient[] } = {},
): Promise<number> {
  const { city: id, kind, about, audience } = message;
  const recipients = to ?? recipientsOf(await runtime.cities.get(id), message);
  if (recipients.length === 0) return 0;
  const ledger = createDeliveryLedger(runtime.store.jobs);
  const kept = await createKeptMessages(runtime.store.jobs).keep(message);
  const known = new Set((await ledger.ofMessage(id, kept)).map((entry) => entry.id));
  const at = new Date(nowMs).toISOString();
  let added = 0;
  for (const { name, channel } of recipients) {
    const entry: DeliveryEntry = {
      ...{ city: id, id: deliveryId(kept, name), message: kept, kind, about, audience },
      ...{ recipient: name, channel, copy: 0, state: 'waiting', attempts: 0, error: '' },
      ...{ askedAt: at, changedAt: at },
    };
    if (known.has(entry.id)) continue;
    // A job whose entry is missing would find nothing to do; an entry without its job is queued again by the next look.
    await ledger.write(entry);
    await queueDelivery(runtime, entry);
    added += 1;
  }
  return added;
}
