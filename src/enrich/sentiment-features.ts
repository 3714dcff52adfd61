// What the sentiment model sees of a text: hashed n-grams of words and of letters, token by token, so that everything it
// learns belongs to a word. One pass, no strings; the same code reads when training and when tagging.
import type { Modifiers } from './sentiment-modifiers.ts';
import { shape, type Tokens, tokenKind } from './token-buffer.ts';
import { createWordTable } from './vocabulary.ts';

/** Letters n-grams are made of, at most; longer words are cut. */
const mostLetters = 64;
/** Words that a negation reaches. */
const negationReach = 4;
const shortestGram = 3;
const longestGram = 5;
/** Letters by which neighbours are known where they were never seen together. */
const stemLetters = 4;
/** More than any token can have: three lengths of n-grams at each letter and a dozen of whole words. */
const room = 3 * (mostLetters + 2) + 16;

/** Kinds of features, kept apart in the one space of hashes. */
const salt = {
  word: 1,
  negated: 2,
  pair: 3,
  triple: 4,
  letters: 5,
  capitals: 16,
  afterContrast: 17,
  manner: 18,
  around: 19,
  stems: 20,
  negatedPair: 21,
};
/** Stands before the first token. */
const nothing = 7;
const manner = { capitals: 1, elongated: 2, tag: 3 };

/** FNV-1a's prime and basis; the last step is lowbias32 (Wellons 2018), which spreads it over all bits. */
const prime = 0x01000193;
const basis = 0x811c9dc5;

const mix = (hash: number, other: number) => Math.imul(hash ^ other, 0x9e3779b1) ^ (hash >>> 15);

function spread(hash: number): number {
  let x = hash ^ (hash >>> 16);
  x = Math.imul(x, 0x7feb352d);
  x ^= x >>> 15;
  x = Math.imul(x, 0x846ca68b);
  return x ^ (x >>> 16);
}

/** Three and more of a letter count as two: "soooo" is "soo". */
export function hashWord(word: string): number {
  let hash = basis;
  let before = 0;
  let earlier = 0;
  const length = Math.min(word.length, mostLetters);
  for (let i = 0; i < length; i++) {
    const unit = word.charCodeAt(i);
    if (unit !== before || unit !== earlier) hash = Math.imul(hash ^ unit, prime);
    earlier = before;
    before = unit;
  }
  return hash;
}

/** An emoji and a word of the same spelling are two things. */
export const hashEmoji = (emoji: string) => hashWord(emoji) ^ 0x55;

const hashesOf = (words: ReadonlySet<string>) => new Set([...words].map(hashWord));
const hyphen = 0x2d;
const isQuote = (unit: number) => unit === 0x22 || unit === 0x27;

interface ScannedWord {
  hash: number;
  /** of its first letters */
  stem: number;
  isNegator: boolean;
  isContrast: boolean;
}

/** What a word says wherever it stands: itself and the n-grams of "^word$"; where it is negated, others. */
function ownFeatures(word: string, hash: number, isNegated: boolean, add: (hash: number) => void): void {
  if (isNegated) add(mix(hash, salt.negated));
  add(mix(hash, salt.word));
  const letters = Math.min(word.length, mostLetters);
  const length = letters + 2;
  for (let i = 0; i <= length - shortestGram; i++) {
    let gram = isNegated ? basis + 1 : basis;
    const most = Math.min(longestGram, length - i);
    for (let k = 0; k < most; k++) {
      const at = i + k - 1;
      const unit = at < 0 ? 0x5e : at >= letters ? 0x24 : word.charCodeAt(at);
      gram = Math.imul(gram ^ unit, prime);
      if (k >= shortestGram - 1) add(mix(gram, salt.letters + k));
    }
  }
}

/** Places of what a word says by itself, in a table of `2 ** bits`. */
export function ownPlaces(word: string, isNegated: boolean, bits: number): number[] {
  const places: number[] = [];
  ownFeatures(word, hashWord(word), isNegated, (hash) => places.push(spread(hash) >>> (32 - bits)));
  return places;
}

/** Reads the tokens of one text in order; use `start`, then `read(0)`, `read(1)` … up to the last. */
export class FeatureScanner {
  /** after `read`: places in the table of weights, as many as it returned */
  readonly places = new Int32Array(room);
  /** after `read`: the token's hash, whether a negation reaches it, whether it is a word or a hashtag */
  hash = 0;
  isNegated = false;
  isWord = false;
  readonly #shift: number;
  readonly #wordAt: (tokens: Tokens, index: number) => ScannedWord;
  #tokens!: Tokens;
  #count = 0;
  #last = 0;
  #secondLast = 0;
  #lastStem = 0;
  #negation = 0;
  #isAfterContrast = false;
  #symbol = 0;
  #symbolRun = 0;

  /** `bits`: the table has `2 ** bits` places, at most 2 ** 24. */
  constructor(bits: number, { negators, contrasts }: Pick<Modifiers, 'negators' | 'contrasts'>) {
    this.#shift = 32 - bits;
    const [turning, contrasting] = [hashesOf(negators), hashesOf(contrasts)];
    this.#wordAt = createWordTable((word) => {
      const hash = hashWord(word);
      const stem = hashWord(word.slice(0, stemLetters));
      return { hash, stem, isNegator: turning.has(hash), isContrast: contrasting.has(hash) };
    });
  }

  start(tokens: Tokens): void {
    this.#tokens = tokens;
    this.#last = nothing;
    this.#secondLast = nothing;
    this.#lastStem = nothing;
    this.#negation = 0;
    this.#isAfterContrast = false;
    this.#symbol = 0;
  }

  #add(hash: number): void {
    this.places[this.#count++] = spread(hash) >>> this.#shift;
  }

  /** How many features the token has. */
  read(index: number): number {
    this.readAround(index);
    if (this.isWord)
      ownFeatures(this.#tokens.words[index]!, this.hash, this.isNegated, (hash) => this.#add(hash));
    return this.#count;
  }

  /** As `read`, without what a word says by itself (`ownPlaces`) where `isWord`: that can be remembered. */
  readAround(index: number): number {
    this.#count = 0;
    const kind = this.#tokens.kinds[index]!;
    this.isWord = kind === tokenKind.word || kind === tokenKind.tag;
    const known = this.isWord ? this.#wordAt(this.#tokens, index) : undefined;
    const hash = known ? known.hash : this.#hashOf(kind, this.#tokens.words[index]!);
    const isNegated = this.#negation > 0 && kind !== tokenKind.symbol;
    this.hash = hash;
    this.isNegated = isNegated;
    this.#readNeighbours(hash, known ? known.stem : hash);
    if (known) {
      this.#readManner(index, hash);
      this.#readModifier(known);
    } else {
      if (isNegated) this.#add(mix(hash, salt.negated));
      this.#add(mix(hash, salt.word));
    }
    return this.#count;
  }

  /** With the one and the two words before, with the second alone, and by the first letters of both. */
  #readNeighbours(hash: number, stem: number): void {
    const pair = mix(hash, this.#last);
    this.#add(mix(pair, salt.pair));
    this.#add(mix(mix(pair, this.#secondLast), salt.triple));
    if (this.#last !== nothing) {
      this.#add(mix(mix(hash, this.#secondLast), salt.around));
      this.#add(mix(mix(stem, this.#lastStem), salt.stems));
    }
    if (this.isNegated) this.#add(mix(pair, salt.negatedPair));
    this.#secondLast = this.#last;
    this.#last = hash;
    this.#lastStem = stem;
  }

  #hashOf(kind: number, word: string): number {
    if (kind !== tokenKind.symbol) this.#symbol = 0;
    switch (kind) {
      case tokenKind.emoji:
        return hashEmoji(word);
      case tokenKind.number:
        return 1000 + Math.min(word.length, 9);
      case tokenKind.symbol:
        return this.#hashSymbol(word.charCodeAt(0));
      default:
        if (kind === tokenKind.newline) this.#negation = 0;
        return 3000 + kind;
    }
  }

  /** "!", "!!" and "!!!" are three things; what is not a quote or a hyphen ends a negation. */
  #hashSymbol(unit: number): number {
    this.#symbolRun = unit === this.#symbol ? Math.min(this.#symbolRun + 1, 3) : 1;
    this.#symbol = unit;
    if (!isQuote(unit) && unit !== hyphen) this.#negation = 0;
    return 4000 + unit * 4 + this.#symbolRun;
  }

  #readManner(index: number, hash: number): void {
    this.#symbol = 0;
    const bits = this.#tokens.shapes[index]!;
    if (this.#isAfterContrast) this.#add(mix(hash, salt.afterContrast));
    if (bits & shape.allCaps) {
      this.#add(mix(hash, salt.capitals));
      this.#add(mix(manner.capitals, salt.manner));
    }
    if (bits & shape.elongated) this.#add(mix(manner.elongated, salt.manner));
    if (this.#tokens.kinds[index] === tokenKind.tag) this.#add(mix(manner.tag, salt.manner));
  }

  #readModifier({ isNegator, isContrast }: ScannedWord): void {
    if (this.#negation > 0) this.#negation--;
    if (isNegator) this.#negation = negationReach;
    if (isContrast) this.#isAfterContrast = true;
  }
}
