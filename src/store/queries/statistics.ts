// Net sentiment, shares and changes, each with what chance could have done.
import { countP, level, normalP, shareP } from './chance.ts';

/** Two-sided 95% quantile of the normal distribution. */
const z95 = 1.959963984540054;

export interface Estimate {
  value: number | null;
  low?: number;
  high?: number;
}

const clamp = (value: number, min: number, max: number) => Math.min(max, Math.max(min, value));

/** Standard error of net sentiment and its shrunken centre, see `netSentiment`. */
function spread(negative: number, positive: number, n: number): { centre: number; error: number } {
  const plus = (positive + 0.5) / (n + 2);
  const minus = (negative + 0.5) / (n + 2);
  return { centre: plus - minus, error: Math.sqrt((plus + minus - (plus - minus) ** 2) / (n + 2)) };
}

/**
 * (positive − negative) / all in −1…1, with its 95% interval: variance ((p₊ + p₋) − (p₊ − p₋)²) / n. Small samples are
 * corrected by half an observation in every cell (A. Agresti, Y. Min: Simple improved confidence intervals for comparing
 * matched proportions, Statistics in Medicine 24, 2005), so that ten equal posts do not look certain.
 * Below `minimumN` there is no value.
 */
export function netSentiment(
  counts: { negative: number; neutral: number; positive: number },
  minimumN: number,
): Estimate & { n: number } {
  const { negative, neutral, positive } = counts;
  const n = negative + neutral + positive;
  if (n === 0 || n < minimumN) return { value: null, n };
  const { centre, error } = spread(negative, positive, n);
  const value = (positive - negative) / n;
  const low = clamp(Math.min(value, centre - z95 * error), -1, 1);
  const high = clamp(Math.max(value, centre + z95 * error), -1, 1);
  return { value, n, low, high };
}

/** Share of `part` in `whole` with Wilson's 95% interval (E. B. Wilson, JASA 22, 1927). */
export function share(part: number, whole: number): Estimate & { n: number } {
  if (whole === 0) return { value: null, n: 0 };
  const p = part / whole;
  const square = z95 ** 2;
  const centre = (p + square / (2 * whole)) / (1 + square / whole);
  const half = (z95 * Math.sqrt((p * (1 - p)) / whole + square / (4 * whole ** 2))) / (1 + square / whole);
  return { value: p, n: whole, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}

export interface Change {
  previous: number | null;
  difference: number | null;
  /** difference / previous; only for counts, null when there was nothing before */
  ratio?: number | null;
  /** how often chance alone does as much, 0…1; null when it cannot be said */
  p: number | null;
  /** true when chance alone would hardly (1 in 20) do as much, in a table after all its rows were looked at; null likewise */
  isMoreThanChance: boolean | null;
}

/**
 * Change of a count, as far as posts come one by one. They also come in bursts, so a change just beyond chance by this measure is still a
 * small one. `weight` is how much longer the first period is: `difference` and `ratio` compare with what the second would have brought
 * in as long a time.
 */
export function countChange(now: number, before: number, weight = 1): Change {
  const difference = now - before * weight;
  const p = countP(now, before, weight);
  return {
    previous: before,
    difference,
    ratio: before === 0 ? null : difference / (before * weight),
    p,
    isMoreThanChance: p <= level,
  };
}

/** Up to so many different people are counted one by one, more are estimated (`uniqCombined(17)` where a statement counts voices of parts of days). */
const mostCounted = 8_192;
/**
 * Standard error of an estimate, as a share of it: 1.04 / √2¹⁷ (measured: 0.2% from 8,300 to 300,000, 0.3% of a million). Of whole days it is less: 0.07%
 * to a million of people, 0.2% at five millions, by √(m (eᵗ − t − 1)) / n of n people on m = 2²⁰ places, t = n / m.
 */
const estimateError = 0.003;

/**
 * Change of a number of different people, which does not grow with time as posts do: with periods of different length there is no saying. Where
 * either is an estimate, its error counts too.
 */
export function voicesChange(now: number, before: number, weight: number): Change {
  if (weight !== 1)
    return { previous: before, difference: null, ratio: null, p: null, isMoreThanChance: null };
  const change = countChange(now, before);
  const errors = [now, before].map((count) => (count > mostCounted ? estimateError * count : 0));
  if (errors.every((error) => error === 0)) return change;
  const p = normalP((now - before) / Math.hypot(Math.sqrt(now + before), ...errors));
  return { ...change, p, isMoreThanChance: p <= level };
}

/** Change of a share, 0…1. */
export function shareChange(
  now: { part: number; whole: number },
  before: { part: number; whole: number },
): Change {
  const [a, b] = [share(now.part, now.whole).value, share(before.part, before.whole).value];
  if (a === null || b === null) return { previous: b, difference: null, p: null, isMoreThanChance: null };
  const p = shareP(now.part, now.whole, before.part, before.whole);
  return { previous: b, difference: a - b, p, isMoreThanChance: p <= level };
}

/** Change of net sentiment: two independent estimates. */
export function sentimentChange(
  now: { negative: number; neutral: number; positive: number },
  before: { negative: number; neutral: number; positive: number },
  minimumN: number,
): Change {
  const [a, b] = [netSentiment(now, minimumN), netSentiment(before, minimumN)];
  if (a.value === null || b.value === null) {
    return { previous: b.value, difference: null, p: null, isMoreThanChance: null };
  }
  const [left, right] = [
    spread(now.negative, now.positive, a.n),
    spread(before.negative, before.positive, b.n),
  ];
  const p = normalP((left.centre - right.centre) / Math.hypot(left.error, right.error));
  return { previous: b.value, difference: a.value - b.value, p, isMoreThanChance: p <= level };
}
