// Multinomial logistic regression over hashed features: AdaGrad (Duchi et al. 2011), features dropped at random, weights
// averaged over the later epochs. The same seed gives the same weights.
import type { Examples } from './sentiment-features.ts';

export interface TrainingSet {
  examples: Examples;
  /** weight of a row of each class */
  classWeights: readonly number[];
}

export interface TrainingOptions {
  bits: number;
  seed: number;
  epochs: number;
  rate: number;
  /** share of a text's features that are left out each time it is seen */
  dropout: number;
  /** pull towards 0, applied to the features of each text */
  decay: number;
}

/** Three weights per place, [negative, neutral, positive], then three per listed column, then the three of the bias. */
export type Weights = Float32Array;

/** xorshift32 (Marsaglia 2003): numbers 0…1. */
export function createRandom(seed: number): () => number {
  let state = (Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Classes of a set as if each were a third of it, to the power `balance`, times `weight`. */
export function weighClasses({ labels, count }: Examples, weight: number, balance: number): number[] {
  const counts = [0, 0, 0];
  for (const label of labels) counts[label]!++;
  return counts.map((n) => (n === 0 ? 0 : weight * (count / 3 / n) ** balance));
}

export function trainLinear(sets: readonly TrainingSet[], options: TrainingOptions): Weights {
  const random = createRandom(options.seed);
  const columns = sets[0]!.examples.columns;
  const size = 3 * (2 ** options.bits + columns + 1);
  const state = {
    weights: new Float32Array(size),
    squares: new Float32Array(size).fill(1e-6),
    kept: new Int32Array(1 << 16),
  };
  state.squares.fill(1, size - 3);
  const order = sets.flatMap(({ examples }, set) =>
    Array.from({ length: examples.count }, (_, example) => ({ set, example })),
  );
  const sum = new Float32Array(size);
  const firstAveraged = Math.floor(options.epochs / 2);
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random);
    const rate = options.rate * (1 - (0.7 * epoch) / options.epochs);
    for (const { set, example } of order) learn(state, sets[set]!, example, { ...options, rate, random });
    if (epoch >= firstAveraged) for (let i = 0; i < size; i++) sum[i]! += state.weights[i]!;
  }
  return sum.map((value) => value / (options.epochs - firstAveraged));
}

function shuffle<Item>(items: Item[], random: () => number): void {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
}

interface State {
  weights: Float32Array;
  squares: Float32Array;
  kept: Int32Array;
}

function learn(
  { weights, squares, kept }: State,
  { examples, classWeights }: TrainingSet,
  example: number,
  { rate, dropout, decay, random }: TrainingOptions & { random: () => number },
): void {
  const from = examples.starts[example]!;
  const to = Math.min(examples.starts[example + 1]!, from + kept.length);
  let count = 0;
  for (let i = from; i < to; i++) if (random() >= dropout) kept[count++] = 3 * examples.places[i]!;
  if (count === 0) return;
  const value = 1 / Math.sqrt(to - from) / (1 - dropout);
  const listed = listedOf(examples, example, 1 / Math.sqrt(to - from));
  const errors = errorsOf(weights, kept, count, value, listed);
  const label = examples.labels[example]!;
  errors[label]! -= 1;
  const bias = weights.length - 3;
  for (let k = 0; k < 3; k++) {
    const error = errors[k]! * classWeights[label]!;
    step(weights, squares, bias + k, error, rate);
    const gradient = error * value;
    for (let i = 0, at = bias - 3 * listed.length + k; i < listed.length; i++, at += 3) {
      if (listed[i] !== 0) step(weights, squares, at, error * listed[i]!, rate);
    }
    for (let i = 0; i < count; i++) {
      const at = kept[i]! + k;
      step(weights, squares, at, gradient + decay * weights[at]!, rate);
    }
  }
}

function step(
  weights: Float32Array,
  squares: Float32Array,
  at: number,
  gradient: number,
  rate: number,
): void {
  squares[at]! += gradient * gradient;
  weights[at]! -= (rate * gradient) / Math.sqrt(squares[at]!);
}

const listedOf = ({ listed, columns }: Examples, example: number, value: number) =>
  listed.subarray(example * columns, (example + 1) * columns).map((sum) => sum * value);

function errorsOf(
  weights: Weights,
  kept: Int32Array,
  count: number,
  value: number,
  listed: Float32Array,
): number[] {
  const bias = weights.length - 3;
  let [a, b, c] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    const at = kept[i]!;
    a += weights[at]!;
    b += weights[at + 1]!;
    c += weights[at + 2]!;
  }
  const scores = [a * value, b * value, c * value];
  for (let k = 0; k < 3; k++) {
    scores[k]! += weights[bias + k]!;
    for (let i = 0, at = bias - 3 * listed.length + k; i < listed.length; i++, at += 3) {
      scores[k]! += weights[at]! * listed[i]!;
    }
  }
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const sum = powers[0]! + powers[1]! + powers[2]!;
  return powers.map((power) => power / sum);
}
