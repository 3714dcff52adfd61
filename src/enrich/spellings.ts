// How words were spelled, found again without making a string of them: "Street", "STREET" and "street" are one word.
import { normalise, shapeOf } from './token-text.ts';
import { numberOf } from './vocabulary.ts';

/** Words are spelled in two or three ways at most, most of them in one. */
const mostSpellings = 100_000;
const slotCount = 1 << 18;

/** An entry is the number of the word above these bits of the spelling's shape. */
const shapeBits = 4;
export const wordIn = (entry: number) => entry >> shapeBits;
export const shapeIn = (entry: number) => entry & ((1 << shapeBits) - 1);

let generation = 0;
let spellings: string[] = [];
/** place in `spellings`, plus one */
let slots = new Int32Array(0);
let entries = new Int32Array(0);

function startAfresh(next: number): void {
  generation = next;
  spellings = [];
  slots = new Int32Array(slotCount);
  entries = new Int32Array(mostSpellings);
}

function isSpelled(spelling: string, text: string, start: number, length: number): boolean {
  if (spelling.length !== length) return false;
  for (let i = 0; i < length; i++) if (spelling.charCodeAt(i) !== text.charCodeAt(start + i)) return false;
  return true;
}

/** A slice of a long text would keep the whole of it in memory. */
const copyOf = (text: string, start: number, end: number) => text.slice(start, end).split('').join('');

/** The entry of `text.slice(start, end)` in this generation of the vocabulary; −1 when there is no more room. */
export function readSpelling(text: string, start: number, end: number, inGeneration: number): number {
  if (inGeneration !== generation) startAfresh(inGeneration);
  // FNV-1a, its high bits mixed in.
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  let slot = (hash ^ (hash >>> 15)) & (slotCount - 1);
  for (let place = slots[slot]!; place !== 0; place = slots[slot]!) {
    if (isSpelled(spellings[place - 1]!, text, start, end - start)) return entries[place - 1]!;
    slot = (slot + 1) & (slotCount - 1);
  }
  if (spellings.length === mostSpellings) return -1;
  const spelling = copyOf(text, start, end);
  const word = numberOf(normalise(spelling));
  if (word === 0) return -1;
  const entry = (word << shapeBits) | shapeOf(spelling);
  entries[spellings.length] = entry;
  slots[slot] = spellings.push(spelling);
  return entry;
}
