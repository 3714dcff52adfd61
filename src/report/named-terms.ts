// Which terms may be the name of somebody who was talked of. Pure.
import { mayName } from './person-words.ts';

/** Of terms with how many say each: those that hold a given name, and those with a word that mostly stands after one, a surname. */
export function namedTerms(said: ReadonlyMap<string, number>): Set<string> {
  const afterName = new Map<string, number>();
  for (const [term, count] of said) {
    const [first = '', second] = term.split(' ');
    if (second !== undefined && mayName(first)) afterName.set(second, (afterName.get(second) ?? 0) + count);
  }
  const isSurname = (word: string) => 2 * (afterName.get(word) ?? 0) > (said.get(word) ?? 0);
  const isNamed = (term: string) =>
    mayName(term) || term.split(' ').some((word) => afterName.has(word) && isSurname(word));
  return new Set([...said.keys()].filter(isNamed));
}
