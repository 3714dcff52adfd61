// What of a city was not delivered and wants somebody to look: told by `earshot sources`, the API and the page.
import type { DeliveryEntry, DeliveryLedger } from './ledger.ts';

/** Older ones are in the ledger, and no news. */
const newsMs = 14 * 86_400_000;

/** Failed, uncertain, or tried in vain so far. */
export const isUndelivered = ({ state, error, askedAt }: DeliveryEntry, nowMs: number): boolean =>
  nowMs - Date.parse(askedAt) < newsMs &&
  (state === 'failed' || state === 'uncertain' || (state !== 'sent' && error !== ''));

export async function listUndelivered(
  ledger: Pick<DeliveryLedger, 'list'>,
  city: string,
  nowMs: number,
): Promise<DeliveryEntry[]> {
  const open = await ledger.list(city, { states: ['waiting', 'sending', 'uncertain', 'failed'] });
  return open.filter((entry) => isUndelivered(entry, nowMs));
}
