// What of a city was not delivered and wants somebody to look: told by `earshot sources`, `earshot deliveries --failed`, the API and the page.
import type { DeliveryEntry, DeliveryLedger } from './ledger.ts';

/** Older ones are in the ledger, and no news. */
const newsMs = 14 * 86_400_000;

/** Failed, uncertain, tried in vain so far, or sent to some of its addresses only. */
export const isUndelivered = ({ state, error, askedAt }: DeliveryEntry, nowMs: number): boolean =>
  nowMs - Date.parse(askedAt) < newsMs && (state === 'failed' || state === 'uncertain' || error !== '');

/** The newest first, found among all there are, however many were delivered since. */
export async function listUndelivered(
  ledger: Pick<DeliveryLedger, 'list'>,
  city: string,
  nowMs: number,
  limit = 1_000,
): Promise<DeliveryEntry[]> {
  const troubled = await ledger.list(city, { troubledSinceMs: nowMs - newsMs, limit });
  return troubled.filter((entry) => isUndelivered(entry, nowMs));
}
