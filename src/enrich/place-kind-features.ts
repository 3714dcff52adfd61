// What tells the kind of a place from its span: its words, the words beside it, and what the list of the world's names says.
import { hashWord, mix } from './feature-hash.ts';
import { type Tokens, tokenKind } from './token-buffer.ts';
import { nameHash, type WorldNames } from './world-names.ts';

/** More words than these say nothing more. */
const mostWords = 8;

/** A handful of hashes; the number of words bounds the work. */
export function spanFeatures(tokens: Tokens, first: number, last: number, world: WorldNames): number[] {
  const { words, kinds } = tokens;
  const hashes: number[] = [mix(71, Math.min(4, last - first + 1))];
  const name: number[] = [];
  for (let i = first; i <= last && name.length < mostWords; i++) {
    if (kinds[i]! > tokenKind.tag) continue;
    const hash = hashWord(words[i]!);
    name.push(hash);
    hashes.push(mix(72, hash));
    if (words[i]!.length > 4) hashes.push(mix(73, hashWord(words[i]!, words[i]!.length - 3)));
  }
  const around = (at: number) => (at < 0 || at >= tokens.count ? 1 : hashWord(words[at]!));
  hashes.push(mix(74, nameHash(name)), mix(75, world.kindOf(nameHash(name))));
  hashes.push(mix(76, around(first - 1)), mix(77, around(last + 1)), mix(78, name.at(-1) ?? 0));
  if (kinds[first] === tokenKind.tag) hashes.push(mix(79, 1));
  return hashes;
}
