// What is known of good and bad in a post before anyone asks for the whole, a clause or a topic.
import type { Clauses } from './clauses.ts';
import type { Field } from './reading.ts';
import type { SentimentModel } from './sentiment-model.ts';

/** A word of the language's list that says good or bad, after negation and intensifiers. */
export interface Hit {
  token: number;
  value: number;
  clause: number;
  segment: number;
}

/** Sums of the model's weights over the tokens before each: index `i` holds the sum of tokens 0 to `i − 1`. */
export interface WeightSums {
  negative: Float64Array;
  positive: Float64Array;
  features: Int32Array;
}

export interface FieldSentiment {
  field: Field;
  /** both are found out when they are first asked for */
  readonly clauses: Clauses;
  readonly hits: readonly Hit[];
  /** of the model; none where the language has only a list of words */
  sums?: WeightSums;
}

export interface SentimentReading {
  fields: FieldSentiment[];
  /** false: the language has no list, so that without a hit nothing is known, not even that it is neutral */
  hasWords: boolean;
  model?: SentimentModel;
  /** the language is not known: only what is clear in the model's own counts */
  isGuess: boolean;
}
