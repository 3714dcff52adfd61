// What a text becomes: tokens with kinds, shapes and offsets, collected in typed arrays that grow.

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
}

/** Longer words are nobody's vocabulary: their `words` entry stays empty. */
export const longestWord = 64;

export class TokenBuffer {
  readonly text: string;
  #count = 0;
  #kinds: Uint8Array;
  #shapes: Uint8Array;
  #starts: Int32Array;
  #ends: Int32Array;
  readonly #words: string[] = [];

  constructor(text: string) {
    this.text = text;
    const room = 16 + (text.length >> 2);
    this.#kinds = new Uint8Array(room);
    this.#shapes = new Uint8Array(room);
    this.#starts = new Int32Array(room);
    this.#ends = new Int32Array(room);
  }

  add(kind: number, start: number, end: number, word: string, bits = 0): void {
    const at = this.#count++;
    if (at === this.#kinds.length) this.#grow();
    this.#kinds[at] = kind;
    this.#shapes[at] = bits;
    this.#starts[at] = start;
    this.#ends[at] = end;
    this.#words.push(word);
  }

  finish(): Tokens {
    const count = this.#count;
    return {
      text: this.text,
      count,
      kinds: this.#kinds.subarray(0, count),
      shapes: this.#shapes.subarray(0, count),
      starts: this.#starts.subarray(0, count),
      ends: this.#ends.subarray(0, count),
      words: this.#words,
    };
  }

  #grow(): void {
    const room = 2 * this.#kinds.length;
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
    this.#kinds = bytes(this.#kinds);
    this.#shapes = bytes(this.#shapes);
    this.#starts = offsets(this.#starts);
    this.#ends = offsets(this.#ends);
  }
}
