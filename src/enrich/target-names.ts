// Where a text names what it is asked about, and what else of the same kind it names.
import type { Spot } from './standing.ts';
import { type Tokens, tokenKind } from './token-buffer.ts';
import { tokenize } from './tokens.ts';

const isDigit = (unit: number) => unit >= 0x30 && unit <= 0x39;

/** "LOCATION2" → "location": files that hide names number them. */
function stem(word: string): string {
  let end = word.length;
  while (end > 0 && isDigit(word.charCodeAt(end - 1))) end--;
  return end < word.length ? word.slice(0, end) : '';
}

/** Spots of `target` by its words; other names that are hidden as it is are spots of others. */
export function spotsOfName({ words, kinds, count }: Tokens, target: string): Spot[] {
  const name = tokenize(target).words;
  if (name.length === 0) return [];
  const hidden = name.length === 1 ? stem(name[0]!) : '';
  const spots: Spot[] = [];
  for (let first = 0; first < count; first++) {
    if (name.every((word, i) => words[first + i] === word)) {
      spots.push({ first, last: first + name.length - 1, isOwn: true });
      first += name.length - 1;
    } else if (hidden !== '' && kinds[first] === tokenKind.word && stem(words[first]!) === hidden) {
      spots.push({ first, last: first, isOwn: false });
    }
  }
  return spots;
}
