// How far is the share of each class off, which is what a dashboard shows? As counted, and after counts are adjusted by how
// often the program takes one class for another, which is estimated on rows that are not the ones adjusted.

import { solveShares } from '../simplex.ts';
import { type Random, seededRandom, shuffled } from './random.ts';

export interface Quantification {
  /**
   * How counts were adjusted: `acc` by the confusion matrix (adjusted classify and count, Forman 2008, "Quantifying counts
   * and costs via classification"), `pacc` by the mean probabilities of each class (Bella et al. 2010, "Quantification
   * via probability estimators"). Both solve for shares within the simplex.
   */
  method: 'acc' | 'pacc';
  /** class → share among the predictions − share in the file */
  raw: Record<string, number>;
  /** class → mean distance of the adjusted share from the true one, over halves that the matrix has not seen */
  adjusted: Record<string, number>;
  /** the largest of the classes', without sign */
  largest: { raw: number; adjusted: number };
  /**
   * Mean distance over samples whose shares are drawn evenly from all possible ones: what to expect where the shares are
   * not those of the file
   */
  shifted: { raw: number; adjusted: number };
}

/** One row per index, in any order; classes and labels are numbers. */
export interface Judged {
  /** names of the classes that the file has */
  classes: readonly string[];
  /** names of what the program may say: the classes first, in the same order, then others */
  labels: readonly string[];
  truth: ArrayLike<number>;
  predicted: ArrayLike<number>;
  /** per row the probability of each class; without them the labels are counted */
  probabilities?: readonly ArrayLike<number>[];
}

const seed = 19_980_401;
/** The file is cut in halves so many times, and each half is adjusted by the other. */
const cuts = 20;
/** Samples of other shares per cut. */
const samplesPerCut = 10;
const mostSampled = 1_000;
/** A class with fewer rows says nothing of how it is taken for others. */
const fewestRows = 2;

/** Undefined where there are fewer than two classes, or rows. */
export function quantify(judged: Judged): Quantification | undefined {
  const n = judged.truth.length;
  const size = judged.classes.length;
  if (size < 2 || n < 2 * size) return undefined;
  const random = seededRandom(seed);
  const everyRow = Int32Array.from({ length: n }, (_, row) => row);
  const difference = subtract(countedShares(judged, everyRow), sharesOf(judged, everyRow));
  const adjusted = createMean(size);
  const shiftedRaw = createMean(size);
  const shiftedAdjusted = createMean(size);
  for (let cut = 0; cut < cuts; cut++) {
    const order = shuffled(n, random);
    const halves = [order.subarray(0, n >> 1), order.subarray(n >> 1)] as const;
    for (const [seen, unseen] of [halves, [halves[1], halves[0]] as const]) {
      const adjust = createAdjustment(judged, seen);
      adjusted.add(subtract(adjust(unseen), sharesOf(judged, unseen)));
      const sample = createSampler(judged, unseen, random);
      for (let i = 0; i < samplesPerCut; i++) {
        const rows = sample();
        const shares = sharesOf(judged, rows);
        shiftedRaw.add(subtract(countedShares(judged, rows), shares));
        shiftedAdjusted.add(subtract(adjust(rows), shares));
      }
    }
  }
  const named = (values: ArrayLike<number>) =>
    Object.fromEntries(judged.classes.map((name, index) => [name, values[index]!]));
  return {
    method: judged.probabilities ? 'pacc' : 'acc',
    raw: named(difference),
    adjusted: named(adjusted.each()),
    largest: { raw: largest(difference), adjusted: largest(adjusted.each()) },
    shifted: { raw: mean(shiftedRaw.each()), adjusted: mean(shiftedAdjusted.each()) },
  };
}

/** Rows → their shares, adjusted by what `seen` tells of the program; classes that `seen` lacks get none. */
export function createAdjustment(judged: Judged, seen: Int32Array): (rows: Int32Array) => Float64Array {
  const byClass: number[][] = judged.classes.map(() => []);
  for (const row of seen) byClass[judged.truth[row]!]!.push(row);
  const known = judged.classes.flatMap((_, index) => (byClass[index]!.length >= fewestRows ? [index] : []));
  const columns = known.map((index) => signals(judged, Int32Array.from(byClass[index]!)));
  const even = new Float64Array(known.length).fill(1 / Math.max(1, known.length));
  return (rows) => {
    const shares = new Float64Array(judged.classes.length);
    const solved = solveShares(columns, signals(judged, rows), even);
    known.forEach((index, j) => {
      shares[index] = solved[j]!;
    });
    return shares;
  };
}

/** What is counted: mean probabilities, or how often each label is said. */
function signals(judged: Judged, rows: Int32Array): Float64Array {
  const { probabilities, predicted } = judged;
  const sums = new Float64Array(probabilities ? judged.classes.length : judged.labels.length);
  for (const row of rows) {
    if (probabilities) {
      const p = probabilities[row]!;
      for (let i = 0; i < sums.length; i++) sums[i]! += p[i]!;
    } else sums[predicted[row]!]!++;
  }
  return sums.map((sum) => sum / rows.length);
}

const sharesOf = ({ truth, classes }: Judged, rows: Int32Array) => share(truth, rows, classes.length);

/** Labels of no class count in the whole and nowhere else. */
const countedShares = ({ predicted, classes }: Judged, rows: Int32Array) =>
  share(predicted, rows, classes.length);

function share(of: ArrayLike<number>, rows: Int32Array, size: number): Float64Array {
  const counts = new Float64Array(size);
  for (const row of rows) {
    const index = of[row]!;
    if (index < size) counts[index]!++;
  }
  return counts.map((count) => count / rows.length);
}

/** Samples with replacement whose shares are drawn evenly from the simplex: spacings of exponentials (Devroye 1986, V.2). */
function createSampler(judged: Judged, rows: Int32Array, random: Random): () => Int32Array {
  const byClass: number[][] = judged.classes.map(() => []);
  for (const row of rows) byClass[judged.truth[row]!]!.push(row);
  const size = Math.min(rows.length, mostSampled);
  return () => {
    const weights = byClass.map((own) => (own.length === 0 ? 0 : -Math.log(1 - random())));
    const whole = weights.reduce((sum, weight) => sum + weight, 0);
    const sample: number[] = [];
    byClass.forEach((own, index) => {
      const wanted = Math.round((size * weights[index]!) / whole);
      for (let i = 0; i < wanted; i++) sample.push(own[Math.floor(random() * own.length)]!);
    });
    return Int32Array.from(sample.length > 0 ? sample : [rows[0]!]);
  };
}

/** Mean distance per class. */
function createMean(size: number) {
  const sums = new Float64Array(size);
  let n = 0;
  return {
    add(differences: Float64Array) {
      n++;
      for (let i = 0; i < size; i++) sums[i]! += Math.abs(differences[i]!);
    },
    each: () => sums.map((sum) => sum / Math.max(1, n)),
  };
}

const subtract = (a: Float64Array, b: Float64Array) => a.map((value, index) => value - b[index]!);
const largest = (values: Float64Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
