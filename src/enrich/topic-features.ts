// What the topic classifier sees of a text: every word, the beginning of longer ones, and words beside each other.
import { hashWord, mix, wordHashAt } from './feature-hash.ts';
import { type Tokens, tokenKind } from './token-buffer.ts';
import { createWordNumbers } from './vocabulary.ts';

const kind = { word: 1, pair: 2, beginning: 3 };
/** Letters by which longer words are related. */
const beginningLength = 5;
/** What a text is about, it says in its first thousand words. */
const mostFeatures = 3_000;

/** 0 for words too short to have one. */
const beginningHashAt = createWordNumbers((word) =>
  word.length > beginningLength ? hashWord(word, 0, beginningLength) || 1 : 0,
);

/** Features of one text after another: what was read is overwritten by the next. */
export class TopicFeatures {
  count = 0;
  /** where each stands in the model's table */
  readonly places = new Int32Array(mostFeatures + 3);
  /** the first and the last token of each: one token, or two with only passed-over ones between them */
  readonly first = new Int32Array(mostFeatures + 3);
  readonly last = new Int32Array(mostFeatures + 3);
  readonly #shift: number;

  /** `bits`: the table has `2 ** bits` places. */
  constructor(bits: number) {
    this.#shift = 32 - bits;
  }

  read(tokens: Tokens): void {
    const { kinds, count } = tokens;
    this.count = 0;
    let before = -1;
    let hashBefore = 0;
    for (let i = 0; i < count && this.count < mostFeatures; i++) {
      const which = kinds[i]!;
      if (which === tokenKind.symbol || which === tokenKind.newline) before = -1;
      if (which !== tokenKind.word && which !== tokenKind.tag && which !== tokenKind.emoji) continue;
      // A word too long to be anybody's has no text.
      if (tokens.words[i] === '') continue;
      const hash = wordHashAt(tokens, i);
      this.#add(mix(kind.word, hash), i, i);
      const beginning = beginningHashAt(tokens, i);
      if (beginning !== 0) this.#add(mix(kind.beginning, beginning), i, i);
      if (before >= 0) this.#add(mix(kind.pair, hashBefore, hash), before, i);
      before = i;
      hashBefore = hash;
    }
  }

  #add(hash: number, first: number, last: number): void {
    const at = this.count++;
    this.places[at] = hash >>> this.#shift;
    this.first[at] = first;
    this.last[at] = last;
  }
}
