// How a post speaks: by a trained model where its language has one, else by a list of words, else by emoji alone.
import { judged } from '../judged.ts';
import { readSentimentModels } from '../models/sentiment.ts';
import type { Sentiment } from '../post.ts';
import { emojiLexicon, readLexicon } from './lexicon.ts';
import { evidenceOf, type Field, type Reading } from './reading.ts';
import { judgeWeight, type SentimentModel } from './sentiment-model.ts';
import { modifiers } from './sentiment-modifiers.ts';
import type { FieldSentiment, SentimentReading } from './sentiment-reading.ts';
import {
  createWeightReader,
  evidenceFor,
  mostEvidence,
  type Stretch,
  weightOf,
} from './sentiment-weights.ts';
import { FieldWords, judgeValence, sumValences } from './sentiment-words.ts';

export type { FieldSentiment, Hit, SentimentReading } from './sentiment-reading.ts';
export { judgeValence as judge } from './sentiment-words.ts';

export type SentimentReader = (reading: Reading, lang: string) => SentimentReading;

export const unknownSentiment = (): Sentiment => ({ ...judged('unknown', 0, 0), evidence: [] });

/** How sure the model must be of a text whose language is not known. */
const clearEnough = 0.8;

interface Voice extends Omit<SentimentReading, 'fields'> {
  read(field: Field): FieldSentiment;
}

/** What reads a language is made when the language first comes up. */
export function createSentimentReader(
  models: readonly SentimentModel[] = readSentimentModels(),
): SentimentReader {
  const voices = new Map<string, Voice>();
  const voiceOf = (lang: string) => {
    const known = voices.get(lang);
    if (known) return known;
    const voice = createVoice(models, lang);
    voices.set(lang, voice);
    return voice;
  };
  return ({ fields }, lang) => {
    const { read, hasWords, isGuess, model } = voiceOf(lang);
    const voiced = { hasWords, isGuess, fields: fields.map(read) };
    return model ? Object.assign(voiced, { model }) : voiced;
  };
}

function createVoice(models: readonly SentimentModel[], lang: string): Voice {
  // A text too short to tell its language speaks for itself when it is clear in English.
  const isGuess = lang === 'und';
  const spoken = isGuess ? 'en' : lang;
  const words = readLexicon(lang);
  const hasWords = words !== undefined;
  const lexicon = words ?? emojiLexicon;
  const model = models.find(({ languages }) => languages.includes(spoken));
  if (!model) return { hasWords, isGuess, read: (field) => new FieldWords(field, lexicon) };
  const sumsOf = createWeightReader(model, modifiers(spoken));
  const read = (field: Field) => new FieldWords(field, lexicon, sumsOf(field));
  return { hasWords, isGuess, model, read };
}

/** The sentiment of the whole post. */
export function sentimentOf(reading: SentimentReading): Sentiment {
  const { fields, model } = reading;
  if (!model) return sentimentByWords(reading);
  const stretches = fields.map((field) => ({ field, first: 0, last: field.field.tokens.count - 1 }));
  const sentiment = scoreStretches(model, stretches);
  return isBelieved(reading, sentiment) ? sentiment : unknownSentiment();
}

/** A text of unknown language is believed only when it is clear. */
export const isBelieved = ({ isGuess }: Pick<SentimentReading, 'isGuess'>, { evidence, p }: Sentiment) =>
  !isGuess || (evidence.length > 0 && Math.max(...p) >= clearEnough);

/** The sentiment of stretches of a text as if they were the whole: two look-ups each, and their words for evidence. */
export function scoreStretches(model: SentimentModel, stretches: readonly Stretch[]): Sentiment {
  const { label, score, p } = judgeWeight(model, weightOf(stretches));
  return { label, score, p, evidence: evidenceFor(label, stretches) };
}

function sentimentByWords({ fields, hasWords }: SentimentReading): Sentiment {
  const evidence = fields.flatMap(({ field, hits }) =>
    hits.slice(0, mostEvidence).map(({ token }) => evidenceOf(field, token, token)),
  );
  if (!hasWords && evidence.length === 0) return unknownSentiment();
  const sum = fields.reduce((total, field) => total + sumValences(field), 0);
  return { ...judgeValence(sum), evidence: evidence.slice(0, mostEvidence) };
}
