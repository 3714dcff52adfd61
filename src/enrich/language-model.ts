// How much a text looks like each of sixty languages: byte n-grams as eld counts them, in tables of a megabyte instead of objects
// of eighty-six; and, for the languages whose posts are most often confused, a linear model trained on posts.
import { charClass, classOf } from './characters.ts';
import { type CloseSums, createCloseScorer } from './language-close.ts';

export interface LanguageModel {
  /** ISO 639-1 */
  codes: string[];
  /** hash of an n-gram; how many languages know it; for each of these its number and its worth */
  grams: { keys: Uint32Array; counts: Uint8Array; pairs: Uint8Array };
  close: CloseModel;
}

/** `weights` holds a byte per feature and language, times `scale`. */
export interface CloseModel {
  codes: string[];
  bits: number;
  scale: number;
  weights: Int8Array;
}

export interface LanguageScorer {
  codes: readonly string[];
  gramsOf(word: string): WordGrams;
  /** Scores of the words of a text, 0…1, in the order of `codes`; the array is used again by the next call. */
  score(words: readonly WordGrams[]): Float64Array;
}

/** The tables leave it out of every worth. */
const leastWorth = 53;
/** eld's own: brings worth per n-gram to 0…1. */
const scaling = 25;
/** Bytes of a word that are read. */
const longestWord = 70;
/** A word is read in steps of three bytes, four at a time. */
const stride = 3;
const width = 4;
/** FNV-1a. */
const offset = 0x811c9dc5;
const prime = 0x01000193;
const space = 0x20;

/** FNV-1a of the bytes of an n-gram; spaces mark where a word begins and ends. */
export function gramHash(
  bytes: ArrayLike<number>,
  from: number,
  to: number,
  begins: boolean,
  ends: boolean,
): number {
  let hash = begins ? Math.imul(offset ^ space, prime) : offset;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, prime);
  if (ends) hash = Math.imul(hash ^ space, prime);
  return hash >>> 0;
}

interface Table {
  mask: number;
  keys: Uint32Array;
  /** per slot the number of its n-gram, plus one; 0 where the slot is empty */
  numbers: Uint32Array;
  /** per n-gram the place of its first pair; one more than there are n-grams */
  starts: Int32Array;
}

/** Open addressing, at most two thirds full. */
function tableOf({ keys, counts }: LanguageModel['grams']): Table {
  let size = 1024;
  while (size * 2 < keys.length * 3) size *= 2;
  const table = {
    mask: size - 1,
    keys: new Uint32Array(size),
    numbers: new Uint32Array(size),
    starts: new Int32Array(keys.length + 1),
  };
  for (let i = 0; i < keys.length; i++) {
    let slot = keys[i]! & table.mask;
    while (table.numbers[slot] !== 0) slot = (slot + 1) & table.mask;
    table.keys[slot] = keys[i]!;
    table.numbers[slot] = i + 1;
    table.starts[i + 1] = table.starts[i]! + counts[i]!;
  }
  return table;
}

/** What the tables know of a word. */
export interface WordGrams {
  /** numbers of its n-grams, −1 for those that the tables do not hold */
  grams: Int32Array;
  close: CloseSums;
}

export function createLanguageScorer({ codes, grams, close }: LanguageModel): LanguageScorer {
  const table = tableOf(grams);
  const { starts } = table;
  const { pairs } = grams;
  const scores = new Float64Array(codes.length);
  // An n-gram counts once in a text: the number of the text that used it last. Bytes stay in the processor's cache.
  const used = new Uint8Array(grams.keys.length);
  let text = 0;
  const closeModel = createCloseScorer(close, codes);

  /** Adds what the n-grams are worth; returns how many there were. */
  function add(numbers: Int32Array): number {
    let count = 0;
    for (let k = 0; k < numbers.length; k++) {
      const gram = numbers[k]!;
      if (gram >= 0 && used[gram] === text) continue;
      count++;
      if (gram < 0) continue;
      used[gram] = text;
      for (let i = 2 * starts[gram]!, end = 2 * starts[gram + 1]!; i < end; i += 2)
        scores[pairs[i]!]! += pairs[i + 1]! + leastWorth;
    }
    return count;
  }

  return {
    codes,
    gramsOf: (word) => ({
      grams: Int32Array.from(hashesOf(word), (hash) => numberOf(table, hash)),
      close: closeModel.sumsOf(word),
    }),
    score(words) {
      scores.fill(0);
      text = (text + 1) & 0xff;
      if (text === 0) {
        used.fill(0);
        text = 1;
      }
      let count = 0;
      for (const word of words) count += add(word.grams);
      for (let i = 0; i < scores.length; i++) {
        const perGram = scores[i]! / Math.max(1, count);
        scores[i] = perGram / (perGram + scaling);
      }
      closeModel.refine(scores, words);
      return scores;
    },
  };
}

function numberOf({ mask, numbers, keys }: Table, hash: number): number {
  let slot = hash & mask;
  while (numbers[slot] !== 0 && keys[slot] !== hash) slot = (slot + 1) & mask;
  return numbers[slot]! - 1;
}

/** The n-grams of a word as eld cuts them: four bytes at every third, and the last four. Accents that are marks part words. */
function hashesOf(word: string): number[] {
  const hashes: number[] = [];
  for (const part of partsOf(word)) {
    const length = toBytes(part, scratch);
    let from = 0;
    for (; from + width < length; from += stride)
      hashes.push(gramHash(scratch, from, from + width, from === 0, false));
    hashes.push(gramHash(scratch, Math.max(0, length - width), length, from === 0, true));
  }
  return hashes;
}

const scratch = new Uint8Array(longestWord);

function partsOf(word: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (let i = 0; i <= word.length; i++) {
    const unit = word.charCodeAt(i);
    if (unit < 0x300 || classOf(unit) === charClass.letter) continue;
    if (i > from) parts.push(word.slice(from, i));
    from = i + 1;
  }
  return parts;
}

/** UTF-8, as far as it fits; returns its length. Half of a pair becomes three bytes that no table knows. */
function toBytes(word: string, into: Uint8Array): number {
  let at = 0;
  for (let i = 0; i < word.length && at + width <= into.length; i++) {
    const unit = word.charCodeAt(i);
    if (unit < 0x80) {
      into[at++] = unit;
    } else if (unit < 0x800) {
      into[at++] = 0xc0 | (unit >> 6);
      into[at++] = 0x80 | (unit & 0x3f);
    } else {
      into[at++] = 0xe0 | (unit >> 12);
      into[at++] = 0x80 | ((unit >> 6) & 0x3f);
      into[at++] = 0x80 | (unit & 0x3f);
    }
  }
  return at;
}
