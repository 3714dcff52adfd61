// How often chance alone does as much: probabilities of differences, and what to believe of many at once. Pure.

/** What is called "more than chance": 1 in 20. */
export const level = 0.05;

/** Where the smaller of two counts is expected to be higher, the normal approximation is as good. */
const mostExact = 500;

/** Two-sided p of a standard normal score. Error below 1.2e-7 of it (W. Press et al., Numerical Recipes, 1992: erfcc). */
export function normalP(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  const terms = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
    0.17087277,
  ]; // biome-ignore format: one table
  const sum = terms.reduceRight((rest, term) => term + t * rest, 0);
  return Math.min(1, t * Math.exp(sum - x * x));
}

const logFactorials = Float64Array.from({ length: 256 }, () => 0);
for (let n = 2; n < logFactorials.length; n++) logFactorials[n] = logFactorials[n - 1]! + Math.log(n);

/** ln n!, from 256 on by Stirling's series. */
function logFactorial(n: number): number {
  if (n < logFactorials.length) return logFactorials[n]!;
  return n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + 1 / (12 * n);
}

/**
 * p of two counts being as far apart when both have one rate: given their sum, either is binomial (J. Przyborowski, H. Wilenski,
 * Biometrika 31, 1940). Mid-p, so that small counts are neither too cautious nor too bold. `weight` is how much longer the first was counted
 * than the second.
 */
export function countP(now: number, before: number, weight = 1): number {
  const n = now + before;
  const part = weight / (1 + weight);
  if (n * Math.min(part, 1 - part) > mostExact)
    return normalP((now - n * part) / Math.sqrt(n * part * (1 - part)));
  const chanceOf = (k: number) =>
    Math.exp(
      logFactorial(n) -
        logFactorial(k) -
        logFactorial(n - k) +
        k * Math.log(part) +
        (n - k) * Math.log(1 - part),
    );
  let tail = chanceOf(now) / 2;
  const step = now >= n * part ? 1 : -1;
  for (let k = now + step; k >= 0 && k <= n; k += step) {
    const chance = chanceOf(k);
    tail += chance;
    if (chance < tail * 1e-12) break;
  }
  return Math.min(1, 2 * tail);
}

/** Shares below it are as rare as counts are. */
const rare = 0.1;

/**
 * p of two parts of two wholes being as far apart when both have one share; 1 where there is nothing to compare. A part may be read a moment after
 * its whole, and be larger.
 */
export function shareP(part: number, whole: number, otherPart: number, otherWhole: number): number {
  if (whole === 0 || otherWhole === 0) return 1;
  const shared = (part + otherPart) / (whole + otherWhole);
  if (shared <= 0 || shared >= 1) return 1;
  if (shared < rare) return countP(part, otherPart, whole / otherWhole);
  const error = Math.sqrt(shared * (1 - shared) * (1 / whole + 1 / otherWhole));
  return normalP((part / whole - otherPart / otherWhole) / error);
}

/**
 * Which of many differences to believe, so that of those believed one in twenty is by chance: a table of thirty topics must not show one
 * or two changes every week where nothing happened (Y. Benjamini, Y. Hochberg, JRSS B 57, 1995). null stays null.
 */
export function believable(ps: readonly (number | null)[]): (boolean | null)[] {
  const sorted = ps.filter((p) => p !== null).sort((a, b) => a - b);
  const last = sorted.findLastIndex((p, index) => p <= (level * (index + 1)) / sorted.length);
  const limit = last === -1 ? -1 : sorted[last]!;
  return ps.map((p) => (p === null ? null : p <= limit));
}
