// Which terms an alert may tell: none that may be the name of somebody who was talked of. Pure.
import { namedTerms } from '../report/named-terms.ts';

/** Terms → who says them, without those that may name somebody. */
export function withoutNames<P>(terms: ReadonlyMap<string, readonly P[]>): Map<string, readonly P[]> {
  const named = namedTerms(new Map([...terms].map(([term, posts]) => [term, posts.length])));
  return new Map([...terms].filter(([term]) => !named.has(term)));
}
