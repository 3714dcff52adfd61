// One logistic regression per topic over one table: does the taxonomy name the topic, judged by everything but the words by which it
// does? AdaGrad (Duchi et al. 2011), features dropped at random, weights averaged over the later epochs.

import type { AveragedRecipe } from './averaged-recipe.ts';
import { createRandom } from './linear.ts';
import type { TopicExample } from './topic-examples.ts';

/** A row of `width` weights per place, and one for the bias behind them. */
export interface TopicWeights {
  weights: Float32Array;
  width: number;
}

interface State {
  weights: Float32Array;
  squares: Float32Array;
  width: number;
  /** features that are seen this time */
  kept: Int32Array;
  errors: Float64Array;
}

function trainOne(examples: readonly TopicExample[], width: number, recipe: AveragedRecipe, seed: number) {
  const size = (2 ** recipe.bits + 1) * width;
  const random = createRandom(seed);
  const state: State = {
    weights: new Float32Array(size),
    squares: new Float32Array(size).fill(1e-6),
    width,
    kept: new Int32Array(1 << 12),
    errors: new Float64Array(width),
  };
  state.squares.fill(1, size - width);
  const sum = new Float32Array(size);
  const order = [...examples];
  const firstAveraged = Math.floor(recipe.epochs / 2);
  for (let epoch = 0; epoch < recipe.epochs; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    const rate = recipe.rate * (1 - (0.7 * epoch) / recipe.epochs);
    for (const example of order) learn(state, example, { ...recipe, rate }, random);
    if (epoch >= firstAveraged) for (let i = 0; i < size; i++) sum[i]! += state.weights[i]!;
  }
  return sum.map((value) => value / (recipe.epochs - firstAveraged));
}

function learn(state: State, example: TopicExample, recipe: AveragedRecipe, random: () => number): void {
  const { weights, kept, width } = state;
  const { places, masks } = example;
  let count = 0;
  for (let i = 0; i < places.length; i++) if (random() >= recipe.dropout) kept[count++] = i;
  const value = 1 / Math.sqrt(Math.max(1, places.length)) / (1 - recipe.dropout);
  errorsOf(state, example, count, value);
  const bias = weights.length - width;
  for (let topic = 0; topic < width; topic++) step(state, bias + topic, state.errors[topic]!, recipe.rate);
  for (let i = 0; i < count; i++) {
    const row = places[kept[i]!]! * width;
    const mask = masks[kept[i]!]!;
    for (let topic = 0; topic < width; topic++) {
      if ((mask >>> topic) & 1) continue;
      const gradient = state.errors[topic]! * value + recipe.decay * weights[row + topic]!;
      step(state, row + topic, gradient, recipe.rate);
    }
  }
}

/** Probability minus truth, by topic, of the features that are kept and no words of the topic itself. */
function errorsOf(
  { weights, kept, width, errors }: State,
  example: TopicExample,
  count: number,
  value: number,
) {
  const { places, masks, named } = example;
  errors.fill(0);
  for (let i = 0; i < count; i++) {
    const row = places[kept[i]!]! * width;
    const mask = masks[kept[i]!]!;
    for (let topic = 0; topic < width; topic++) {
      if (((mask >>> topic) & 1) === 0) errors[topic]! += weights[row + topic]!;
    }
  }
  const bias = weights.length - width;
  for (let topic = 0; topic < width; topic++) {
    const p = 1 / (1 + Math.exp(-(errors[topic]! * value + weights[bias + topic]!)));
    errors[topic] = p - ((named >>> topic) & 1);
  }
}

function step({ weights, squares }: State, at: number, gradient: number, rate: number): void {
  squares[at]! += gradient * gradient;
  weights[at]! -= (rate * gradient) / Math.sqrt(squares[at]!);
}

/** The mean of several models over one table is one model. Deterministic in examples and recipe. */
export function trainTopicWeights(
  examples: readonly TopicExample[],
  width: number,
  recipe: AveragedRecipe,
): TopicWeights {
  const mean = new Float32Array((2 ** recipe.bits + 1) * width);
  for (let member = 1; member <= recipe.members; member++) {
    const one = trainOne(examples, width, recipe, member);
    for (let i = 0; i < mean.length; i++) mean[i]! += one[i]! / recipe.members;
  }
  return { weights: mean, width };
}

/** A byte for each weight: the root keeps small ones apart, of which there are many, and lets the few large ones be large. */
export function quantiseTopics({ weights, width }: TopicWeights): {
  weights: Int8Array;
  scale: number;
  biases: number[];
} {
  const table = weights.subarray(0, weights.length - width);
  const largest = table.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = largest / 127 ** 2 || 1;
  return {
    weights: Int8Array.from(
      table,
      (value) => Math.sign(value) * Math.round(Math.sqrt(Math.abs(value) / scale)),
    ),
    scale,
    biases: [...weights.subarray(weights.length - width)],
  };
}
