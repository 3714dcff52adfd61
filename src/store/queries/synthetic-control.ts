// What would have been without a project: the mixture of other series that followed it best before, and whether as much happens to
// series that nothing was done to. A. Abadie, A. Diamond, J. Hainmueller: Synthetic control methods for comparative case studies, JASA 105,
// 2010. Pure.
import { solveShares } from '../../simplex.ts';

/** Series as long as each other; the first `before` values are from before the project. */
export interface Setting {
  series: readonly number[];
  donors: readonly (readonly number[])[];
  before: number;
}

export interface Control {
  /** of each donor, not negative, together 1 */
  weights: number[];
  /** what the mixture says at every time */
  expected: number[];
  /** root mean square distance before */
  fit: number;
  /** the same after */
  distance: number;
  /** mean of series − expected after */
  effect: number;
}

/** A share that moves by less tells the same story. */
const coarse = { steps: 300, least: 1e-5 };

const mix = (donors: Setting['donors'], weights: readonly number[], at: number): number =>
  donors.reduce((sum, donor, index) => sum + weights[index]! * donor[at]!, 0);

const rootMeanSquare = (values: readonly number[]): number =>
  values.length === 0 ? 0 : Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

/**
 * Weights of the mixture that is nearest before. They are 1 together, so what all series share may be taken away first: what is left is what
 * tells them apart.
 */
function fitWeights({ series, donors, before }: Setting): number[] {
  const even = new Float64Array(donors.length).fill(1 / donors.length);
  const shared = Array.from({ length: before }, (_, at) => mix(donors, [...even], at));
  const apart = (values: readonly number[]) =>
    Float64Array.from(shared, (common, at) => values[at]! - common);
  return [...solveShares(donors.map(apart), apart(series), even, coarse)];
}

/** The mixture that was nearest before, and how far the series is from it since. At least one donor. */
export function syntheticControl(setting: Setting): Control {
  const { series, donors, before } = setting;
  const weights = fitWeights(setting);
  const expected = series.map((_, at) => mix(donors, weights, at));
  const gaps = series.map((value, at) => value - expected[at]!);
  const after = gaps.slice(before);
  return {
    weights,
    expected,
    fit: rootMeanSquare(gaps.slice(0, before)),
    distance: rootMeanSquare(after),
    effect: after.reduce((sum, gap) => sum + gap, 0) / Math.max(1, after.length),
  };
}

/** Fewer series that nothing was done to cannot make anything rarer than 1 in 20. */
export const leastPlacebos = 19;

export interface Verdict extends Control {
  /** share of all series, this one among them, that moved as far from their mixture in proportion to how well it fitted; null with too few */
  p: number | null;
  /** effects that placebos as large do not exclude: 95%; undefined with too few */
  low?: number;
  high?: number;
}

/** Below it a fit is as good as perfect, and dividing by it would make anything large. */
const leastFit = 1e-6;

/** The control of a series, and of each donor as if the project had been there. */
export function judge(setting: Setting): Verdict {
  const own = syntheticControl(setting);
  const { donors, before } = setting;
  if (donors.length < leastPlacebos) return { ...own, p: null };
  const placebos = donors.map((series, index) =>
    syntheticControl({ series, donors: donors.filter((_, other) => other !== index), before }),
  );
  const moved = ({ distance, fit }: Control) => distance / Math.max(fit, leastFit);
  const asFar = placebos.filter((placebo) => moved(placebo) >= moved(own)).length;
  const effects = placebos.map(({ effect }) => Math.abs(effect)).sort((a, b) => a - b);
  const bound = effects[Math.min(effects.length - 1, Math.ceil(0.95 * (effects.length + 1)) - 1)]!;
  return {
    ...own,
    p: (1 + asFar) / (1 + placebos.length),
    low: own.effect - bound,
    high: own.effect + bound,
  };
}
