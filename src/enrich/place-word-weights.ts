// What single words weigh in the place tagger, remembered by the word: a third of a token's features are of one word alone.
import { hashWord } from './feature-hash.ts';
import { findFeature } from './feature-table.ts';
import { alone, edge, figureHash, linkHash, longestFigure, partsOf, wordFeature } from './place-features.ts';
import { type Tokens, tokenKind } from './token-buffer.ts';
import { createWordRows } from './vocabulary.ts';

/** A row: one number for the memory, then two weights (first, further) to each neighbour, then those of the word's parts. */
const templates = [alone.here, alone.before, alone.before2, alone.after, alone.after2];
const place = { here: 1, before: 3, before2: 5, after: 7, after2: 9, parts: 11 };
/** Half a line of the processor's cache. */
const width = 16;
/** Rows before those of the words. */
const first = { nothing: 0, start: 1, end: 2, link: 3, mention: 4, figures: 5 };
const pad = 2;

export interface WordWeights {
  /** Looks up the words of a text; false where one of them cannot be remembered. */
  open(tokens: Tokens): boolean;
  /** Sums of the weights that the words in and around token `i` have alone, for a first and for a further token of a place. */
  first(i: number): number;
  further(i: number): number;
}

export function createWordWeights(entries: Int32Array): WordWeights {
  const add = (row: Int16Array, at: number, feature: number) => {
    const entry = findFeature(entries, feature);
    row[at]! += (entry << 8) >> 24;
    row[at + 1]! += entry >> 24;
  };
  const weigh = (row: Int16Array, at: number, hash: number) => {
    for (let k = 0; k < templates.length; k++)
      add(row, at + place.here + 2 * k, wordFeature(templates[k]!, hash));
  };
  const weighed = (hash: number) => {
    const row = new Int16Array(width);
    weigh(row, 0, hash);
    return row;
  };
  const figures = Array.from({ length: longestFigure + 1 }, (_, digits) => weighed(figureHash(digits)));
  const links = [weighed(linkHash(tokenKind.link)), weighed(linkHash(tokenKind.mention))];
  const memory = createWordRows(
    width,
    [new Int16Array(width), weighed(edge), weighed(-edge), ...links, ...figures],
    (word, values, at) => {
      weigh(values, at, hashWord(word));
      for (const feature of partsOf(word).features) add(values, at + place.parts, feature);
    },
  );
  /** Where the rows of the text's words begin, and those of their parts; room for neighbours on both sides. */
  let rows = new Int32Array(1_024);
  let partRows = new Int32Array(1_024);
  let values = memory.values;

  function open(tokens: Tokens): boolean {
    const { count, kinds, starts, ends } = tokens;
    if (count + 2 * pad > rows.length) {
      rows = new Int32Array(2 * (count + 2 * pad));
      partRows = new Int32Array(2 * (count + 2 * pad));
    }
    rows.fill(first.start * width, 0, pad);
    for (let i = 0; i < count; i++) {
      const kind = kinds[i]!;
      const own = memory.rowOf(tokens, i);
      if (own < 0) return false;
      partRows[i] = kind <= tokenKind.tag ? own : first.nothing;
      if (kind === tokenKind.link) rows[i + pad] = first.link * width;
      else if (kind === tokenKind.mention) rows[i + pad] = first.mention * width;
      else if (kind !== tokenKind.number) rows[i + pad] = own;
      else rows[i + pad] = (first.figures + Math.min(longestFigure, ends[i]! - starts[i]!)) * width;
    }
    rows.fill(first.end * width, count + pad, count + 2 * pad);
    values = memory.values;
    return true;
  }

  const sum = (i: number, which: 0 | 1): number =>
    values[rows[i + pad]! + place.here + which]! +
    values[rows[i + pad - 1]! + place.before + which]! +
    values[rows[i + pad - 2]! + place.before2 + which]! +
    values[rows[i + pad + 1]! + place.after + which]! +
    values[rows[i + pad + 2]! + place.after2 + which]! +
    values[partRows[i]! + place.parts + which]!;

  return { open, first: (i) => sum(i, 0), further: (i) => sum(i, 1) };
}
