// Countries, regions and larger towns of the world, as a set of hashes: evidence for the place tagger, nothing more.
import { mix } from './feature-hash.ts';
import { shape, type Tokens, tokenKind } from './token-buffer.ts';

/** Kinds of names in the set; the smaller number wins where a name is several things. */
export const worldKinds = ['country', 'region', 'metropolis', 'city', 'town', 'abbreviation'] as const;
const kindBits = 3;
const longestName = 4;
const template = 5;

export interface WorldNames {
  /** 1 + place in `worldKinds`, or 0 */
  kindOf(hash: number): number;
}

/** The hash of a name is that of its words, one after another. */
export function nameHash(wordHashes: readonly number[]): number {
  let hash = 0;
  for (const word of wordHashes) hash = mix(template, hash, word);
  return hash;
}

/** One entry of the packed list: the hash without its low bits, and the kind. */
export const packWorldName = (hash: number, kind: number) => (hash & ~((1 << kindBits) - 1)) | (kind + 1);

/** `packed` as `packWorldName` makes it. Memory is four bytes for each of twice as many slots as names, at least. */
export function openWorldNames(packed: Int32Array): WorldNames {
  let slots = 16;
  while (slots < packed.length * 2) slots *= 2;
  const table = new Int32Array(slots);
  const low = (1 << kindBits) - 1;
  const slotOf = (hash: number) => (hash >>> kindBits) & (slots - 1);
  for (const entry of packed) {
    let slot = slotOf(entry);
    while (table[slot] !== 0) slot = (slot + 1) & (slots - 1);
    table[slot] = entry;
  }
  return {
    kindOf(hash) {
      let slot = slotOf(hash);
      for (;;) {
        const entry = table[slot]!;
        if (entry === 0) return 0;
        if ((entry ^ hash) >>> kindBits === 0) return entry & low;
        slot = (slot + 1) & (slots - 1);
      }
    },
  };
}

const isNamePart = (tokens: Tokens, i: number) =>
  i < tokens.count &&
  (tokens.kinds[i]! <= tokenKind.tag || (tokens.kinds[i] === tokenKind.symbol && tokens.words[i] === '.'));

/** `words` has the first token's hash at `from`. Into `classes`, per token: the kinds of names it is part of and where in them it stands, as one number; 0 where in none. */
export function markWorldNames(
  tokens: Tokens,
  words: Int32Array,
  from: number,
  world: WorldNames,
  classes: Int32Array,
): void {
  classes.fill(0, 0, tokens.count);
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kinds[i] !== tokenKind.word && tokens.kinds[i] !== tokenKind.tag) continue;
    let hash = 0;
    let length = 0;
    for (let j = i; length < longestName && isNamePart(tokens, j); j++) {
      // Two hashtags beside each other are two names.
      if (j > i && tokens.kinds[j] === tokenKind.tag && (tokens.shapes[j]! & shape.glued) === 0) break;
      if (tokens.kinds[j] === tokenKind.symbol) continue;
      hash = mix(template, hash, words[from + j]!);
      length++;
      const kind = world.kindOf(hash);
      if (kind === 0) continue;
      for (let part = i; part <= j; part++) {
        const place = part === i ? (i === j ? 1 : 2) : part === j ? 3 : 4;
        classes[part] = (classes[part]! * 64 + kind * 8 + place) & 0xffffff;
      }
    }
  }
}
