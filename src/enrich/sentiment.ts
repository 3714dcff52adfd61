// How a post speaks: words with valence, turned by negation, weighed by intensifiers and contrast, summed up.
import type { Sentiment, SentimentLabel } from '../post.ts';
import { type Clauses, splitClauses } from './clauses.ts';
import { emojiLexicon, type Lexicon, readLexicon } from './lexicon.ts';
import { evidenceOf, type Field, type Reading } from './reading.ts';
import { shape, tokenKind } from './token-buffer.ts';

/** A word that says good or bad, after negation and intensifiers. */
export interface Hit {
  token: number;
  value: number;
  clause: number;
  segment: number;
}

export interface FieldSentiment {
  field: Field;
  clauses: Clauses;
  hits: Hit[];
}

/** What the language says of good and bad in each field. */
export interface SentimentReading {
  fields: FieldSentiment[];
  /** false: without a hit nothing is known, not even that it is neutral */
  hasWords: boolean;
}

export const unknownSentiment = (): Sentiment => ({ label: 'unknown', score: 0, p: [0, 0, 0], evidence: [] });

/** Factors as in Hutto and Gilbert 2014 (VADER): a negated word keeps 74% of its force, the other way round. */
const negated = -0.74;
const shouted = 1.2;
/** How many words back a negation or an intensifier reaches. */
const reach = 4;
const contrastWeight = { before: 0.6, after: 1.4 };
/** Evidence that is listed; a rant of a thousand words does not need them all. */
const mostEvidence = 50;

/** Compiles a lexicon when its language first comes up. */
export function createSentimentReader(): (reading: Reading, lang: string) => SentimentReading {
  const lexicons = new Map<string, Lexicon | undefined>();
  const lexiconOf = (lang: string) => {
    if (!lexicons.has(lang)) lexicons.set(lang, readLexicon(lang));
    return lexicons.get(lang);
  };
  return ({ fields }, lang) => {
    const lexicon = lexiconOf(lang);
    return {
      hasWords: lexicon !== undefined,
      fields: fields.map((field) => readField(field, lexicon ?? emojiLexicon)),
    };
  };
}

function readField(field: Field, lexicon: Lexicon): FieldSentiment {
  const { tokens } = field;
  const clauses = splitClauses(tokens, lexicon.contrasts);
  const hits: Hit[] = [];
  for (let i = 0; i < tokens.count; i++) {
    const kind = tokens.kinds[i]!;
    if (kind !== tokenKind.word && kind !== tokenKind.tag && kind !== tokenKind.emoji) continue;
    const valence = lexicon.valence(tokens.words[i]!);
    if (valence === undefined || valence === 0) continue;
    const clause = clauses.clause[i]!;
    const value = kind === tokenKind.emoji ? valence : valence * factor(field, clauses, lexicon, i);
    hits.push({ token: i, value, clause, segment: clauses.segment[i]! });
  }
  return { field, clauses, hits };
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

/** The sentiment of the whole post. */
export function sentimentOf({ fields, hasWords }: SentimentReading): Sentiment {
  let sum = 0;
  const evidence = [];
  for (const { field, clauses, hits } of fields) {
    for (const { token, value, clause } of hits) {
      if (evidence.length < mostEvidence) evidence.push(evidenceOf(field, token, token));
      if (clauses.closesContrast.has(clause)) sum += value * contrastWeight.before;
      else sum += clauses.opensContrast.has(clause) ? value * contrastWeight.after : value;
    }
  }
  if (!hasWords && evidence.length === 0) return unknownSentiment();
  return { ...judge(sum), evidence };
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
export function judge(sum: number): Omit<Sentiment, 'evidence'> {
  const score = sum / Math.sqrt(sum * sum + borders.squash);
  const negative = logistic(people.steepness * (people.negative - score));
  const positive = logistic(people.steepness * (score - people.positive));
  let label: SentimentLabel = 'neutral';
  if (score < borders.negative) label = 'negative';
  if (score > borders.positive) label = 'positive';
  return { label, score, p: [negative, 1 - negative - positive, positive] };
}
