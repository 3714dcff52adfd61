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

interface Recalled {
  recall: number;
  f1: number;
}

/** Macro recall and macro F1 of the labels that offsets make. */
function figuresAt(judged: readonly Judged[], [negativeOffset, positiveOffset]: Pair): Recalled {
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
  const recalls = right.map((n, label) => n / Math.max(1, there[label]!));
  const f1s = right.map((n, label) => (2 * n) / Math.max(1, there[label]! + called[label]!));
  const mean = (list: number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
  return { recall: mean(recalls), f1: mean(f1s) };
}

/** What offsets cost per unit: small ones are kept small, or they would fit the chance of one set. */
const offsetCost = 0.02;
const [offsetStep, widest, widestUnseen] = [0.05, 0.4, 1.5];
/** Macro recall is known to about this much from some thousand texts. */
const asGood = 0.005;

const rounded = ([a, c]: Pair): Pair => [Number(a.toFixed(2)), Number(c.toFixed(2))];

function weighOffsets(limit: number, worthOf: (offsets: Pair) => number): { offsets: Pair; worth: number }[] {
  const values: number[] = [];
  for (let value = -limit; value <= limit + 0.001; value += offsetStep) values.push(value);
  const pairs = values.flatMap((a) => values.map((c): Pair => [a, c]));
  return pairs.map((offsets) => ({ offsets, worth: worthOf(offsets) }));
}

/** For the mean of macro recall and macro F1: recall alone calls too often what is rare, F1 alone too seldom. */
function chooseOffsets(corpora: readonly (readonly Judged[])[]): Pair {
  const weighed = weighOffsets(widest, (offsets) => {
    const cost = offsetCost * (Math.abs(offsets[0]) + Math.abs(offsets[1]));
    const worths = corpora
      .map((judged) => figuresAt(judged, offsets))
      .map(({ recall, f1 }) => (recall + f1) / 2);
    return worths.reduce((sum, worth) => sum + worth, 0) / corpora.length - cost;
  });
  return rounded(weighed.reduce((best, each) => (each.worth > best.worth ? each : best)).offsets);
}

/**
 * For texts of a kind that the weights do not know, whose log-odds stay near neutral. For recall alone, because the shares of their classes are not
 * those of the kind that is meant; the middle of all that are as good as the best, because many are, and which is best is chance.
 */
function chooseUnseenOffsets(judged: readonly Judged[]): Pair {
  const weighed = weighOffsets(widestUnseen, (offsets) => figuresAt(judged, offsets).recall);
  const most = Math.max(...weighed.map(({ worth }) => worth));
  const good = weighed.filter(({ worth }) => worth >= most - asGood).map(({ offsets }) => offsets);
  const middle = (at: 0 | 1) => good.reduce((sum, offsets) => sum + offsets[at], 0) / good.length;
  return rounded([middle(0), middle(1)]);
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
 * they come, half to classes of equal size. `unseen`: texts of a kind that the weights were not trained on, if labels are to be chosen for such.
 */
export function calibrate(corpora: readonly (readonly Judged[])[], unseen?: readonly Judged[]): Calibration {
  const judged = corpora.flatMap((corpus) => {
    const counts = [0, 0, 0];
    for (const { label } of corpus) counts[label]!++;
    return corpus.map((text) => ({
      ...text,
      weight: text.weight * (0.5 + (0.5 * corpus.length) / 3 / counts[text.label]!),
    }));
  });
  const offsets = unseen ? chooseUnseenOffsets(unseen) : chooseOffsets(corpora);
  return { offsets, ...fitProbabilities(judged) };
}
