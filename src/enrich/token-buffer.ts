// What a text becomes: tokens with kinds, shapes and offsets, collected in typed arrays that grow.
import { cutBytes } from './slab.ts';
import { numberOf, openVocabulary, wordOf } from './vocabulary.ts';

export const tokenKind = {
  word: 1,
  number: 2,
  /** a word inside a hashtag: "#MidtownHouston" gives "midtown" and "houston" */
  tag: 3,
  mention: 4,
  link: 5,
  emoji: 6,
  symbol: 7,
  /** a possessive "'s" */
  suffix: 8,
  /** "[email]" or "[phone]" left by masking */
  placeholder: 9,
  newline: 10,
} as const;

/** Bits of a token's shape. */
export const shape = { capital: 1, allCaps: 2, elongated: 4, glued: 8 } as const;

/** Tokens in order; offsets in UTF-16 units of `text`, end exclusive. */
export interface Tokens {
  text: string;
  count: number;
  kinds: Uint8Array;
  shapes: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  /** lower case, typographic apostrophes made plain, emoji without modifiers */
  words: string[];
  /** of the words, in the memory of this generation; 0 where a word has none */
  numbers: Int32Array;
  generation: number;
}

/** Longer words are nobody's vocabulary: their `words` entry stays empty. */
export const longestWord = 64;

/** Columns that texts are read into, one text at a time; what was read is copied out of them. */
const columns = {
  kinds: new Uint8Array(1024),
  shapes: new Uint8Array(1024),
  starts: new Int32Array(1024),
  ends: new Int32Array(1024),
  numbers: new Int32Array(1024),
  words: new Array<string>(1024).fill(''),
};

function grow(): void {
  const room = 2 * columns.kinds.length;
  const bytes = (from: Uint8Array) => {
    const larger = new Uint8Array(room);
    larger.set(from);
    return larger;
  };
  const offsets = (from: Int32Array) => {
    const larger = new Int32Array(room);
    larger.set(from);
    return larger;
  };
  columns.kinds = bytes(columns.kinds);
  columns.shapes = bytes(columns.shapes);
  columns.starts = offsets(columns.starts);
  columns.ends = offsets(columns.ends);
  columns.numbers = offsets(columns.numbers);
}

export class TokenBuffer {
  readonly text: string;
  readonly generation = openVocabulary();
  #count = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** A token whose word has this number. */
  addNumbered(kind: number, start: number, end: number, number: number, bits: number): void {
    this.#add(kind, start, end, wordOf(number), number, bits);
  }

  add(kind: number, start: number, end: number, word: string, bits = 0): void {
    this.#add(kind, start, end, word, numberOf(word), bits);
  }

  #add(kind: number, start: number, end: number, word: string, number: number, bits: number): void {
    const at = this.#count++;
    if (at === columns.kinds.length) grow();
    columns.kinds[at] = kind;
    columns.shapes[at] = bits;
    columns.starts[at] = start;
    columns.ends[at] = end;
    columns.numbers[at] = number;
    columns.words[at] = word;
  }

  finish(): Tokens {
    const { text, generation } = this;
    const count = this.#count;
    const { buffer, at } = cutBytes(14 * count);
    const starts = new Int32Array(buffer, at, count);
    const ends = new Int32Array(buffer, at + 4 * count, count);
    const numbers = new Int32Array(buffer, at + 8 * count, count);
    const kinds = new Uint8Array(buffer, at + 12 * count, count);
    const shapes = new Uint8Array(buffer, at + 13 * count, count);
    for (let i = 0; i < count; i++) {
      starts[i] = columns.starts[i]!;
      ends[i] = columns.ends[i]!;
      numbers[i] = columns.numbers[i]!;
      kinds[i] = columns.kinds[i]!;
      shapes[i] = columns.shapes[i]!;
    }
    return {
      text,
      count,
      kinds,
      shapes,
      starts,
      ends,
      words: columns.words.slice(0, count),
      numbers,
      generation,
    };
  }
}
