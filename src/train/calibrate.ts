// From log-odds to labels and honest probabilities, fitted on texts that the weights have not seen.
import { type Pair, type SentimentModel, softmax } from '../enrich/sentiment-model.ts';
import { modifiers } from '../enrich/sentiment-modifiers.ts';
import { createWeightReader } from '../enrich/sentiment-weights.ts';
import { tokenize } from '../enrich/tokens.ts';
import type { Row } from './sentiment-rows.ts';

/** Log-odds [negative, positive] against neutral and the truth, with the weight of the text. */
export interface Judged {
  negative: number;
  positive: number;
  label: number;
  weight: number;
}

type Calibration = Pick<SentimentModel, 'offsets' | 'slope' | 'shift'>;

type Judge = Pick<SentimentModel, 'bits' | 'weights' | 'listed' | 'listedWeights' | 'scale' | 'bias'>;

/** As the tagger reads them. Every corpus counts the same, whatever its size. */
export function judgeAll(model: Judge, rows: readonly Row[], lang: string): Judged[] {
  const read = createWeightReader(model, modifiers(lang));
  return rows.map(({ text, label }) => {
    const tokens = tokenize(text);
    const { negative, positive, features } = read({ tokens });
    const factor = model.scale / Math.sqrt(Math.max(1, features[tokens.count]!));
    return {
      negative: model.bias[0] + negative[tokens.count]! * factor,
      positive: model.bias[1] + positive[tokens.count]! * factor,
      label,
      weight: 1 / rows.length,
    };
  });
}

/** Mean of macro recall and macro F1: recall alone calls too often what is rare, F1 alone too seldom. */
function worthOf(judged: readonly Judged[], [negativeOffset, positiveOffset]: Pair): number {
  const [right, there, called] = [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ];
  for (const { negative, positive, label } of judged) {
    const [a, c] = [negative + negativeOffset, positive + positiveOffset];
    const said = a > 0 && a >= c ? 0 : c > 0 ? 2 : 1;
    there[label]!++;
    called[said]!++;
    if (said === label) right[label]!++;
  }
  const worth = right.map((n, label) => {
    const recall = n / Math.max(1, there[label]!);
    return (recall + (2 * n) / Math.max(1, there[label]! + called[label]!)) / 2;
  });
  return (worth[0]! + worth[1]! + worth[2]!) / 3;
}

/** What offsets cost per unit: small ones are kept small, or they would fit the chance of one set. */
const offsetCost = 0.02;

function chooseOffsets(corpora: readonly (readonly Judged[])[]): Pair {
  let best: Pair = [0, 0];
  let most = -1;
  for (let a = -0.4; a <= 0.401; a += 0.05) {
    for (let c = -0.4; c <= 0.401; c += 0.05) {
      const value = corpora.reduce((sum, judged) => sum + worthOf(judged, [a, c]), 0) / corpora.length;
      const worth = value - offsetCost * (Math.abs(a) + Math.abs(c));
      if (worth > most) [most, best] = [worth, [Number(a.toFixed(2)), Number(c.toFixed(2))]];
    }
  }
  return best;
}

const steps = 2_000;
const rate = 0.5;

/** Slope and shift that make the likelihood of the truth largest, by plain gradient descent. */
function fitProbabilities(judged: readonly Judged[]): Pick<Calibration, 'slope' | 'shift'> {
  let [slope, negativeShift, positiveShift] = [1, 0, 0];
  const total = judged.reduce((sum, { weight }) => sum + weight, 0);
  for (let step = 0; step < steps; step++) {
    let [bySlope, byNegative, byPositive] = [0, 0, 0];
    for (const { negative, positive, label, weight } of judged) {
      const p = softmax(slope * negative + negativeShift, slope * positive + positiveShift);
      const a = (p[0] - (label === 0 ? 1 : 0)) * weight;
      const c = (p[2] - (label === 2 ? 1 : 0)) * weight;
      bySlope += a * negative + c * positive;
      byNegative += a;
      byPositive += c;
    }
    slope -= (rate * bySlope) / total;
    negativeShift -= (rate * byNegative) / total;
    positiveShift -= (rate * byPositive) / total;
  }
  return { slope, shift: [negativeShift, positiveShift] };
}

/**
 * A new stream has its own share of each class, which nobody knows beforehand: half of the weight goes to the classes as
 * they come, half to classes of equal size.
 */
export function calibrate(corpora: readonly (readonly Judged[])[]): Calibration {
  const judged = corpora.flatMap((corpus) => {
    const counts = [0, 0, 0];
    for (const { label } of corpus) counts[label]!++;
    return corpus.map((text) => ({
      ...text,
      weight: text.weight * (0.5 + (0.5 * corpus.length) / 3 / counts[text.label]!),
    }));
  });
  return { offsets: chooseOffsets(corpora), ...fitProbabilities(judged) };
}
