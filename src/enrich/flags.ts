// What a reader or a figure may want to leave out: posts that the city itself writes, and posts that sell.
import type { City } from '../config/city.ts';
import { normalizeAccount } from '../mask.ts';
import type { Post } from '../post.ts';
import { createPromotionJudge } from './promotional.ts';
import type { Reading } from './reading.ts';

export type Flag = 'official' | 'promotional';

/** Official is what the collector says, and a channel that is one of the city's accounts. The city's own offers are not promotional. */
export function createFlagger(city: Pick<City, 'officialAccounts'>): (reading: Reading) => Flag[] {
  const accounts = new Set(
    city.officialAccounts.map(({ source, account }) => `${source}/${normalizeAccount(account)}`),
  );
  const sells = createPromotionJudge();
  const isOfficial = ({ official, source, channel }: Post) =>
    official ||
    (channel !== '' && accounts.size > 0 && accounts.has(`${source}/${normalizeAccount(channel)}`));
  return (reading) => {
    if (isOfficial(reading.post)) return ['official'];
    return sells(reading) ? ['promotional'] : [];
  };
}
