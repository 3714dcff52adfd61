// What the place tagger looks at: every token becomes a row of hashed features. Training and tagging share this file, so a
// change here needs new weights (npm run train:places).
import { hashWord, mix, wordHashAt } from './feature-hash.ts';
import { shape, type Tokens, tokenKind } from './token-buffer.ts';
import { createWordTable } from './vocabulary.ts';
import { markWorldNames, type WorldNames } from './world-names.ts';

/** Features per token at most; none is 0. */
export const featuresPerToken = 38;

/** Stands before the first word, and negative behind the last. */
export const edge = 0x5bd1e995;

/** Templates of what a word says alone: to its own token, to the next and the one after, to the one before it and before that. */
export const alone = { here: 11, before: 12, before2: 13, after: 14, after2: 15 } as const;

/** What a word (its hash) says alone, by one of the templates `alone`. */
export const wordFeature = (template: number, word: number) => mix(template, word) || 1;

/** One number for how a word is written: the first six changes between capitals, small letters, digits and the rest. */
function shapeOf(text: string, start: number, end: number): number {
  let code = 1;
  let before = 0;
  let length = 0;
  for (let i = start; i < end && length < 6; i++) {
    const unit = text.charCodeAt(i);
    const kind =
      unit >= 0x61 && unit <= 0x7a
        ? 1
        : unit >= 0x41 && unit <= 0x5a
          ? 2
          : unit >= 0x30 && unit <= 0x39
            ? 3
            : unit > 0x7f
              ? 4
              : 5;
    if (kind === before) continue;
    code = code * 6 + kind;
    before = kind;
    length++;
  }
  return code;
}

interface Columns {
  words: Int32Array;
  shapes: Int32Array;
  world: Int32Array;
  /** how the whole text is written: 1 small letters only, 2 capitals only, 3 mostly capitals, 4 as usual */
  habit: number;
}

/** All links are one word, and so are all accounts. */
export const linkHash = (kind: number) => mix(1, kind);
export const longestFigure = 5;
/** Figures of as many digits are one word. */
export const figureHash = (digits: number) => mix(2, Math.min(longestFigure, digits));

function wordHash(tokens: Tokens, i: number): number {
  switch (tokens.kinds[i]) {
    case tokenKind.link:
    case tokenKind.mention:
      return linkHash(tokens.kinds[i]!);
    case tokenKind.number:
      return figureHash(tokens.ends[i]! - tokens.starts[i]!);
    default:
      return wordHashAt(tokens, i);
  }
}

function habitOf({ kinds, shapes, count }: Tokens): number {
  let capital = 0;
  let small = 0;
  for (let i = 0; i < count; i++) {
    if (kinds[i] !== tokenKind.word) continue;
    if (shapes[i]! & shape.capital) capital++;
    else small++;
  }
  if (small === 0) return 2;
  if (capital === 0) return 1;
  return capital > small ? 3 : 4;
}

/** Room around the columns, so that neighbours need no check. */
const pad = 2;
/** Columns of texts up to this many tokens are used again: memory is the slowest part of a short text. */
const keptTokens = 4_096;

const columnsFor = (count: number): Columns => ({
  words: new Int32Array(count + 2 * pad),
  shapes: new Int32Array(count + 2 * pad),
  world: new Int32Array(count + pad),
  habit: 0,
});

function fillColumns(columns: Columns, tokens: Tokens, world: WorldNames): void {
  const { count, text, starts, ends, kinds } = tokens;
  const { words, shapes } = columns;
  words.fill(edge, 0, pad);
  words.fill(-edge, count + pad, count + 2 * pad);
  shapes.fill(0, count + pad, count + 2 * pad);
  for (let i = 0; i < count; i++) {
    words[i + pad] = wordHash(tokens, i);
    const isWord = kinds[i]! <= tokenKind.tag;
    const written = isWord ? shapeOf(text, starts[i]!, ends[i]!) : 0;
    shapes[i + pad] = written * 2 + (kinds[i] === tokenKind.tag ? 1 : 0);
  }
  markWorldNames(tokens, words, pad, world, columns.world);
  columns.world[count] = 0;
  columns.habit = habitOf(tokens);
}

/** Could a place begin here: a capital, a hashtag, a figure, a name of the world? */
function isSalient({ kinds, shapes }: Tokens, world: Int32Array, i: number): boolean {
  const kind = kinds[i]!;
  return (
    kind === tokenKind.tag ||
    kind === tokenKind.number ||
    world[i]! !== 0 ||
    (kind === tokenKind.word && (shapes[i]! & shape.capital) !== 0)
  );
}

/** Reads texts one after another: `open` a text, then ask for the row of each token. */
export interface FeatureReader {
  open(tokens: Tokens): void;
  /** Is the token salient, or beside one that is? Elsewhere no place begins or goes on. */
  isNear(i: number): boolean;
  /** The token's features; the array is the reader's own and holds until the next call. 0 ends it. */
  row(i: number): Int32Array;
  /** Of these, the features of more than a single word. */
  joined(i: number): Int32Array;
}

/** Time is linear in the number of tokens. */
export function createFeatureReader(world: WorldNames): FeatureReader {
  const kept = columnsFor(keptTokens);
  const row = new Int32Array(featuresPerToken + 1);
  let columns = kept;
  let tokens: Tokens | undefined;
  return {
    open(next) {
      tokens = next;
      columns = next.count <= keptTokens ? kept : columnsFor(next.count);
      fillColumns(columns, next, world);
    },
    isNear(i) {
      return (
        isSalient(tokens!, columns.world, i) ||
        (i > 0 && isSalient(tokens!, columns.world, i - 1)) ||
        (i + 1 < tokens!.count && isSalient(tokens!, columns.world, i + 1))
      );
    },
    row(i) {
      row[writeJoined(tokens!, columns, i, row, writeAlone(tokens!, columns, i, row))] = 0;
      return row;
    },
    joined(i) {
      row[writeJoined(tokens!, columns, i, row, 0)] = 0;
      return row;
    },
  };
}

/** What single words say to a token, written into `out`; returns how many features there are. */
function writeAlone(tokens: Tokens, { words }: Columns, i: number, out: Int32Array): number {
  const p = i + pad;
  let at = 0;
  out[at++] = wordFeature(alone.here, words[p]!);
  out[at++] = wordFeature(alone.before, words[p - 1]!);
  out[at++] = wordFeature(alone.before2, words[p - 2]!);
  out[at++] = wordFeature(alone.after, words[p + 1]!);
  out[at++] = wordFeature(alone.after2, words[p + 2]!);
  if (tokens.kinds[i]! > tokenKind.tag) return at;
  const { features } = partsAt(tokens, i);
  for (let k = 0; k < features.length; k++) out[at++] = features[k]!;
  return at;
}

/** What several words, or a word and how it is written, say together, from `from` on. */
function writeJoined(tokens: Tokens, columns: Columns, i: number, out: Int32Array, from: number): number {
  const { words, shapes, world, habit } = columns;
  const { kinds } = tokens;
  const p = i + pad;
  const [w, before, after] = [words[p]!, words[p - 1]!, words[p + 1]!];
  const [before2, after2] = [words[p - 2]!, words[p + 2]!];
  const [s, sBefore, sAfter] = [shapes[p]!, shapes[p - 1]!, shapes[p + 1]!];
  const glued = tokens.shapes[i]! & shape.glued;
  let at = from;
  out[at++] = mix(10, 1) || 1;
  out[at++] = mix(16, before, w) || 1;
  out[at++] = mix(17, w, after) || 1;
  out[at++] = mix(18, s, habit) || 1;
  out[at++] = mix(19, w, s) || 1;
  out[at++] = mix(20, sBefore, s) || 1;
  out[at++] = mix(21, s, sAfter) || 1;
  out[at++] = mix(22, mix(3, sBefore, s), mix(4, sAfter, habit)) || 1;
  out[at++] = mix(23, before, s) || 1;
  out[at++] = mix(24, after, s) || 1;
  out[at++] = mix(25, before2, before) || 1;
  out[at++] = mix(26, after, after2) || 1;
  out[at++] = mix(27, before, after) || 1;
  out[at++] = mix(28, kinds[i]! * 16 + (kinds[i - 1] ?? 0), (kinds[i + 1] ?? 0) * 16 + glued) || 1;
  at = writeWorld(world, i, before, s, habit, out, at);
  if (kinds[i]! > tokenKind.tag) return at;
  const { features, end } = partsAt(tokens, i);
  if (features.length > 2) out[at++] = mix(60, end, s);
  return at;
}

/** What the list of the world's names says of a token and its neighbours. */
function writeWorld(
  world: Int32Array,
  i: number,
  before: number,
  s: number,
  habit: number,
  out: Int32Array,
  from: number,
): number {
  let at = from;
  const here = world[i]!;
  if (here !== 0) {
    out[at++] = mix(30, here);
    out[at++] = mix(31, here, s * 8 + habit);
    out[at++] = mix(32, before, here);
  }
  if (world[i + 1]) out[at++] = mix(33, world[i + 1]!, s);
  if (world[i - 1]) out[at++] = mix(34, world[i - 1]!, s);
  return at;
}

/** Beginnings and ends of two to four letters; the end of three counts with the word's shape too. */
export interface Parts {
  features: number[];
  end: number;
}

export function partsOf(word: string): Parts {
  const features: number[] = [];
  for (let length = 2; length <= 4 && length < word.length; length++) {
    features.push(mix(40 + length, hashWord(word, word.length - length)));
    features.push(mix(50 + length, hashWord(word, 0, length)));
  }
  return { features, end: word.length > 3 ? hashWord(word, word.length - 3) : 0 };
}

const partsAt = createWordTable(partsOf);
