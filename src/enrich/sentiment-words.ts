// Sentiment by a list of words: the whole of it for languages without a trained model, the topics' for all. Words with valence are turned by negation, weighed by
// intensifiers and contrast, and summed up.
import { judged } from '../judged.ts';
import type { Sentiment, SentimentLabel } from '../post.ts';
import { type Clauses, splitClauses } from './clauses.ts';
import type { Lexicon } from './lexicon.ts';
import type { Field } from './reading.ts';
import type { FieldSentiment, Hit, WeightSums } from './sentiment-reading.ts';
import { shape, tokenKind } from './token-buffer.ts';

/** Factors as in Hutto and Gilbert 2014 (VADER): a negated word keeps 74% of its force, the other way round. */
const negated = -0.74;
const shouted = 1.2;
/** How many words back a negation or an intensifier reaches. */
const reach = 4;
const contrastWeight = { before: 0.6, after: 1.4 };

/** Clauses and words with valence of a field; most posts name no topic, so nobody asks for either. */
export class FieldWords implements FieldSentiment {
  readonly field: Field;
  readonly sums?: WeightSums;
  readonly #lexicon: Lexicon;
  #clauses?: Clauses;
  #hits?: Hit[];

  constructor(field: Field, lexicon: Lexicon, sums?: WeightSums) {
    this.field = field;
    this.#lexicon = lexicon;
    if (sums) this.sums = sums;
  }

  get clauses(): Clauses {
    this.#clauses ??= splitClauses(this.field.tokens, this.#lexicon.contrasts);
    return this.#clauses;
  }

  get hits(): readonly Hit[] {
    this.#hits ??= findHits(this.field, this.clauses, this.#lexicon);
    return this.#hits;
  }
}

function findHits(field: Field, clauses: Clauses, lexicon: Lexicon): Hit[] {
  const { tokens } = field;
  const hits: Hit[] = [];
  for (let i = 0; i < tokens.count; i++) {
    const kind = tokens.kinds[i]!;
    if (kind !== tokenKind.word && kind !== tokenKind.tag && kind !== tokenKind.emoji) continue;
    const valence = lexicon.valenceAt(tokens, i);
    if (valence === 0) continue;
    const clause = clauses.clause[i]!;
    const value = kind === tokenKind.emoji ? valence : valence * factor(field, clauses, lexicon, i);
    hits.push({ token: i, value, clause, segment: clauses.segment[i]! });
  }
  return hits;
}

/** What stands before a word, in its own clause, turns or strengthens it. */
function factor(field: Field, clauses: Clauses, lexicon: Lexicon, index: number): number {
  const { tokens } = field;
  let result = tokens.shapes[index]! & shape.allCaps ? shouted : 1;
  let isNegated = false;
  for (
    let i = index - 1, seen = 0;
    i >= 0 && seen < reach && clauses.clause[i] === clauses.clause[index];
    i--
  ) {
    if (tokens.kinds[i] !== tokenKind.word) continue;
    const word = tokens.words[i]!;
    if (lexicon.negators.has(word)) isNegated = true;
    if (seen < 2) result *= lexicon.intensifiers.get(word) ?? 1;
    seen++;
  }
  return isNegated ? result * negated : result;
}

/** A field's valences, what a contrast opens counting more than what it closes. */
export function sumValences({ clauses, hits }: FieldSentiment): number {
  let sum = 0;
  for (const { value, clause } of hits) {
    if (clauses.closesContrast.has(clause)) sum += value * contrastWeight.before;
    else sum += clauses.opensContrast.has(clause) ? value * contrastWeight.after : value;
  }
  return sum;
}

const logistic = (x: number) => 1 / (1 + Math.exp(-x));

/** Where labels change, chosen for the mean recall of the three classes, and the squashing of the sum before that. */
const borders = { negative: -0.06, positive: 0.24, squash: 1 };
/** Ordered logistic model of how people label, which is neutral more often: it makes the probabilities honest. */
const people = { negative: -0.5, positive: 0.3, steepness: 3 };

/**
 * Sum of valences → label, score −1…1 and probabilities [negative, neutral, positive]. All constants are fitted on the
 * training parts of public tweets and reddit comments.
 */
export function judgeValence(sum: number): Omit<Sentiment, 'evidence'> {
  const squashed = sum / Math.sqrt(sum * sum + borders.squash);
  const negative = logistic(people.steepness * (people.negative - squashed));
  const positive = logistic(people.steepness * (squashed - people.positive));
  let label: SentimentLabel = 'neutral';
  if (squashed < borders.negative) label = 'negative';
  if (squashed > borders.positive) label = 'positive';
  return judged(label, negative, positive);
}
