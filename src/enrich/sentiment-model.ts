// A trained sentiment model: two small numbers per place of a hashed table, and how a sum of them becomes a label with
// honest probabilities. docs/model-card.md says what it was trained on.
import { judged } from '../judged.ts';
import type { Sentiment, SentimentLabel } from '../post.ts';

/** [negative, positive], each against neutral. */
export type Pair = readonly [number, number];

export interface SentimentModel {
  /** ISO 639-1; several share a table when they were trained together */
  languages: string[];
  bits: number;
  /** `2 ** bits` pairs [negative, positive], each the signed root of a number of steps */
  weights: Int8Array;
  /** hashes of words that lists say something of, ascending, and four numbers of the same kind for each: plain, then negated */
  listed?: Int32Array;
  listedWeights?: Int8Array;
  /** what one step is worth, in log-odds */
  scale: number;
  bias: Pair;
  /** added before labels are compared: chosen for equal recall of the classes */
  offsets: Pair;
  /** probabilities are the softmax of `slope` × log-odds + `shift` */
  slope: number;
  shift: Pair;
}

/** A byte of the table, squared with its sign: many small weights stay apart, and a few may be large. */
export const stepsOf = (byte: number) => byte * Math.abs(byte);

/** Sums of steps over a stretch of tokens, and of how many features they are. */
export interface Weight {
  negative: number;
  positive: number;
  features: number;
}

/**
 * A stretch of text → label, score −1…1 and probabilities [negative, neutral, positive]. The log-odds are the sums over the
 * square root of the number of features, so that a long text is not surer than a short one by its length alone.
 */
export function judgeWeight(model: SentimentModel, weight: Weight): Omit<Sentiment, 'evidence'> {
  const factor = model.scale / Math.sqrt(Math.max(1, weight.features));
  const negative = model.bias[0] + weight.negative * factor;
  const positive = model.bias[1] + weight.positive * factor;
  return judgeLogOdds(model, negative, positive);
}

/** Log-odds of negative and positive against neutral → what is shown. */
export function judgeLogOdds(
  { offsets, slope, shift }: Pick<SentimentModel, 'offsets' | 'slope' | 'shift'>,
  negative: number,
  positive: number,
): Omit<Sentiment, 'evidence'> {
  const p = softmax(slope * negative + shift[0], slope * positive + shift[1]);
  return judged(labelOf(negative + offsets[0], positive + offsets[1]), p[0], p[2]);
}

/** Log-odds against neutral → [negative, neutral, positive]. */
export function softmax(negative: number, positive: number): [number, number, number] {
  const most = Math.max(negative, positive, 0);
  const [a, b, c] = [Math.exp(negative - most), Math.exp(-most), Math.exp(positive - most)];
  const sum = a + b + c;
  return [a / sum, b / sum, c / sum];
}

function labelOf(negative: number, positive: number): SentimentLabel {
  if (negative > 0 && negative >= positive) return 'negative';
  return positive > 0 ? 'positive' : 'neutral';
}
