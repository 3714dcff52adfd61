// One job of the `deliver` queue: brings one message to one recipient. What failed is in the ledger, and holds nobody else up.
import { type City, readDeliverySecret } from '../config.ts';
import { attempt, interrupted } from '../deliver/attempt.ts';
import type { Parcel, Sender } from '../deliver/channel.ts';
import { senderOf } from '../deliver/channels/catalog.ts';
import { queueDelivery } from '../deliver/hand-over.ts';
import {
  createDeliveryLedger,
  type DeliveryEntry,
  type DeliveryLedger,
  type DeliveryState,
} from '../deliver/ledger.ts';
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

interface Delivering {
  runtime: Runtime;
  ledger: DeliveryLedger;
  entry: DeliveryEntry;
  /** nobody wants it any more */
  isLate: boolean;
  now: () => number;
}

async function giveUp(
  { runtime: { log }, ledger, entry, now }: Delivering,
  state: 'failed' | 'uncertain',
  error: string,
): Promise<undefined> {
  await ledger.write({ ...entry, state, error, changedAt: new Date(now()).toISOString() });
  const { city, recipient, kind, about } = entry;
  log.error({ city, recipient, kind, about, state, reason: error }, 'a message cannot be delivered');
}

/** Undefined when it was given up. Throws RateLimitedError while the profile cannot be read. */
async function profileFor(delivering: Delivering): Promise<City | undefined> {
  const { runtime, ledger, entry, isLate } = delivering;
  try {
    return await runtime.cities.get(entry.city);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    if (isLate) return giveUp(delivering, 'uncertain', interrupted);
    const reason = `the profile of ${entry.city} cannot be read`;
    if (entry.error !== reason) await ledger.write({ ...entry, error: reason });
    throw new RateLimitedError(reason, brokenProfileMs);
  }
}

/** What is to be sent, and by whom; undefined when it was given up. */
async function prepare(delivering: Delivering): Promise<{ parcel: Parcel; sender: Sender } | undefined> {
  const { runtime, entry, isLate } = delivering;
  const refuse = (error: string) => giveUp(delivering, 'failed', error);
  if (isLate && entry.state === 'waiting')
    return refuse(
      `too late to be of use, and not sent${entry.error === '' ? '' : `; before: ${entry.error}`}`,
    );
  const city = await profileFor(delivering);
  if (city === undefined) return undefined;
  const recipient = city.delivery?.recipients.find(({ name }) => name === entry.recipient);
  if (recipient === undefined) return refuse('the profile has no such recipient any more');
  const sender = senderOf(recipient);
  if (sender === undefined) return refuse(`this version has no channel ${recipient.channel}`);
  const from = { lane: runtime.store.jobs, city: entry.city, profile: city };
  const message = await messageToSend(from, entry.message);
  if (message === undefined) return refuse('its message is no longer kept: make it again');
  return {
    parcel: { city, message, recipient, delivery: { ...entry, channel: recipient.channel } },
    sender,
  };
}

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
  const isLate = isTooLate(entry.kind, now() - Date.parse(entry.askedAt));
  const prepared = await prepare({ runtime, ledger, entry, isLate, now });
  if (prepared === undefined) return;
  const { city, recipient } = prepared.parcel;
  const giveBack = mailTurns.take(city, recipient);
  if (giveBack === undefined) throw new RateLimitedError('its mail server has enough in hand', turnMs);
  const verdict = await attempt(
    { ...prepared, ledger },
    {
      ...{ dataDir: environment.dataDir, http: runtime.deliveryHttp(), now, signal },
      secret: (name) => readDeliverySecret(name, environment.dataDir),
    },
  ).finally(giveBack);
  const fields = { city: id, recipient: entry.recipient, kind: entry.kind, about: entry.about };
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
