// Trains the linear-chain conditional random field of the place tagger (Lafferty et al. 2001): AdaGrad (Duchi et al. 2011),
// features left out at random, the weights of the later epochs averaged.
import { labelCount } from '../../enrich/place-tagger.ts';

export interface Example {
  /** `width` feature numbers per token; −1 is none */
  features: Int32Array;
  labels: Uint8Array;
}

export interface ChainOptions {
  featureCount: number;
  width: number;
  epochs: number;
  rate: number;
  /** share of a token's features that are left out */
  dropout: number;
  random: () => number;
}

export interface Chain {
  /** two per feature: of "first" and of "further", against "outside" */
  weights: Float32Array;
  transitions: Float64Array;
}

/** What AdaGrad's sums of squares begin at: without it a first, tiny slope moves a weight as far as a large one. */
const firstSquare = 4;
const impossible = -1e9;
const isAllowed = (before: number, label: number) => !(before === 0 && label === 2);

/** log Σ exp of three numbers. */
function logSum(a: number, b: number, c: number): number {
  const most = Math.max(a, b, c);
  return most + Math.log(Math.exp(a - most) + Math.exp(b - most) + Math.exp(c - most));
}

const step = (transitions: Float64Array, before: number, label: number) =>
  isAllowed(before, label) ? transitions[before * labelCount + label]! : impossible;

/** Log sums of all ways that end in (`forward`) and go on from (`backward`) each token and label. */
function sweep(scores: Float64Array, transitions: Float64Array) {
  const count = scores.length / labelCount;
  const forward = new Float64Array(scores.length);
  const backward = new Float64Array(scores.length);
  for (let l = 0; l < labelCount; l++) forward[l] = l === 2 ? impossible : scores[l]!;
  for (let i = 1; i < count; i++) {
    const at = (p: number) => forward[(i - 1) * labelCount + p]!;
    for (let l = 0; l < labelCount; l++) {
      const [a, b, c] = [0, 1, 2].map((p) => at(p) + step(transitions, p, l)) as [number, number, number];
      forward[i * labelCount + l] = logSum(a, b, c) + scores[i * labelCount + l]!;
    }
  }
  for (let i = count - 2; i >= 0; i--) {
    const at = (q: number) => backward[(i + 1) * labelCount + q]! + scores[(i + 1) * labelCount + q]!;
    for (let l = 0; l < labelCount; l++) {
      const [a, b, c] = [0, 1, 2].map((q) => at(q) + step(transitions, l, q)) as [number, number, number];
      backward[i * labelCount + l] = logSum(a, b, c);
    }
  }
  const last = (count - 1) * labelCount;
  return { forward, backward, total: logSum(forward[last]!, forward[last + 1]!, forward[last + 2]!) };
}

export function trainChain(examples: readonly Example[], options: ChainOptions): Chain {
  const { featureCount, width, epochs, rate, dropout, random } = options;
  const weights = new Float32Array(featureCount * 2);
  const squares = new Float32Array(featureCount * 2).fill(firstSquare);
  const sum = new Float32Array(featureCount * 2);
  const transitions = new Float64Array(labelCount * labelCount);
  const transitionSquares = new Float64Array(transitions.length);
  const transitionSum = new Float64Array(transitions.length);
  const order = Int32Array.from(examples, (_, i) => i);
  let averaged = 0;

  function learn({ features, labels }: Example): void {
    const count = labels.length;
    if (count === 0) return;
    const used = features.slice();
    for (let k = 0; k < used.length; k++) if (random() < dropout) used[k] = -1;
    const scores = new Float64Array(count * labelCount);
    for (let k = 0; k < used.length; k++) {
      if (used[k]! < 0) continue;
      const row = Math.floor(k / width) * labelCount;
      scores[row + 1]! += weights[used[k]! * 2]!;
      scores[row + 2]! += weights[used[k]! * 2 + 1]!;
    }
    const { forward, backward, total } = sweep(scores, transitions);
    for (let i = 0; i < count; i++) {
      for (let l = 1; l < labelCount; l++) {
        const at = i * labelCount + l;
        const slope = (labels[i] === l ? 1 : 0) - Math.exp(forward[at]! + backward[at]! - total);
        if (Math.abs(slope) < 1e-3) continue;
        for (let k = i * width; k < (i + 1) * width; k++) {
          if (used[k]! >= 0) climb(weights, squares, used[k]! * 2 + l - 1, slope);
        }
      }
      if (i > 0) learnTransitions(i, labels, scores, forward, backward, total);
    }
  }

  function learnTransitions(
    i: number,
    labels: Uint8Array,
    scores: Float64Array,
    forward: Float64Array,
    backward: Float64Array,
    total: number,
  ): void {
    for (let p = 0; p < labelCount; p++) {
      for (let l = 0; l < labelCount; l++) {
        if (!isAllowed(p, l)) continue;
        const at = i * labelCount + l;
        const way =
          forward[(i - 1) * labelCount + p]! + transitions[p * labelCount + l]! + scores[at]! + backward[at]!;
        const truth = labels[i - 1] === p && labels[i] === l ? 1 : 0;
        climb(transitions, transitionSquares, p * labelCount + l, truth - Math.exp(way - total));
      }
    }
  }

  function climb(
    values: Float32Array | Float64Array,
    seen: Float32Array | Float64Array,
    at: number,
    slope: number,
  ) {
    seen[at]! += slope * slope;
    values[at]! += (rate * slope) / (Math.sqrt(seen[at]!) + 1e-6);
  }

  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    for (const index of order) learn(examples[index]!);
    if (epoch < epochs / 2) continue;
    for (let k = 0; k < sum.length; k++) sum[k]! += weights[k]!;
    for (let k = 0; k < transitions.length; k++) transitionSum[k]! += transitions[k]!;
    averaged++;
  }
  return {
    weights: sum.map((value) => value / averaged),
    transitions: transitionSum.map((value) => value / averaged),
  };
}
