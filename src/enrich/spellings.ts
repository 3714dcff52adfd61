// How words were spelled, found again without making a string of them: "Street", "STREET" and "street" are one word.
import { normalise, shapeOf } from './token-text.ts';
import { numberOf } from './vocabulary.ts';

/** Words are spelled in two or three ways at most, most of them in one. */
const mostSpellings = 90_000;
const slotCount = 1 << 17;
/**
 * Integers per slot, a quarter of a line of the processor's cache. Of a short spelling its letters, of a longer one its hash and
 * its length; the entry, plus one; of a longer spelling its place in `longer`, plus one.
 */
const slotSize = 4;
/** Letters of ASCII that fit two integers: most words, which are compared without looking at a string. */
const shortest = 8;

/** An entry is the number of the word above these bits of the spelling's shape. */
const shapeBits = 4;
export const wordIn = (entry: number) => entry >> shapeBits;
export const shapeIn = (entry: number) => entry & ((1 << shapeBits) - 1);

let generation = 0;
let count = 0;
let longer: string[] = [];
let slots = new Int32Array(0);

function startAfresh(next: number): void {
  generation = next;
  count = 0;
  longer = [];
  slots = new Int32Array(slotCount * slotSize);
}

function isSpelled(spelling: string, text: string, start: number): boolean {
  for (let i = 0; i < spelling.length; i++)
    if (spelling.charCodeAt(i) !== text.charCodeAt(start + i)) return false;
  return true;
}

/** A slice of a long text would keep the whole of it in memory. */
const copyOf = (text: string, start: number, end: number) => text.slice(start, end).split('').join('');

/** The entry of `text.slice(start, end)` in this generation of the vocabulary; −1 when there is no more room. */
export function readSpelling(text: string, start: number, end: number, inGeneration: number): number {
  if (inGeneration !== generation) startAfresh(inGeneration);
  const length = end - start;
  let [low, high] = [0, 0];
  let isShort = length <= shortest;
  for (let i = 0; isShort && i < length; i++) {
    const unit = text.charCodeAt(start + i);
    isShort = unit < 0x80;
    if (i < 4) low |= unit << (8 * i);
    else high |= unit << (8 * i);
  }
  return isShort
    ? readShort(low, high, text, start, end)
    : readLonger(hashOf(text, start, end), text, start, end);
}

function hashOf(text: string, start: number, end: number): number {
  // FNV-1a
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

/** Where the search begins; what it compares is mixed by the multipliers of xxHash32. */
function firstSlot(low: number, high: number): number {
  let x = Math.imul(low, 0x9e3779b1) ^ Math.imul(high, 0x85ebca77);
  x ^= x >>> 15;
  return (Math.imul(x, 0x2c1b3c6d) >>> 15) * slotSize;
}

const nextSlot = (at: number) => (at + slotSize) & (slotCount * slotSize - 1);

function readShort(low: number, high: number, text: string, start: number, end: number): number {
  let at = firstSlot(low, high);
  for (; slots[at + 2] !== 0; at = nextSlot(at))
    if (slots[at] === low && slots[at + 1] === high && slots[at + 3] === 0) return slots[at + 2]! - 1;
  return remember(at, low, high, copyOf(text, start, end), true);
}

function readLonger(hash: number, text: string, start: number, end: number): number {
  const length = end - start;
  let at = firstSlot(hash, length);
  for (; slots[at + 2] !== 0; at = nextSlot(at)) {
    if (slots[at] !== hash || slots[at + 1] !== length || slots[at + 3] === 0) continue;
    if (isSpelled(longer[slots[at + 3]! - 1]!, text, start)) return slots[at + 2]! - 1;
  }
  return remember(at, hash, length, copyOf(text, start, end), false);
}

function remember(at: number, first: number, second: number, spelling: string, isShort: boolean): number {
  if (count === mostSpellings) return -1;
  const word = numberOf(normalise(spelling));
  if (word === 0) return -1;
  const entry = (word << shapeBits) | shapeOf(spelling);
  count++;
  slots[at] = first;
  slots[at + 1] = second;
  slots[at + 2] = entry + 1;
  if (!isShort) slots[at + 3] = longer.push(spelling);
  return entry;
}
