// From log-odds to honest probabilities, thresholds and confidence, fitted on posts that the weights have not seen.

/** One post and one topic: log-odds, and whether the taxonomy names it. */
export interface WeakCase {
  logOdds: number;
  isNamed: boolean;
}

/** What a decision rests on, and how it came out. */
export interface LogisticCase {
  values: readonly number[];
  isTrue: boolean;
  weight: number;
}

const steps = 2_000;
const rate = 0.5;

/** Logistic regression, the bias first: plain gradient descent over values that are about one in size. */
export function fitLogistic(cases: readonly LogisticCase[], size: number): number[] {
  const fitted = new Array<number>(size + 1).fill(0);
  const total = cases.reduce((sum, { weight }) => sum + weight, 0) || 1;
  for (let round = 0; round < steps; round++) {
    const gradient = new Array<number>(size + 1).fill(0);
    for (const { values, isTrue, weight } of cases) {
      let score = fitted[0]!;
      for (let i = 0; i < size; i++) score += fitted[i + 1]! * values[i]!;
      const error = (1 / (1 + Math.exp(-score)) - (isTrue ? 1 : 0)) * weight;
      gradient[0]! += error;
      for (let i = 0; i < size; i++) gradient[i + 1]! += error * values[i]!;
    }
    for (let i = 0; i <= size; i++) fitted[i]! -= (rate * gradient[i]!) / total;
  }
  return fitted;
}

/** Slope and shift by which log-odds become probabilities (Platt 1999). */
export function fitSlope(cases: readonly WeakCase[]): { slope: number; shift: number } {
  // Log-odds of rare topics are far from 0: the fit is of what they differ by.
  const middle = cases.reduce((sum, { logOdds }) => sum + logOdds, 0) / Math.max(1, cases.length);
  const [shift, slope] = fitLogistic(
    cases.map(({ logOdds, isNamed }) => ({ values: [(logOdds - middle) / 2], isTrue: isNamed, weight: 1 })),
    1,
  );
  return { slope: slope! / 2, shift: shift! - (slope! * middle) / 2 };
}

/** Fewer proposals prove no precision. */
const fewestProposals = 50;

/**
 * The lowest log-odds from which on `precision` of the posts are named by the taxonomy too, and how many of them that are; null
 * where no border reaches it.
 */
export function chooseBorder(
  cases: readonly WeakCase[],
  precision: number,
): { from: number; found: number } | null {
  const sorted = [...cases].sort((a, b) => b.logOdds - a.logOdds);
  let [right, best]: [number, { from: number; found: number } | null] = [0, null];
  sorted.forEach(({ logOdds, isNamed }, index) => {
    if (isNamed) right++;
    // Equal log-odds stand on one side of a border.
    if (sorted[index + 1]?.logOdds === logOdds) return;
    if (index + 1 >= fewestProposals && right >= precision * (index + 1))
      best = { from: logOdds, found: right };
  });
  return best;
}
