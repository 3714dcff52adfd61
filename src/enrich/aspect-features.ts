// What the aspect model sees of a text for one target (a topic, or a place that is asked about by name): every word, alone and
// with its neighbours, by whether it belongs to the target, and what the sentiment model says of the target's part.
import { mix } from './feature-hash.ts';
import { hashEmoji, hashWord } from './sentiment-features.ts';
import type { SentimentModel, Weight } from './sentiment-model.ts';
import type { FieldSentiment } from './sentiment-reading.ts';
import { cutInt32, cutUint8 } from './slab.ts';
import { type Spot, standing } from './standing.ts';
import { tokenKind } from './token-buffer.ts';

export interface Target {
  /** by their first token; none is inside another */
  spots: readonly Spot[];
  /** a topic's id; empty where what is asked is no topic */
  topic: string;
  /** the spots are names, whose words say nothing of what is thought of them */
  isName: boolean;
}

/** What a word counts by its standing. */
const share = [1, 0.6, 0.3];

const kind = {
  word: 1,
  topicWord: 2,
  standing: 3,
  pair: 6,
  topicPair: 7,
  triple: 8,
  around: 9,
  beginning: 10,
  topicBeginning: 11,
  judged: 12,
  topicJudged: 13,
  listed: 14,
  topicListed: 15,
  always: 16,
};
const marks = { own: 0x51ed, other: 0x2f3b, number: 0x30, symbol: 0x7c00 };
/** A word that a negation reaches is another word. */
const turned = 0x6a09e667;
const negationReach = 4;
/** Letters by which longer words are related. */
const beginning = 5;
/** Of a word and its neighbours, at most. */
const featuresPerWord = 9;
/** Lists and log-odds are cut, so that no rant outweighs the rest. */
const mostListed = 2;

/** Which way a word is read, whatever the target: what several topics of one field share. */
interface Words {
  count: number;
  tokens: Int32Array;
  isSymbol: Uint8Array;
  hashes: Int32Array;
  /** of the first letters, or 0 */
  beginnings: Int32Array;
}

/** Of one target after another: what was read is overwritten by the next. */
export class AspectScanner {
  count = 0;
  /** where each feature's weight stands, and its value */
  places = new Int32Array(1024);
  values = new Float64Array(1024);
  readonly #shift: number;
  readonly #negators: ReadonlySet<string>;
  #field?: FieldSentiment;
  #words?: Words;

  /** `bits`: the table has `2 ** bits` places. */
  constructor(bits: number, negators: ReadonlySet<string>) {
    this.#shift = 32 - bits;
    this.#negators = negators;
  }

  /** Begins with the features of words, and returns the sum of the squares of their values, by whose root they are divided. */
  readWords(field: FieldSentiment, target: Target, standings: Uint8Array): number {
    const words = this.#wordsOf(field);
    const { hashes: plain, beginnings, tokens, isSymbol, count } = words;
    const hashes = target.isName ? markNames(words, target.spots) : plain;
    const topic = hashWord(target.topic);
    const hasOther = target.spots.some(({ isOwn }) => !isOwn);
    this.#makeRoom(count);
    this.count = 0;
    for (let i = 0; i < count; i++) {
      const at = standings[tokens[i]!]!;
      const value = share[at]!;
      const hash = hashes[i]!;
      if (isSymbol[i] === 0) {
        this.#add(mix(kind.word, hash), value * 0.5);
        this.#add(mix(kind.topicWord, hash, topic), value);
        if (hasOther || at !== standing.own) this.#add(mix(kind.standing + at, hash), 0.5);
        const start = beginnings[i]!;
        if (start !== 0 && hash === plain[i]) {
          this.#add(mix(kind.beginning, start), value * 0.3);
          this.#add(mix(kind.topicBeginning, start, topic), value * 0.5);
        }
      }
      if (i + 1 === count) break;
      const pair = mix(kind.pair, hash, hashes[i + 1]!);
      this.#add(pair, value * 0.5);
      this.#add(mix(kind.topicPair, pair, topic), value);
      if (i + 2 === count) continue;
      this.#add(mix(kind.triple, pair, hashes[i + 2]!), value * 0.5);
      this.#add(mix(kind.around, hash, hashes[i + 2]!), value * 0.3);
    }
    let squares = 0;
    for (let i = 0; i < this.count; i++) squares += this.values[i]! * this.values[i]!;
    return squares;
  }

  /** Begins with what the model and the lists say of the target's part: few features, which are not divided. */
  readJudgements(field: FieldSentiment, model: SentimentModel, target: Target, standings: Uint8Array): void {
    const topic = hashWord(target.topic);
    this.count = 0;
    this.#add(mix(kind.always, target.isName ? 1 : 2), 1);
    judgeParts(field, model, target, standings).forEach((value, part) => {
      this.#add(mix(kind.judged, part), value);
      if (part < 2) this.#add(mix(kind.topicJudged, part, topic), value);
    });
    let [whole, own] = [0, 0];
    for (const { token, value } of field.hits) {
      whole += value * share[standings[token]!]!;
      if (standings[token] === standing.own) own += value;
    }
    this.#add(mix(kind.listed, 1), cut(whole));
    this.#add(mix(kind.topicListed, 1, topic), cut(whole));
    this.#add(mix(kind.listed, 2), cut(own));
  }

  #add(hash: number, value: number): void {
    const at = this.count++;
    this.places[at] = hash >>> this.#shift;
    this.values[at] = value;
  }

  #makeRoom(words: number): void {
    const room = featuresPerWord * words;
    if (room <= this.places.length) return;
    this.places = new Int32Array(2 * room);
    this.values = new Float64Array(2 * room);
  }

  #wordsOf(field: FieldSentiment): Words {
    if (this.#field !== field || !this.#words) {
      this.#field = field;
      this.#words = readWords(field, this.#negators);
    }
    return this.#words;
  }
}

const cut = (value: number) => Math.max(-mostListed, Math.min(mostListed, value));

function readWords({ field: { tokens } }: FieldSentiment, negators: ReadonlySet<string>): Words {
  const { kinds, words } = tokens;
  const result = {
    count: 0,
    tokens: cutInt32(tokens.count),
    isSymbol: cutUint8(tokens.count),
    hashes: cutInt32(tokens.count),
    beginnings: cutInt32(tokens.count),
  };
  let negation = 0;
  for (let i = 0; i < tokens.count; i++) {
    const word = words[i]!;
    const hash = hashOf(kinds[i]!, word);
    if (hash === 0) continue;
    const isSymbol = kinds[i] === tokenKind.symbol;
    if (isSymbol) negation = 0;
    const isTurned = negation > 0;
    const at = result.count++;
    result.tokens[at] = i;
    result.isSymbol[at] = isSymbol ? 1 : 0;
    result.hashes[at] = isTurned ? hash ^ turned : hash;
    if (!isSymbol && word.length >= beginning) {
      result.beginnings[at] = hashWord(word.slice(0, beginning)) ^ (isTurned ? turned : 0);
    }
    if (negation > 0) negation--;
    if (negators.has(word)) negation = negationReach;
  }
  return result;
}

/** 0: the token is passed over. */
function hashOf(tokenKindOf: number, word: string): number {
  switch (tokenKindOf) {
    case tokenKind.word:
    case tokenKind.tag:
      return hashWord(word);
    case tokenKind.emoji:
      return hashEmoji(word);
    case tokenKind.number:
      return marks.number;
    case tokenKind.symbol:
      return marks.symbol + word.charCodeAt(0);
    default:
      return 0;
  }
}

function markNames({ tokens, hashes, count }: Words, spots: readonly Spot[]): Int32Array {
  const marked = hashes.slice(0, count);
  let spot = 0;
  for (let i = 0; i < count; i++) {
    const token = tokens[i]!;
    while (spot < spots.length && spots[spot]!.last < token) spot++;
    if (spot === spots.length) break;
    const { first, isOwn } = spots[spot]!;
    if (token >= first) marked[i] = isOwn ? marks.own : marks.other;
  }
  return marked;
}

/** Log-odds [negative, positive] of the target's own part, of what is around it too, of its clauses, and of everything. */
function judgeParts(
  { sums, clauses, field }: FieldSentiment,
  { scale }: SentimentModel,
  { spots }: Target,
  standings: Uint8Array,
): number[] {
  if (!sums) return [];
  const ownClauses = new Set<number>();
  for (const { first, isOwn } of spots) if (isOwn) ownClauses.add(clauses.clause[first]!);
  const part = (): Weight => ({ negative: 0, positive: 0, features: 0 });
  const [own, around, clause, whole] = [part(), part(), part(), part()];
  for (let i = 0; i < field.tokens.count; i++) {
    const negative = sums.negative[i + 1]! - sums.negative[i]!;
    const positive = sums.positive[i + 1]! - sums.positive[i]!;
    const features = sums.features[i + 1]! - sums.features[i]!;
    const at = standings[i]!;
    if (at === standing.own) addTo(own, negative, positive, features);
    if (at !== standing.other) addTo(around, negative, positive, features);
    if (ownClauses.has(clauses.clause[i]!)) addTo(clause, negative, positive, features);
    addTo(whole, negative, positive, features);
  }
  return [own, around, clause, whole].flatMap(({ negative, positive, features }) => {
    const factor = (0.5 * scale) / Math.sqrt(Math.max(1, features));
    return [negative * factor, positive * factor];
  });
}

function addTo(part: Weight, negative: number, positive: number, features: number): void {
  part.negative += negative;
  part.positive += positive;
  part.features += features;
}
