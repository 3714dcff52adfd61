// Multinomial logistic regression over features with values, by AdaGrad (Duchi et al. 2011); features are dropped at random, and
// weights averaged over the later epochs.
import type { AspectModel } from '../enrich/aspect-model.ts';
import { stepsOf } from '../enrich/sentiment-model.ts';
import type { AspectExample } from './aspect-examples.ts';
import type { AveragedRecipe } from './averaged-recipe.ts';
import { calibrate, type Judged } from './calibrate.ts';
import { createRandom } from './linear.ts';
import { type Quantised, quantise } from './quantise.ts';

/** Three weights per place: negative, neutral, positive; three zeros at the end, because the bias is a feature. */
function train(examples: readonly AspectExample[], recipe: AveragedRecipe, seed: number): Float32Array {
  const size = 3 * (2 ** recipe.bits + 1);
  const random = createRandom(seed);
  const weights = new Float32Array(size);
  const squares = new Float32Array(size).fill(1e-8);
  const sum = new Float32Array(size);
  const order = [...examples];
  const firstAveraged = Math.floor(recipe.epochs / 2);
  for (let epoch = 0; epoch < recipe.epochs; epoch++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    for (const example of order) learn(weights, squares, example, recipe, random);
    if (epoch >= firstAveraged) for (let i = 0; i < size; i++) sum[i]! += weights[i]!;
  }
  return sum.map((value) => value / (recipe.epochs - firstAveraged));
}

function learn(
  weights: Float32Array,
  squares: Float32Array,
  { places, values, label, weight }: AspectExample,
  { rate, dropout, decay }: AveragedRecipe,
  random: () => number,
): void {
  const kept: number[] = [];
  const scores = [0, 0, 0];
  for (let i = 0; i < places.length; i++) {
    if (random() < dropout) continue;
    kept.push(i);
    for (let k = 0; k < 3; k++) scores[k]! += weights[3 * places[i]! + k]! * values[i]!;
  }
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const total = powers[0]! + powers[1]! + powers[2]!;
  for (let k = 0; k < 3; k++) {
    const error = (powers[k]! / total - (label === k ? 1 : 0)) * weight;
    for (const i of kept) {
      const at = 3 * places[i]! + k;
      const gradient = error * values[i]! + decay * weights[at]!;
      squares[at]! += gradient * gradient;
      weights[at]! -= (rate * gradient) / Math.sqrt(squares[at]!);
    }
  }
}

function trainMembers(examples: readonly AspectExample[], recipe: AveragedRecipe): Quantised {
  const members = Array.from({ length: recipe.members }, (_, member) => train(examples, recipe, member + 1));
  return quantise(members, recipe.bits);
}

/** Log-odds of examples, which count the same together however many they are. */
export function judgeExamples(
  { weights, scale, bias }: Pick<AspectModel, 'weights' | 'scale' | 'bias'>,
  examples: readonly AspectExample[],
): Judged[] {
  return examples.map(({ places, values, label }) => {
    let [negative, positive] = [0, 0];
    places.forEach((place, i) => {
      negative += stepsOf(weights[2 * place]!) * values[i]!;
      positive += stepsOf(weights[2 * place + 1]!) * values[i]!;
    });
    return {
      negative: bias[0] + negative * scale,
      positive: bias[1] + positive * scale,
      label,
      weight: 1 / examples.length,
    };
  });
}

/** Rows of one kind: as they are learnt from, and, where labels and probabilities are fitted on them, as they are judged. */
export interface AspectGroup {
  learnt: readonly AspectExample[];
  judged?: readonly AspectExample[];
}

/** One row in so many is held out while labels and probabilities are fitted. */
const folds = 5;

/** Deterministic in rows and recipe. */
export function trainAspects(
  groups: readonly AspectGroup[],
  language: string,
  recipe: AveragedRecipe,
): AspectModel {
  const isHeld = (_: unknown, index: number) => index % folds === 0;
  const seen = groups.flatMap(({ learnt }) => learnt.filter((row, index) => !isHeld(row, index)));
  const model = trainMembers(seen, recipe);
  const heldOut = groups.flatMap(({ judged }) =>
    judged ? [judgeExamples(model, judged.filter(isHeld))] : [],
  );
  return {
    languages: [language],
    bits: recipe.bits,
    ...trainMembers(
      groups.flatMap(({ learnt }) => learnt),
      recipe,
    ),
    ...calibrate(heldOut),
  };
}
