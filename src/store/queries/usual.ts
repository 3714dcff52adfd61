// What a count usually is, from the counts of like stretches before it, and how often chance alone brings as many. Pure; trends and
// alerts share it.

/** Like stretches that are looked at: the same days (or hours) of so many weeks before. */
export const baselineWeeks = 8;
/** With fewer of them there is no saying what is usual. */
export const fewestWeeks = 4;

export interface Usual {
  /** posts to expect */
  mean: number;
  /** how many stretches, each as long as the one that is judged, it rests on */
  weeks: number;
  /** variance of such a count, in units of its mean: 1 where posts come one by one, more where they come in bursts */
  spread: number;
}

const median = (sorted: readonly number[]) => {
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** In order; of eight counts a thousand times, which Array.sort takes several times as long for. */
function ascending(counts: readonly number[]): number[] {
  const sorted = [...counts];
  for (let at = 1; at < sorted.length; at += 1) {
    const count = sorted[at]!;
    let before = at - 1;
    for (; before >= 0 && sorted[before]! > count; before -= 1) sorted[before + 1] = sorted[before]!;
    sorted[before + 1] = count;
  }
  return sorted;
}

/** As many deviations as a count may lie from the median: of a row, and where the scatter of a whole table is asked for. */
const furthest = 3;
const furthestInTable = 5;

/**
 * Counts with what is far off brought back: a flood or an outage of one week must not say what is usual. The deviation is 1.4826 times the
 * median absolute deviation (P. Rousseeuw, C. Croux, JASA 88, 1993), at least that of a Poisson count.
 */
export function tempered(counts: readonly number[], deviationsAway = furthest): number[] {
  if (counts.length === 0) return [];
  const middle = median(ascending(counts));
  const deviations = ascending(counts.map((count) => Math.abs(count - middle)));
  const reach = deviationsAway * Math.max(Math.sqrt(Math.max(1, middle)), 1.4826 * median(deviations));
  return counts.map((count) => Math.min(middle + reach, Math.max(middle - reach, count)));
}

const meanOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0) / counts.length;

/** Sum of squared deviations in units of the mean; its expectation is the spread times the number of counts less one. */
function unrest(counts: readonly number[], mean: number): number {
  return counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / mean;
}

/** Counts with a lower mean say too little of how they scatter. */
const leastMean = 1;
/** A row's own scatter is believed as much as so many counts of the table. */
const tableWeight = 21;

/** The spread that the rows of a table have in common, at least 1. */
export function commonSpread(rows: readonly (readonly number[])[]): number {
  let sum = 0;
  let free = 0;
  for (const row of rows) {
    const counts = tempered(row, furthestInTable);
    const mean = meanOf(counts);
    if (counts.length < 2 || !(mean >= leastMean)) continue;
    sum += unrest(counts, mean);
    free += counts.length - 1;
  }
  return free === 0 ? 1 : Math.max(1, sum / free);
}

/**
 * What is usual, from the counts of like stretches. Its spread is its own, drawn towards that of the table: eight counts alone say
 * little of it. `length`: how many of those stretches the judged one is as long as.
 */
export function usualOf(before: readonly number[], common: number, length = 1): Usual {
  const counts = tempered(before);
  const mean = meanOf(counts);
  const free = mean >= leastMean ? counts.length - 1 : 0;
  const own = free === 0 ? 0 : unrest(counts, mean);
  const spread = Math.max(1, (tableWeight * common + own) / (tableWeight + free));
  return { mean: mean * length, weeks: counts.length / length, spread };
}

const lanczos = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
]; // biome-ignore format: one table

/** ln Γ(x) for x > 0 (C. Lanczos 1964, with the coefficients of P. Godfrey). */
function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  let sum = 0.9999999999998099;
  for (let index = 0; index < lanczos.length; index += 1) sum += lanczos[index]! / (x + index);
  const t = x + 6.5;
  return Math.log(2 * Math.PI) / 2 + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

const tiny = 1e-300;
const guard = (value: number) => (Math.abs(value) < tiny ? tiny : value);

/** Continued fraction of the incomplete beta function by the modified Lentz method (Numerical Recipes, 1992: betacf). */
function betaFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / guard(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 10_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / guard(1 + even * d);
    c = guard(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guard(1 + odd * d);
    c = guard(1 + odd / c);
    const step = d * c;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-12) break;
  }
  return fraction;
}

/** x^a (1 − x)^b / B(a, b), for a, b > 0. */
const betaScale = (x: number, a: number, b: number) =>
  Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));

/** I_x(a, b) for 0 < x < 1 and a, b > 0, with the scale above. */
function scaledShare(scale: number, x: number, a: number, b: number): number {
  if (x < (a + 1) / (a + b + 2)) return Math.min(1, (scale * betaFraction(a, b, x)) / a);
  return Math.max(0, 1 - (scale * betaFraction(b, a, 1 - x)) / b);
}

/** Regularised incomplete beta function I_x(a, b) for a, b ≥ 0; for whole numbers the chance of a or more of a + b − 1 draws. */
export function betaShare(x: number, a: number, b: number): number {
  if (x <= 0 || b === 0) return 0;
  if (x >= 1 || a === 0) return 1;
  return scaledShare(betaScale(x, a, b), x, a, b);
}

/**
 * p of as many posts or more where nothing has changed: given how many there are of both, each is of the judged stretch with a chance of
 * 1 in (1 + weeks) (Przyborowski and Wilenski 1940, exact, mid-p), so that what is usual is not taken for known. A spread counts as if
 * that many posts always came together.
 */
export function riseP(now: number, { mean, weeks, spread }: Usual): number {
  const part = 1 / (1 + weeks);
  const [a, b] = [now / spread, (mean * weeks) / spread];
  if (b < tiny) return part ** a / 2;
  // The mean of I(a, b + 1), as many or more, and I(a + 1, b), more; the first is the second and the chance of just as many: scale / (b part).
  const scale = betaScale(part, a + 1, b);
  return Math.min(1, scaledShare(scale, part, a + 1, b) + scale / (2 * b * part));
}

/** The same where only what is above its usual is told: all else has a p of 0.4 and more, which no table of p takes for anything but chance. */
export const riseIfAny = (now: number, usual: Usual) => (now > usual.mean ? riseP(now, usual) : 1);

/** The smallest whole number whose p is below a limit, looked for around a guess: in strides that grow from `stride`, then by halves. */
function firstBelow(limit: number, usual: Usual, guess: number, stride: number): number {
  const isBelow = (count: number) => count >= 0 && riseP(count, usual) < limit;
  let [low, high] = [guess - 1, guess];
  for (let step = stride; isBelow(low); step *= 2) [low, high] = [low - step, low];
  for (let step = stride; !isBelow(high); step *= 2) [low, high] = [high, high + step];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isBelow(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The counts between which 95 of 100 usual ones lie. */
export function usualRange(usual: Usual): { low: number; high: number } {
  // About two deviations away, of the count and of what is usual together.
  const deviation = Math.sqrt(usual.mean * usual.spread * (1 + 1 / usual.weeks));
  const stride = Math.max(1, Math.round(deviation / 16));
  const guess = (deviations: number) => Math.round(usual.mean + deviations * deviation);
  return {
    low: firstBelow(0.975, usual, guess(-1.96), stride),
    high: Math.max(0, firstBelow(0.025, usual, guess(1.96), stride) - 1),
  };
}
