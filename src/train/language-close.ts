// Trains the linear model of the close languages: softmax regression with AdaGrad, the same result every time.

import { closeFeatures } from '../enrich/language-close.ts';
import type { CloseModel } from '../enrich/language-model.ts';

export interface LabelledWords {
  lang: string;
  words: string[];
}

const epochs = 6;
const rate = 0.3;
const smallest = 1e-4;

/** Numbers in [0, 1) (Numerical Recipes' linear congruential generator). */
function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

function shuffle<T>(rows: T[], random: () => number): void {
  for (let i = rows.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [rows[i], rows[j]] = [rows[j]!, rows[i]!];
  }
}

/** Probabilities of the classes for the features of one text. */
function predict(weights: Float32Array, features: readonly number[], width: number): number[] {
  const sums = new Array<number>(width).fill(0);
  for (const place of features) for (let i = 0; i < width; i++) sums[i]! += weights[place * width + i]!;
  const factor = 1 / Math.sqrt(features.length);
  const best = Math.max(...sums);
  const powers = sums.map((sum) => Math.exp((sum - best) * factor));
  const total = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / total);
}

/** `rows` of languages that are not in `codes` are left out. */
export function trainCloseModel(
  rows: readonly LabelledWords[],
  codes: readonly string[],
  bits: number,
): CloseModel {
  const width = codes.length;
  const examples = rows.flatMap(({ lang, words }) => {
    const features: number[] = [];
    for (const word of words) closeFeatures(word, bits, (place) => features.push(place));
    return codes.includes(lang) && features.length > 0 ? [{ features, truth: codes.indexOf(lang) }] : [];
  });
  const weights = new Float32Array(width * 2 ** bits);
  const squares = new Float32Array(weights.length).fill(1e-6);
  const random = createRandom(1);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(examples, random);
    for (const { features, truth } of examples) {
      const factor = 1 / Math.sqrt(features.length);
      predict(weights, features, width).forEach((probability, i) => {
        const gradient = (probability - (i === truth ? 1 : 0)) * factor;
        if (Math.abs(gradient) < smallest) return;
        for (const place of features) {
          const at = place * width + i;
          squares[at]! += gradient * gradient;
          weights[at]! -= (rate * gradient) / Math.sqrt(squares[at]!);
        }
      });
    }
  }
  return { codes: [...codes], bits, ...quantise(weights) };
}

function quantise(weights: Float32Array): Pick<CloseModel, 'scale' | 'weights'> {
  const scale = weights.reduce((largest, weight) => Math.max(largest, Math.abs(weight)), 0) / 127;
  return { scale, weights: Int8Array.from(weights, (weight) => Math.round(weight / scale)) };
}
