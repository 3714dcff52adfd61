// How many posts really are negative, neutral or positive, when it is known how often the program takes one for another: adjusted counts.
// G. Forman: Quantifying counts and costs via classification, Data Mining and Knowledge Discovery 17, 2008. Pure.
import { solveShares } from '../../simplex.ts';

const labels = ['negative', 'neutral', 'positive'] as const;
type Label = (typeof labels)[number];
export type LabelCounts = Readonly<Record<Label, number>>;

/** By true label, what was said. */
export type Confusion = Readonly<Record<Label, LabelCounts>>;

/**
 * Of the weights that ship, on English posts that they have not learnt from: 2,000 tweets (validation split of TweetEval) and 4,696 comments on
 * Reddit (development split of GoEmotions); docs/accuracy.md. `earshot evaluate sentiment FILE --format json` counts them again.
 */
const confusions: readonly Confusion[] = [
  {
    negative: { negative: 209, neutral: 71, positive: 32 },
    neutral: { negative: 166, neutral: 500, positive: 201 },
    positive: { negative: 54, neutral: 136, positive: 628 },
  },
  {
    negative: { negative: 776, neutral: 193, positive: 86 },
    neutral: { negative: 387, neutral: 954, positive: 274 },
    positive: { negative: 174, neutral: 244, positive: 1_597 },
  },
];

export interface Adjusted {
  /** shares, together 1 */
  negative: number;
  neutral: number;
  positive: number;
  /** positive − negative, with its 95% interval */
  sentiment: number;
  low: number;
  high: number;
}

const total = (counts: LabelCounts): number => labels.reduce((sum, label) => sum + counts[label], 0);
const sharesOf = (counts: LabelCounts): number[] => labels.map((label) => counts[label] / total(counts));

/** Every set weighs the same, however large: they stand for different kinds of posts. */
function ratesOf(sets: readonly Confusion[], truth: Label): { said: number[]; n: number } {
  const each = sets.map((set) => sharesOf(set[truth]));
  return {
    said: labels.map((_, index) => each.reduce((sum, said) => sum + said[index]!, 0) / sets.length),
    n: sets.reduce((sum, set) => sum + total(set[truth]), 0),
  };
}

/** Of h·y, where y are `n` draws from `shares`. */
function varianceAlong(h: readonly number[], shares: readonly number[], n: number): number {
  const mean = h.reduce((sum, weight, index) => sum + weight * shares[index]!, 0);
  const square = h.reduce((sum, weight, index) => sum + weight * weight * shares[index]!, 0);
  return Math.max(0, square - mean * mean) / n;
}

/** h with h·column[j] = goal[j]: Cramer's rule, columns of three. */
function solveAgainst(columns: readonly (readonly number[])[], goal: readonly number[]): number[] {
  const determinant = ([a, b, c]: readonly (readonly number[])[]) =>
    a![0]! * (b![1]! * c![2]! - b![2]! * c![1]!) -
    a![1]! * (b![0]! * c![2]! - b![2]! * c![0]!) +
    a![2]! * (b![0]! * c![1]! - b![1]! * c![0]!);
  const whole = determinant(columns);
  const replaced = (at: number) =>
    columns.map((column, row) => column.map((value, index) => (index === at ? goal[row]! : value)));
  return [0, 1, 2].map((at) => determinant(replaced(at)) / whole);
}

const z95 = 1.959963984540054;
const clamp = (value: number) => Math.min(1, Math.max(-1, value));

/**
 * Counts of labels → the shares that are behind them, as far as posts are taken for one another as in `sets`. The interval knows of the
 * counts' own chance and of that of the sets. undefined below `minimumN`.
 */
export function adjustCounts(
  counts: LabelCounts,
  minimumN: number,
  sets: readonly Confusion[] = confusions,
): Adjusted | undefined {
  const n = total(counts);
  if (n === 0 || n < minimumN) return undefined;
  const said = sharesOf(counts);
  const rates = labels.map((label) => ratesOf(sets, label));
  const columns = rates.map((rate) => rate.said);
  const shares = solveShares(
    columns.map((column) => Float64Array.from(column)),
    Float64Array.from(said),
    Float64Array.from(said),
    { steps: 500, least: 1e-7 },
  );
  const [negative, neutral, positive] = shares as unknown as [number, number, number];
  const h = solveAgainst(columns, [-1, 0, 1]);
  const variance =
    varianceAlong(h, said, n) +
    rates.reduce((sum, rate, index) => sum + shares[index]! ** 2 * varianceAlong(h, rate.said, rate.n), 0);
  const sentiment = positive - negative;
  const half = z95 * Math.sqrt(variance);
  return {
    ...{ negative, neutral, positive, sentiment },
    ...{ low: clamp(sentiment - half), high: clamp(sentiment + half) },
  };
}
