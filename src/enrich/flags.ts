// What a figure may leave out: so far, posts that the city itself writes.
import type { City } from '../config/city.ts';
import { normalizeAccount } from '../mask.ts';
import type { Post } from '../post.ts';

export type Flag = 'official';

/** Official is what the collector says, and a channel that is one of the city's accounts. */
export function createFlagger(city: Pick<City, 'officialAccounts'>): (post: Post) => Flag[] {
  const accounts = new Set(
    city.officialAccounts.map(({ source, account }) => `${source}/${normalizeAccount(account)}`),
  );
  return ({ official, source, channel }) =>
    official || (channel !== '' && accounts.has(`${source}/${normalizeAccount(channel)}`))
      ? ['official']
      : [];
}
