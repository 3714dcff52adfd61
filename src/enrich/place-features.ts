// What the place tagger looks at: every token becomes a row of hashed features. Training and tagging share this file, so a
// change here needs new weights (npm run train:places).
import { hashWord, mix } from './feature-hash.ts';
import { shape, type Tokens, tokenKind } from './token-buffer.ts';
import { type WorldNames, worldClasses } from './world-names.ts';

/** Features per token; 0 in a row is no feature. */
export const featuresPerToken = 38;

const edge = 0x5bd1e995;

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

function wordHash(tokens: Tokens, i: number): number {
  switch (tokens.kinds[i]) {
    case tokenKind.link:
    case tokenKind.mention:
      return mix(1, tokens.kinds[i]!);
    case tokenKind.number:
      return mix(2, Math.min(5, tokens.ends[i]! - tokens.starts[i]!));
    default:
      return hashWord(tokens.words[i]!);
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

function columnsOf(tokens: Tokens, world: WorldNames): Columns {
  const { count, text, starts, ends, kinds } = tokens;
  const words = new Int32Array(count);
  const shapes = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    words[i] = wordHash(tokens, i);
    const isWord = kinds[i]! <= tokenKind.tag;
    shapes[i] = (isWord ? shapeOf(text, starts[i]!, ends[i]!) : 0) * 2 + (kinds[i] === tokenKind.tag ? 1 : 0);
  }
  return { words, shapes, world: worldClasses(tokens, words, world), habit: habitOf(tokens) };
}

/** `count * featuresPerToken` hashes, row by row. Time and memory are linear in the number of tokens. */
export function placeFeatures(tokens: Tokens, world: WorldNames): Int32Array {
  const columns = columnsOf(tokens, world);
  const out = new Int32Array(tokens.count * featuresPerToken);
  for (let i = 0; i < tokens.count; i++) writeRow(tokens, columns, i, out);
  return out;
}

function writeRow(
  tokens: Tokens,
  { words, shapes, world, habit }: Columns,
  i: number,
  out: Int32Array,
): void {
  const { count, kinds } = tokens;
  const wordAt = (at: number) => (at < 0 ? edge : at >= count ? -edge : words[at]!);
  const shapeAt = (at: number) => (at < 0 || at >= count ? 0 : shapes[at]!);
  const [w, before, after] = [words[i]!, wordAt(i - 1), wordAt(i + 1)];
  const [s, sBefore, sAfter] = [shapes[i]!, shapeAt(i - 1), shapeAt(i + 1)];
  let at = i * featuresPerToken;
  const put = (template: number, a: number, b = 0) => {
    out[at++] = mix(template, a, b) || 1;
  };
  put(10, 1);
  put(11, w);
  put(12, before);
  put(13, wordAt(i - 2));
  put(14, after);
  put(15, wordAt(i + 2));
  put(16, before, w);
  put(17, w, after);
  put(18, s, habit);
  put(19, w, s);
  put(20, sBefore, s);
  put(21, s, sAfter);
  put(22, mix(3, sBefore, s), mix(4, sAfter, habit));
  put(23, before, s);
  put(24, after, s);
  put(25, wordAt(i - 2), before);
  put(26, after, wordAt(i + 2));
  put(27, before, after);
  const glued = tokens.shapes[i]! & shape.glued;
  put(28, kinds[i]! * 16 + (kinds[i - 1] ?? 0), (kinds[i + 1] ?? 0) * 16 + glued);
  at = writeWorld(world, i, before, s, habit, out, at);
  if (kinds[i]! <= tokenKind.tag) writeParts(tokens.words[i]!, s, out, at);
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

/** Beginnings and ends of two to four letters. */
function writeParts(word: string, s: number, out: Int32Array, from: number): void {
  let at = from;
  for (let length = 2; length <= 4 && length < word.length; length++) {
    out[at++] = mix(40 + length, hashWord(word, word.length - length));
    out[at++] = mix(50 + length, hashWord(word, 0, length));
  }
  if (word.length > 3) out[at++] = mix(60, hashWord(word, word.length - 3), s);
}
