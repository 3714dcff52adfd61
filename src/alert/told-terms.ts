// Which terms an alert may tell: none that may be the name of somebody who was talked of. Pure.
import { mayName } from '../report/person-words.ts';

/** Terms → who says them, without those that hold a given name, and without words that mostly stand after one: a surname. */
export function withoutNames<P>(terms: ReadonlyMap<string, readonly P[]>): Map<string, readonly P[]> {
  const named = new Map<string, number>();
  for (const [term, posts] of terms) {
    const [first = '', second] = term.split(' ');
    if (second !== undefined && mayName(first)) named.set(second, (named.get(second) ?? 0) + posts.length);
  }
  const isSurname = (word: string) => 2 * (named.get(word) ?? 0) > (terms.get(word)?.length ?? 0);
  return new Map(
    [...terms].filter(
      ([term]) => !mayName(term) && !term.split(' ').some((word) => named.has(word) && isSurname(word)),
    ),
  );
}
