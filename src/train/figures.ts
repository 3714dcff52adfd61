// The figures that the training command prints for a model: what docs/model-card.md quotes.
import { type SentimentModel, softmax } from '../enrich/sentiment-model.ts';
import type { Judged } from './calibrate.ts';

export interface Figures {
  n: number;
  accuracy: number;
  macroRecall: number;
  macroF1: number;
  /** of the label's probability, ten bins of the same number of texts */
  calibrationError: number;
}

export function figuresOf(judged: readonly Judged[], { offsets, slope, shift }: SentimentModel): Figures {
  const counts = [0, 1, 2].map(() => [0, 0, 0]);
  const sure: { p: number; isRight: boolean }[] = [];
  for (const { negative, positive, label } of judged) {
    const [a, c] = [negative + offsets[0], positive + offsets[1]];
    const said = a > 0 && a >= c ? 0 : c > 0 ? 2 : 1;
    counts[label]![said]!++;
    const p = softmax(slope * negative + shift[0], slope * positive + shift[1])[said]!;
    sure.push({ p, isRight: said === label });
  }
  let [recall, f1, right] = [0, 0, 0];
  for (let k = 0; k < 3; k++) {
    const hit = counts[k]![k]!;
    const there = counts[k]!.reduce((sum, n) => sum + n, 0);
    const said = counts.reduce((sum, row) => sum + row[k]!, 0);
    right += hit;
    recall += hit / Math.max(1, there) / 3;
    f1 += (2 * hit) / Math.max(1, there + said) / 3;
  }
  return {
    n: judged.length,
    accuracy: right / judged.length,
    macroRecall: recall,
    macroF1: f1,
    calibrationError: calibrationError(sure),
  };
}

function calibrationError(sure: { p: number; isRight: boolean }[]): number {
  sure.sort((a, b) => a.p - b.p);
  let error = 0;
  for (let bin = 0; bin < 10; bin++) {
    const from = Math.floor((bin * sure.length) / 10);
    const to = Math.floor(((bin + 1) * sure.length) / 10);
    let difference = 0;
    for (let i = from; i < to; i++) difference += sure[i]!.p - (sure[i]!.isRight ? 1 : 0);
    error += Math.abs(difference);
  }
  return error / sure.length;
}
