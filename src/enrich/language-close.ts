// Telling apart the languages whose posts are most often confused: a linear model over words and the letters inside them.
import type { CloseModel } from './language-model.ts';

/** How much of a score the model may take away: this times the logarithm of its probability, of at least `e^−most`. */
const worth = 0.03;
const most = 5;
/** Letters of a word that are read. */
const longestWord = 40;

/** Calls `take` with the place of every feature: the word, and each run of two to four letters, word ends included. */
export function closeFeatures(word: string, bits: number, take: (place: number) => void): void {
  const shift = 32 - bits;
  const length = Math.min(word.length, longestWord);
  const letter = (at: number) => (at < 0 || at >= length ? 0x20 : word.charCodeAt(at));
  let whole = 0x51ed270b;
  for (let from = -1; from < length; from++) {
    whole = mix(whole, letter(from));
    let run = mix(0x2545f491, letter(from));
    for (let at = from + 1; at < from + 4 && at <= length; at++) {
      run = mix(run, letter(at));
      take(run >>> shift);
    }
  }
  take(mix(whole, 0x20) >>> shift);
}

/** One step of a hash whose high bits are well mixed. */
function mix(hash: number, unit: number): number {
  const mixed = Math.imul(hash ^ unit, 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}

/** Sums of a word's weights per close language, and how many features it has. */
export interface CloseSums {
  sums: Int32Array;
  features: number;
}

export interface CloseScorer {
  sumsOf(word: string): CloseSums;
  /** Changes scores, which are in the order of all codes, by what the model says of the words. */
  refine(scores: Float64Array, words: readonly { close: CloseSums }[]): void;
}

export function createCloseScorer(
  { codes, bits, scale, weights }: CloseModel,
  allCodes: readonly string[],
): CloseScorer {
  const width = codes.length;
  const places = codes.map((code) => allCodes.indexOf(code));
  const whole = new Float64Array(width);

  function sumsOf(word: string): CloseSums {
    const sums = new Int32Array(width);
    let features = 0;
    closeFeatures(word, bits, (place) => {
      features++;
      for (let i = 0, at = place * width; i < width; i++) sums[i]! += weights[at + i]!;
    });
    return { sums, features };
  }

  function refine(scores: Float64Array, words: readonly { close: CloseSums }[]): void {
    whole.fill(0);
    let count = 0;
    for (const { close } of words) {
      count += close.features;
      const { sums } = close;
      for (let i = 0; i < width; i++) whole[i]! += sums[i]!;
    }
    const factor = scale / Math.sqrt(Math.max(1, count));
    let best = Number.NEGATIVE_INFINITY;
    for (const sum of whole) best = Math.max(best, sum * factor);
    let total = 0;
    for (const sum of whole) total += Math.exp(sum * factor - best);
    const logOfTotal = Math.log(total);
    for (let i = 0; i < width; i++) {
      const logarithm = whole[i]! * factor - best - logOfTotal;
      scores[places[i]!]! += worth * Math.max(-most, logarithm);
    }
  }

  return { sumsOf, refine };
}
