// How often chance alone does as much: probabilities of differences, and what to believe of many at once. Pure.

/** What is called "more than chance": 1 in 20. */
export const level = 0.05;

/** Above so many posts the normal approximation of a count is as good. */
const mostExact = 1_000;

/** Two-sided p of a standard normal score. Error below 1.2e-7 of it (W. Press et al., Numerical Recipes, 1992: erfcc). */
export function normalP(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  const terms = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223,
    0.17087277,
  ]; // biome-ignore format: one table
  const sum = terms.reduceRight((rest, term) => term + t * rest, 0);
  return t * Math.exp(sum - x * x);
}

/** ln n! for n up to `mostExact`. */
const logFactorials = Float64Array.from({ length: mostExact + 1 }, () => 0);
for (let n = 2; n <= mostExact; n++) logFactorials[n] = logFactorials[n - 1]! + Math.log(n);

/**
 * p of two counts being as far apart when both have one rate: given their sum, either is binomial (J. Przyborowski, H. Wilenski,
 * Biometrika 31, 1940). Mid-p, so that small counts are neither too cautious nor too bold. `weight` is how much longer the first was counted
 * than the second.
 */
export function countP(now: number, before: number, weight = 1): number {
  const n = now + before;
  const part = weight / (1 + weight);
  if (n > mostExact) return normalP((now - n * part) / Math.sqrt(n * part * (1 - part)));
  const chanceOf = (k: number) =>
    Math.exp(
      logFactorials[n]! -
        logFactorials[k]! -
        logFactorials[n - k]! +
        k * Math.log(part) +
        (n - k) * Math.log(1 - part),
    );
  let tail = chanceOf(now) / 2;
  const step = now >= n * part ? 1 : -1;
  for (let k = now + step; k >= 0 && k <= n; k += step) tail += chanceOf(k);
  return Math.min(1, 2 * tail);
}

/** p of two parts of two wholes being as far apart when both have one share; 1 where there is nothing to compare. */
export function shareP(part: number, whole: number, otherPart: number, otherWhole: number): number {
  if (whole === 0 || otherWhole === 0) return 1;
  const shared = (part + otherPart) / (whole + otherWhole);
  const error = Math.sqrt(shared * (1 - shared) * (1 / whole + 1 / otherWhole));
  return error === 0 ? 1 : normalP((part / whole - otherPart / otherWhole) / error);
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
