// One attempt to deliver: what the ledger says first, what the channel does, what the ledger says then.
import { setTimeout as delay } from 'node:timers/promises';
import { ConfigError, PermanentError, RateLimitedError, TransientError } from '../errors.ts';
import { describeFailure } from '../queues/verdict.ts';
import type { Ended, Means, Parcel, Sender } from './channel.ts';
import type { DeliveryEntry, DeliveryLedger, DeliveryState } from './ledger.ts';
import { isTooLate, pauseMs, usefulFor } from './patience.ts';

/** Says how a delivery ended, or when it is to be tried again. */
export type Verdict = { state: Exclude<DeliveryState, 'sending' | 'waiting'> } | { retryMs: number };

export const interrupted =
  'the program ended while it was being sent: the receiver may have it, or not. Ask there, then resend it if it is missing';
const unknown = 'the connection ended before the receiver said whether it has it';

/** What is said must be known before anything else happens: the store may be away, the receiver has it already. */
async function record(ledger: DeliveryLedger, entry: DeliveryEntry, signal: AbortSignal): Promise<void> {
  for (let pause = 250; ; pause = Math.min(5_000, 2 * pause)) {
    try {
      return await ledger.write(entry);
    } catch (error) {
      if (!(error instanceof TransientError)) throw error;
      await delay(pause, undefined, { signal });
    }
  }
}

/** What an error of a channel makes of the delivery; the reason is ours to show. */
function judge(
  error: unknown,
  { hasBegun, isRepeatable }: { hasBegun: boolean; isRepeatable: boolean },
): { state: DeliveryState; error: string; retryMs?: number } {
  const reason = describeFailure(error);
  if (error instanceof PermanentError || error instanceof ConfigError)
    return { state: 'failed', error: reason };
  if (error instanceof RateLimitedError)
    return { state: 'waiting', error: reason, retryMs: error.retryAfterMs };
  if (error instanceof TransientError || isRepeatable || !hasBegun)
    return { state: 'waiting', error: reason };
  return { state: 'uncertain', error: `${unknown} (${reason})` };
}

/**
 * Tries once. An attempt that a crash cut short is repeated where that changes nothing for the receiver; elsewhere it is left uncertain.
 * Throws TransientError while nothing was sent and the store is away, and the signal's reason.
 */
export async function attempt(
  { parcel, sender, ledger }: { parcel: Parcel; sender: Sender; ledger: DeliveryLedger },
  means: Omit<Means, 'begin'>,
): Promise<Verdict> {
  const { now, signal } = means;
  const { delivery } = parcel;
  const stamp = () => new Date(now()).toISOString();
  if (delivery.state === 'sending' && !sender.isRepeatable) {
    await ledger.write({ ...delivery, state: 'uncertain', error: interrupted, changedAt: stamp() });
    return { state: 'uncertain' };
  }
  const attempts = delivery.attempts + 1;
  let hasBegun = false;
  const begin = async () => {
    await ledger.write({ ...delivery, state: 'sending', attempts, changedAt: stamp() });
    signal.throwIfAborted();
    hasBegun = true;
  };
  const end = async (state: DeliveryState, error: string) =>
    record(ledger, { ...delivery, state, attempts, error, changedAt: stamp() }, signal);
  let ended: Ended;
  try {
    ended = await sender.send(parcel, { ...means, begin });
  } catch (error) {
    signal.throwIfAborted();
    const { isRepeatable } = sender;
    const judged = judge(error, { hasBegun, isRepeatable });
    const waitedMs = now() - Date.parse(delivery.askedAt);
    const isOver = judged.state === 'waiting' && isTooLate(delivery.kind, waitedMs);
    const state = isOver ? 'failed' : judged.state;
    await end(state, judged.error);
    if (state !== 'waiting' && state !== 'sending') return { state };
    // What nobody wants by then is not waited for.
    const leftMs = usefulFor(delivery.kind) - waitedMs;
    return { retryMs: Math.min(judged.retryMs ?? pauseMs(attempts), leftMs) };
  }
  await end(ended.state, ended.state === 'uncertain' ? ended.why : (ended.note ?? ''));
  return { state: ended.state };
}
