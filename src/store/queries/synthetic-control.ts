// What would have been without a project: the mixture of other series that followed it best before, and whether as much happens to
// series that nothing was done to. A. Abadie, A. Diamond, J. Hainmueller: Synthetic control methods for comparative case studies, JASA 105,
// 2010. Pure.

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

const rounds = 300;
const ridge = 1e-3;

/** The nearest point of the simplex (J. Duchi et al., ICML 2008). */
function toSimplex(point: readonly number[]): number[] {
  const sorted = Float64Array.from(point).sort();
  let sum = 0;
  let shift = 0;
  for (let rank = 1; rank <= sorted.length; rank++) {
    const value = sorted[sorted.length - rank]!;
    sum += value;
    const candidate = (sum - 1) / rank;
    if (value > candidate) shift = candidate;
  }
  return point.map((value) => Math.max(0, value - shift));
}

const mix = (donors: Setting['donors'], weights: readonly number[], at: number): number =>
  donors.reduce((sum, donor, index) => sum + weights[index]! * donor[at]!, 0);

const rootMeanSquare = (values: readonly number[]): number =>
  values.length === 0 ? 0 : Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

const dot = (a: readonly number[], b: readonly number[], length: number): number => {
  let sum = 0;
  for (let at = 0; at < length; at++) sum += a[at]! * b[at]!;
  return sum;
};

/**
 * Least squares on the simplex by accelerated projected gradients (A. Beck, M. Teboulle, SIAM J. Imaging Sciences 2, 2009). A small
 * penalty keeps the weights of donors that are alike equal instead of accidental.
 */
function fitWeights({ series, donors, before }: Setting): number[] {
  const gram = donors.map((a, index) =>
    donors.map((b, other) => dot(a, b, before) + (index === other ? ridge : 0)),
  );
  const target = donors.map((donor) => dot(donor, series, before));
  // The largest row sum bounds the largest eigenvalue.
  const steepest = Math.max(...gram.map((row) => row.reduce((sum, value) => sum + Math.abs(value), 0)));
  let weights = donors.map(() => 1 / donors.length);
  let ahead = weights;
  let momentum = 1;
  for (let round = 0; round < rounds; round++) {
    const last = weights;
    const step = (value: number, index: number) =>
      value - (dot(gram[index]!, ahead, donors.length) - target[index]!) / steepest;
    weights = toSimplex(ahead.map(step));
    if (round > 10 && weights.every((value, index) => Math.abs(value - last[index]!) < 1e-5)) break;
    const grown = (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const carry = (momentum - 1) / grown;
    ahead = weights.map((value, index) => value + carry * (value - last[index]!));
    momentum = grown;
  }
  return weights;
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
