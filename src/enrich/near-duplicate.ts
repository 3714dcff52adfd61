// What copies of a text share: a signature from its words alone, for whoever looks for near-duplicates later. Links, accounts,
// case, punctuation and the digits of numbers do not enter it.
import { hashWord, wordHashAt } from './feature-hash.ts';
import type { Reading } from './reading.ts';
import { type Tokens, tokenKind } from './token-buffer.ts';

/**
 * 32-bit numbers. Of a text of some length five, each four minima of eight bits: `store/signature.ts` says when two are near. Of a short one three, a hash of its words
 * in their order. Empty: never a copy.
 */
export type Signature = number[];

const hashCount = 20;
const minimaPerNumber = 4;
/** Shorter texts say the same only when they say it in the same words. */
const fewestWords = 5;
/** Two articles with so many words in common are copies, whatever follows. */
const mostWords = 512;
/** A text of this many words stands without its title: outlets give the same report titles of their own. */
const wordsOfBody = 20;
const anyNumber = 0x9e3779b9;

/** Finaliser of MurmurHash3 (Appleby, public domain): every bit of the input moves every bit of the output. */
function mix(value: number): number {
  let h = value ^ (value >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

// Odd multipliers and masks of the permutations; changing them changes every signature.
const multipliers = new Int32Array(hashCount).map((_, i) => mix(2 * i + 1) | 1);
const masks = new Int32Array(hashCount).map((_, i) => mix(0x5bd1e995 + 2 * i));

// One post at a time: what a post needs is written anew for each.
const words = new Int32Array(mostWords);
const mins = new Int32Array(hashCount);

const isWord = (kind: number) =>
  kind === tokenKind.word || kind === tokenKind.number || kind === tokenKind.tag;

/** Appends the words of a field to those that are there already, and returns how many there are now. */
function readWords(tokens: Tokens, from: number): number {
  let count = from;
  for (let i = 0; i < tokens.count && count < mostWords; i++) {
    const kind = tokens.kinds[i]!;
    if (!isWord(kind)) continue;
    const word = tokens.words[i]!;
    if (kind === tokenKind.number || isDigits(word)) words[count++] = anyNumber;
    else if (word !== '') words[count++] = wordHashAt(tokens, i);
    else words[count++] = hashWord(tokens.text, tokens.starts[i]!, tokens.ends[i]!);
  }
  return count;
}

/** A hashtag of digits is a counter too. */
function isDigits(word: string): boolean {
  const first = word.charCodeAt(0);
  if (!(first >= 0x30 && first <= 0x39)) return false;
  for (let i = 1; i < word.length; i++) {
    const unit = word.charCodeAt(i);
    if (unit < 0x30 || unit > 0x39) return false;
  }
  return true;
}

/** The same words in the same order, and nothing less. */
function exactSignature(count: number, seed: number): Signature {
  let low = mix(seed ^ count);
  let high = mix(low ^ 0x27d4eb2f);
  for (let i = 0; i < count; i++) {
    low = mix(Math.imul(low, 31) + words[i]!);
    high = mix(Math.imul(high, 37) ^ words[i]!);
  }
  return [low >>> 0, high >>> 0, mix(low ^ high) >>> 0];
}

/** MinHash (Broder 1997) over pairs of neighbouring words. */
function minHashSignature(count: number): Signature {
  for (let i = 0; i < count - 1; i++) words[i] = mix(Math.imul(words[i]!, 31) + words[i + 1]!);
  for (let k = 0; k < hashCount; k++) {
    const [multiplier, mask] = [multipliers[k]!, masks[k]!];
    let least = 0x7fffffff;
    for (let i = 0; i < count - 1; i++) {
      const value = Math.imul(words[i]! ^ mask, multiplier);
      if (value < least) least = value;
    }
    mins[k] = least;
  }
  // Of each minimum eight bits: the share of equal ones is the similarity and a 256th of the rest (Li and König, b-bit minwise hashing, 2010).
  const signature: number[] = [];
  for (let k = 0; k < hashCount; k += minimaPerNumber) {
    let number = 0;
    for (let i = k; i < k + minimaPerNumber; i++) number = (number << 8) | (mix(mins[i]!) >>> 24);
    signature.push(number >>> 0);
  }
  return signature;
}

/** A text without words is its links and emoji. */
function readSigns(tokens: Tokens, from: number): number {
  let count = from;
  for (let i = 0; i < tokens.count && count < mostWords; i++) {
    const kind = tokens.kinds[i]!;
    if (kind !== tokenKind.link && kind !== tokenKind.emoji) continue;
    words[count++] = hashWord(tokens.text, tokens.starts[i]!, tokens.ends[i]!);
  }
  return count;
}

/**
 * The signature of a post. A service request has none: the words of a form repeat, and each request is a case of its own.
 * Costs time linear in the length of the text; of its words the first 512 count.
 */
export function signPost({ post, fields }: Reading): Signature {
  if (post.kind === 'request') return [];
  let count = readWords(fields.at(-1)!.tokens, 0);
  if (fields.length > 1 && count < wordsOfBody) {
    count = 0;
    for (const { tokens } of fields) count = readWords(tokens, count);
  }
  if (count >= fewestWords) return minHashSignature(count);
  if (count > 0) return exactSignature(count, 1);
  for (const { tokens } of fields) count = readSigns(tokens, count);
  return count === 0 ? [] : exactSignature(count, 2);
}
