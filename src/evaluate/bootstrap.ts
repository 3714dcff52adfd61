// How far a figure could be off by the choice of rows: the percentile bootstrap (Efron and Tibshirani 1993, "An
// Introduction to the Bootstrap", chapter 13). Rows with the same outcome are one kind, so a resample is a draw of kinds.
import { type Random, seededRandom } from './random.ts';

/** [low, high] of 95%. */
export type Interval = [low: number, high: number];

export const resamples = 1_000;
const seed = 20_161_018;
/** So many draws cost about two seconds; a file with more rows than a thousandth of it gets fewer resamples, its intervals being narrow. */
const mostDraws = 200_000_000;
const fewestResamples = 100;

/**
 * `counts[i]`: rows whose outcome is of kind i. `statistics` gives the figures of such counts, always as many and in the
 * same order; one that is not finite in a resample is left out of its interval there. Seeded: the same counts give the
 * same intervals.
 */
export function bootstrap(
  counts: ArrayLike<number>,
  statistics: (counts: Int32Array) => ArrayLike<number>,
): Interval[] {
  const original = Int32Array.from(counts);
  const n = original.reduce((sum, count) => sum + count, 0);
  const points = statistics(original);
  if (n === 0) return Array.from(points, (): Interval => [0, 0]);
  const rounds = Math.max(fewestResamples, Math.min(resamples, Math.floor(mostDraws / n)));
  const draw = createDraw(original, n, seededRandom(seed));
  const values = Array.from(points, () => new Float64Array(rounds));
  const sample = new Int32Array(original.length);
  for (let round = 0; round < rounds; round++) {
    sample.fill(0);
    for (let i = 0; i < n; i++) sample[draw()]!++;
    const figures = statistics(sample);
    for (let s = 0; s < values.length; s++) values[s]![round] = figures[s]!;
  }
  return values.map(middle95);
}

/** Draws a kind with the chance of its count: the alias method (Walker 1977; tables as in Vose 1991). */
function createDraw(counts: Int32Array, n: number, random: Random): () => number {
  const size = counts.length;
  const keep = Float64Array.from(counts, (count) => (count * size) / n);
  const alias = new Int32Array(size);
  const small: number[] = [];
  const large: number[] = [];
  for (const [kind, share] of keep.entries()) (share < 1 ? small : large).push(kind);
  while (small.length > 0 && large.length > 0) {
    const less = small.pop()!;
    const more = large.at(-1)!;
    alias[less] = more;
    keep[more]! -= 1 - keep[less]!;
    if (keep[more]! < 1) small.push(large.pop()!);
  }
  // What is left over differs from 1 by rounding alone.
  for (const kind of [...small, ...large]) keep[kind] = 1;
  return () => {
    const at = random() * size;
    const kind = Math.floor(at);
    return at - kind < keep[kind]! ? kind : alias[kind]!;
  };
}

function middle95(values: Float64Array): Interval {
  const sorted = values.filter(Number.isFinite).sort();
  if (sorted.length === 0) return [0, 0];
  return [quantile(sorted, 0.025), quantile(sorted, 0.975)];
}

/** With linear interpolation between the two nearest. */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = Math.floor(at);
  const above = Math.min(sorted.length - 1, below + 1);
  return sorted[below]! + (at - below) * (sorted[above]! - sorted[below]!);
}
