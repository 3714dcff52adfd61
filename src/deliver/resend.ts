// A person asks for a delivery once more.
import type { Runtime } from '../runtime.ts';
import { queueDelivery } from './hand-over.ts';
import { createDeliveryLedger, type DeliveryEntry } from './ledger.ts';
import { deliveryId } from './message.ts';

/**
 * What failed, or may not have arrived, is tried again under the same id; of what was sent a further copy is made, with an id of its own; what is on its
 * way stays so. Undefined when there is no such delivery. Throws TransientError.
 */
export async function resend(
  runtime: Pick<Runtime, 'store' | 'queues'>,
  city: string,
  id: string,
  nowMs: number,
): Promise<DeliveryEntry | undefined> {
  const ledger = createDeliveryLedger(runtime.store.jobs);
  const entry = await ledger.get(city, id);
  if (entry === undefined) return undefined;
  const at = new Date(nowMs).toISOString();
  const asked: DeliveryEntry = { ...entry, state: 'waiting', error: '', askedAt: at, changedAt: at };
  if (entry.state === 'failed' || entry.state === 'uncertain') {
    await ledger.write(asked, 'again');
    await queueDelivery(runtime, asked);
    return asked;
  }
  if (entry.state !== 'sent') {
    await queueDelivery(runtime, entry);
    return entry;
  }
  const copies = (await ledger.ofMessage(city, entry.message)).filter(
    ({ recipient }) => recipient === entry.recipient,
  );
  const copy = 1 + Math.max(...copies.map((other) => other.copy));
  const further = { ...asked, copy, attempts: 0, id: deliveryId(entry.message, entry.recipient, copy) };
  await ledger.write(further);
  await queueDelivery(runtime, further);
  return further;
}
