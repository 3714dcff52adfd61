// Every word that texts bring gets a number, and each step remembers what it made of a word: posts are made of few words, often
// used. A memory of the thread that changes nothing but the speed.

/** How many words are remembered before the memory starts afresh: about 10 MB, with what the steps know of them. */
const mostWords = 60_000;

interface Memory {
  /** numbers of another generation mean nothing */
  generation: number;
  /** by number; 0 is what has no number */
  words: string[];
  numbers: Map<string, number>;
}

const fresh = (generation: number): Memory => ({ generation, words: [''], numbers: new Map([['', 0]]) });

let memory = fresh(1);

/** Called where a text begins: its numbers hold for the whole of it. Returns the generation. */
export function openVocabulary(): number {
  if (memory.words.length > mostWords) memory = fresh(memory.generation + 1);
  return memory.generation;
}

export const wordOf = (number: number): string => memory.words[number]!;

/** 0 for the empty word, and for a new one when the memory is full. */
export function numberOf(word: string): number {
  const known = memory.numbers.get(word);
  if (known !== undefined) return known;
  if (memory.words.length > mostWords) return 0;
  const number = memory.words.push(word) - 1;
  memory.numbers.set(word, number);
  return number;
}

/** What has words with numbers: `Tokens`. */
interface Numbered {
  generation: number;
  numbers: Int32Array;
  words: readonly string[];
}

/** What a step knows of the word at `index`: worked out by `compute` when the word first comes up. */
export function createWordTable<T>(compute: (word: string) => T): (tokens: Numbered, index: number) => T {
  let generation = 0;
  let known: (T | undefined)[] = [];
  return (tokens, index) => {
    const number = tokens.numbers[index]!;
    if (number === 0) return compute(tokens.words[index]!);
    if (tokens.generation !== generation) {
      // A text that was read before the memory started afresh.
      if (tokens.generation < generation) return compute(tokens.words[index]!);
      generation = tokens.generation;
      known = new Array(mostWords + 1);
    }
    const found = known[number];
    if (found !== undefined) return found;
    const made = compute(tokens.words[index]!);
    known[number] = made;
    return made;
  };
}

/** As `createWordTable`, for whole numbers of 32 bits: four bytes a word, side by side. */
export function createWordNumbers(
  compute: (word: string) => number,
): (tokens: Numbered, index: number) => number {
  let generation = 0;
  /** one more than what is known; 0 is not known */
  let known = new Int32Array(0);
  return (tokens, index) => {
    const number = tokens.numbers[index]!;
    if (number === 0 || tokens.generation < generation) return compute(tokens.words[index]!);
    if (tokens.generation !== generation) {
      generation = tokens.generation;
      known = new Int32Array(mostWords + 1);
    }
    const found = known[number]!;
    if (found !== 0) return (found - 1) | 0;
    const made = compute(tokens.words[index]!) | 0;
    known[number] = (made + 1) | 0;
    return made;
  };
}

/** What a step knows of words as rows of small whole numbers, side by side. */
export interface WordRows {
  /** all rows; another array when the memory starts afresh, so ask for it after `rowOf` */
  readonly values: Int16Array;
  /** Where the row of the word at `index` begins; −1 where the word has no number, and so no row. */
  rowOf(tokens: Numbered, index: number): number;
}

/** `width`: numbers per row, the first of which is for the use of this file. `first`: rows that stand before those of words. */
export function createWordRows(
  width: number,
  first: readonly Int16Array[],
  compute: (word: string, values: Int16Array, at: number) => void,
): WordRows {
  let generation = 0;
  const rows = { values: new Int16Array(0), rowOf };
  function rowOf(tokens: Numbered, index: number): number {
    const number = tokens.numbers[index]!;
    if (tokens.generation !== generation) {
      if (tokens.generation < generation) return -1;
      generation = tokens.generation;
      rows.values = new Int16Array(width * (first.length + mostWords + 1));
      first.forEach((row, at) => void rows.values.set(row, at * width));
    }
    if (number === 0 && tokens.words[index] !== '') return -1;
    const at = (first.length + number) * width;
    if (rows.values[at] === 0) {
      rows.values[at] = 1;
      compute(tokens.words[index]!, rows.values, at);
    }
    return at;
  }
  return rows;
}
