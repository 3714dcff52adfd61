// How right relevance is, from posts that a person labelled: precision of what is kept, recall over all that was collected.

export const decisions = ['keep', 'unsure', 'drop'] as const;
export type Decision = (typeof decisions)[number];

/** Posts of one decision: how many there are, how many a person labelled, and how many of these speak of the city. */
export interface Stratum {
  size: number;
  labelled: number;
  relevant: number;
}

export type Strata = Record<Decision, Stratum>;

/** Shares of 0…1 with a 95% interval; null where nothing was labelled that could tell. */
export interface Estimate {
  value: number | null;
  low: number | null;
  high: number | null;
}

export interface RelevanceFigures {
  /** of the posts that are kept, those that speak of the city */
  precision: Estimate;
  /** of the posts that speak of the city, those that are kept, so that sentiment counts them */
  recall: Estimate;
  /** the same for those that are stored: kept or unsure */
  recallStored: Estimate;
}

const z = 1.959964;
const nothing: Estimate = { value: null, low: null, high: null };

/** Wilson's score interval of a share (Wilson 1927, JASA 22). */
export function wilson(hits: number, n: number): Estimate {
  if (n === 0) return nothing;
  const share = hits / n;
  const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const reach = (z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  return { value: share, low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) };
}

interface Total {
  value: number;
  low: number;
  high: number;
}

/** How many of a stratum speak of the city. */
function relevantIn({ size, labelled, relevant }: Stratum): Total | undefined {
  if (size === 0) return { value: 0, low: 0, high: 0 };
  const { value, low, high } = wilson(relevant, labelled);
  return value === null ? undefined : { value: size * value, low: size * low!, high: size * high! };
}

/** The sum of independent totals; limits by variance estimates recovery (Zou and Donner 2008, Statistics in Medicine 27). */
function sumOf(totals: readonly Total[]): Total {
  const value = totals.reduce((sum, total) => sum + total.value, 0);
  const reach = (side: 'low' | 'high') => Math.hypot(...totals.map((total) => total.value - total[side]));
  return { value, low: Math.max(0, value - reach('low')), high: value + reach('high') };
}

/**
 * found / (found + missed), with limits for the logarithm of their ratio by the same recovery of variances. Where nothing was missed
 * in what was labelled, the lower limit takes both totals at their worst.
 */
function recallOf(found: Total | undefined, missed: Total | undefined): Estimate {
  if (!found || !missed || found.value + missed.value === 0) return nothing;
  const share = (a: number, b: number) => (a + b === 0 ? 0 : a / (a + b));
  const value = share(found.value, missed.value);
  if (found.value === 0 || missed.value === 0) {
    return { value, low: share(found.low, missed.high), high: share(found.high, missed.low) };
  }
  const apart = (total: Total, side: 'low' | 'high') => Math.log(total[side] / total.value);
  const ratio = found.value / missed.value;
  const low = ratio * Math.exp(-Math.hypot(apart(found, 'low'), apart(missed, 'high')));
  const high = ratio * Math.exp(Math.hypot(apart(found, 'high'), apart(missed, 'low')));
  return { value, low: share(low, 1), high: high === Number.POSITIVE_INFINITY ? 1 : share(high, 1) };
}

/** Labels of a stratum stand for the whole of it: they must have been drawn from it by chance. */
export function relevanceFigures({ keep, unsure, drop }: Strata): RelevanceFigures {
  const [kept, doubted, dropped] = [relevantIn(keep), relevantIn(unsure), relevantIn(drop)];
  const both = (a: Total | undefined, b: Total | undefined) => (a && b ? sumOf([a, b]) : undefined);
  return {
    precision: wilson(keep.relevant, keep.labelled),
    recall: recallOf(kept, both(doubted, dropped)),
    recallStored: recallOf(both(kept, doubted), dropped),
  };
}
