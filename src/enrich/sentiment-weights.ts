// Sentiment by a trained model: its weights summed up token by token, so that any stretch of a text can be judged by itself,
// and the words that moved it most.
import type { Evidence } from '../post.ts';
import { createListedWords } from './listed-words.ts';
import { evidenceOf, type Field } from './reading.ts';
import { FeatureScanner, hashWord, ownPlaces } from './sentiment-features.ts';
import { type SentimentModel, stepsOf, type Weight } from './sentiment-model.ts';
import type { Modifiers } from './sentiment-modifiers.ts';
import type { FieldSentiment, WeightSums } from './sentiment-reading.ts';
import { cutFloat64, cutInt32 } from './slab.ts';
import { type Tokens, tokenKind } from './token-buffer.ts';
import { createWordTable } from './vocabulary.ts';

/** Evidence that is listed; a rant of a thousand words does not need them all. */
export const mostEvidence = 50;
/** A word that moves the text less than this share of what the strongest does is no reason for its label. */
const leastShare = 0.3;

function weigh(places: readonly number[], weights: Int8Array): Weight {
  const sum = { negative: 0, positive: 0, features: places.length };
  for (const place of places) {
    sum.negative += stepsOf(weights[2 * place]!);
    sum.positive += stepsOf(weights[2 * place + 1]!);
  }
  return sum;
}

/** Sums up the weights of a field's tokens. */
export type WeightReader = (field: Pick<Field, 'tokens'>) => WeightSums;

export function createWeightReader(
  model: Pick<SentimentModel, 'bits' | 'weights' | 'listed' | 'listedWeights'>,
  modifiers: Pick<Modifiers, 'negators' | 'contrasts'>,
): WeightReader {
  const { bits, weights } = model;
  const scanner = new FeatureScanner(bits, modifiers);
  const { places } = scanner;
  const addListed = createListedWords(model);
  const ownOf = (isNegated: boolean) =>
    createWordTable((word) => {
      const own = weigh(ownPlaces(word, isNegated, bits), weights);
      addListed(hashWord(word), isNegated, own);
      return own;
    });
  const [plainAt, negatedAt] = [ownOf(false), ownOf(true)];
  const ofEmoji = { negative: 0, positive: 0 };
  return ({ tokens }) => {
    const size = tokens.count + 1;
    const sums = {
      negative: cutFloat64(size),
      positive: cutFloat64(size),
      features: cutInt32(size),
    };
    let [negative, positive, features] = [0, 0, 0];
    scanner.start(tokens);
    for (let i = 0; i < tokens.count; i++) {
      const count = scanner.readAround(i);
      for (let k = 0; k < count; k++) {
        const at = 2 * places[k]!;
        negative += stepsOf(weights[at]!);
        positive += stepsOf(weights[at + 1]!);
      }
      features += count;
      if (scanner.isWord) {
        const own = scanner.isNegated ? negatedAt(tokens, i) : plainAt(tokens, i);
        negative += own.negative;
        positive += own.positive;
        features += own.features;
      } else if (tokens.kinds[i] === tokenKind.emoji) {
        ofEmoji.negative = 0;
        ofEmoji.positive = 0;
        addListed(scanner.hash, scanner.isNegated, ofEmoji);
        negative += ofEmoji.negative;
        positive += ofEmoji.positive;
      }
      sums.negative[i + 1] = negative;
      sums.positive[i + 1] = positive;
      sums.features[i + 1] = features;
    }
    return sums;
  };
}

/** A stretch of a field's tokens, both ends included. */
export interface Stretch {
  field: FieldSentiment;
  first: number;
  last: number;
}

export function weightOf(stretches: readonly Stretch[]): Weight {
  const weight = { negative: 0, positive: 0, features: 0 };
  for (const { field, first, last } of stretches) {
    if (last < first || !field.sums) continue;
    weight.negative += field.sums.negative[last + 1]! - field.sums.negative[first]!;
    weight.positive += field.sums.positive[last + 1]! - field.sums.positive[first]!;
    weight.features += field.sums.features[last + 1]! - field.sums.features[first]!;
  }
  return weight;
}

/** Words, hashtags and emoji; not what is only punctuation, a number, a link or a handle. */
function isNamed({ kinds, words }: Tokens, index: number): boolean {
  const kind = kinds[index];
  if (kind === tokenKind.emoji) return true;
  return (kind === tokenKind.word || kind === tokenKind.tag) && words[index]!.length > 2;
}

/** How far a token moves its text towards the positive (`sign` 1) or the negative (−1), in steps of the model. */
function pull({ negative, positive }: WeightSums, index: number, sign: number): number {
  const bad = negative[index + 1]! - negative[index]!;
  const good = positive[index + 1]! - positive[index]!;
  return sign > 0 ? good - bad / 2 : bad - good / 2;
}

/** The words that speak most for the label, in their order; neutral has none. */
export function evidenceFor(label: string, stretches: readonly Stretch[]): Evidence[] {
  if (label !== 'positive' && label !== 'negative') return [];
  const sign = label === 'positive' ? 1 : -1;
  let most = 0;
  visit(stretches, (field, token) => {
    most = Math.max(most, pull(field.sums!, token, sign));
  });
  const evidence: Evidence[] = [];
  visit(stretches, (field, token) => {
    const value = pull(field.sums!, token, sign);
    if (value <= 0 || value < most * leastShare || evidence.length === mostEvidence) return;
    evidence.push(evidenceOf(field.field, token, token));
  });
  return evidence;
}

function visit(stretches: readonly Stretch[], see: (field: FieldSentiment, token: number) => void): void {
  for (const { field, first, last } of stretches) {
    for (let i = first; i <= last; i++) if (isNamed(field.field.tokens, i)) see(field, i);
  }
}
