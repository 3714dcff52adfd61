// One job of the `deliver` queue: brings one message to one recipient. What failed is in the ledger, and holds nobody else up.
import { type City, readDeliverySecret } from '../config.ts';
import { attempt, interrupted } from '../deliver/attempt.ts';
import { senderOf } from '../deliver/channels/catalog.ts';
import { queueDelivery } from '../deliver/hand-over.ts';
import { createDeliveryLedger, type DeliveryEntry, type DeliveryState } from '../deliver/ledger.ts';
import { createMailTurns } from '../deliver/mail-turns.ts';
import { isTooLate } from '../deliver/patience.ts';
import { messageToSend } from '../deliver/withdraw-deleted.ts';
import { ConfigError, RateLimitedError } from '../errors.ts';
import type { Payload } from '../queues.ts';
import type { Runtime } from '../runtime.ts';

const unsettled: readonly DeliveryState[] = ['waiting', 'sending'];
/** An entry so young has its job: it was queued a moment ago, or its process is about to. */
const youngMs = 60_000;
/** A profile with a mistake is mended before long, and nothing is lost meanwhile. */
const brokenProfileMs = 30_000;

const turnMs = 3_000;
/** Of this process. */
const mailTurns = createMailTurns();

/** Throws RateLimitedError when it is to be tried again later, TransientError while the store is away. */
export async function deliver(
  runtime: Runtime,
  { city: id, delivery }: Payload<'deliver'>,
  signal: AbortSignal,
  now: () => number = Date.now,
): Promise<void> {
  const { store, environment, log } = runtime;
  const ledger = createDeliveryLedger(store.jobs);
  const entry = await ledger.get(id, delivery);
  if (entry === undefined || !unsettled.includes(entry.state)) return;
  const fields = { city: id, recipient: entry.recipient, kind: entry.kind, about: entry.about };
  const end = async (state: 'failed' | 'uncertain', error: string) => {
    await ledger.write({ ...entry, state, error, changedAt: new Date(now()).toISOString() });
    log.error({ ...fields, state, reason: error }, 'a message cannot be delivered');
  };
  const refuse = (error: string) => end('failed', error);
  const isLate = isTooLate(entry.kind, now() - Date.parse(entry.askedAt));
  if (isLate && entry.state === 'waiting')
    return refuse(
      `too late to be of use, and not sent${entry.error === '' ? '' : `; before: ${entry.error}`}`,
    );
  let city: City;
  try {
    city = await runtime.cities.get(id);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    if (isLate) return end('uncertain', interrupted);
    const reason = `the profile of ${id} cannot be read`;
    if (entry.error !== reason) await ledger.write({ ...entry, error: reason });
    throw new RateLimitedError(reason, brokenProfileMs);
  }
  const recipient = city.delivery?.recipients.find(({ name }) => name === entry.recipient);
  if (recipient === undefined) return refuse('the profile has no such recipient any more');
  const sender = senderOf(recipient);
  if (sender === undefined) return refuse(`this version has no channel ${recipient.channel}`);
  const message = await messageToSend({ lane: store.jobs, city: id, profile: city }, entry.message);
  if (message === undefined) return refuse('its message is no longer kept: make it again');
  const giveBack = mailTurns.take(city, recipient);
  if (giveBack === undefined) throw new RateLimitedError('its mail server has enough in hand', turnMs);
  const verdict = await attempt(
    {
      parcel: { city, message, recipient, delivery: { ...entry, channel: recipient.channel } },
      ...{ sender, ledger },
    },
    {
      ...{ dataDir: environment.dataDir, http: runtime.deliveryHttp(), now, signal },
      secret: (name) => readDeliverySecret(name, environment.dataDir),
    },
  ).finally(giveBack);
  if ('retryMs' in verdict) {
    // Not TransientError: the queue would take it for an outage, and waits by its own clock.
    throw new RateLimitedError(`${entry.recipient} did not take it yet`, verdict.retryMs);
  }
  if (verdict.state === 'sent') log.info(fields, 'delivered');
  else log.error({ ...fields, state: verdict.state }, 'a message was not delivered');
}

/** What a job that could not even be tried leaves: an entry that says so. */
export async function markUndelivered(
  { store }: Pick<Runtime, 'store'>,
  { city, delivery }: Payload<'deliver'>,
  reason: string,
  nowMs = Date.now(),
): Promise<void> {
  const ledger = createDeliveryLedger(store.jobs);
  const entry = await ledger.get(city, delivery);
  if (entry === undefined || !unsettled.includes(entry.state)) return;
  await ledger.write({
    ...entry,
    // a process that ended while it sent may have sent
    state: entry.state === 'sending' ? 'uncertain' : 'failed',
    error: reason,
    changedAt: new Date(nowMs).toISOString(),
  });
}

/** Queues again what waits in the ledger and has lost its job: a process ended between the two, or the queue was emptied. */
export async function queueWaiting(runtime: Runtime, nowMs: number): Promise<void> {
  const ledger = createDeliveryLedger(runtime.store.jobs);
  for (const { id } of await runtime.cities.known()) {
    const entries: DeliveryEntry[] = await ledger.list(id, { states: unsettled });
    for (const entry of entries) {
      // A clock that went back makes everything old: a job that is queued already stays queued once.
      if (Math.abs(nowMs - Date.parse(entry.changedAt)) > youngMs) await queueDelivery(runtime, entry);
    }
  }
}
