// Rows as the aspect model reads them: places in its table with their values.
import { AspectScanner } from '../enrich/aspect-features.ts';
import { wordFactor } from '../enrich/aspect-model.ts';
import { readLexicon } from '../enrich/lexicon.ts';
import type { Field } from '../enrich/reading.ts';
import type { SentimentModel } from '../enrich/sentiment-model.ts';
import { modifiers } from '../enrich/sentiment-modifiers.ts';
import { createWeightReader } from '../enrich/sentiment-weights.ts';
import { FieldWords } from '../enrich/sentiment-words.ts';
import { standingsOf } from '../enrich/standing.ts';
import { tokenize } from '../enrich/tokens.ts';
import { wordLine } from '../enrich/word-line.ts';
import type { AspectRow } from './aspect-rows.ts';

export interface AspectExample {
  places: Int32Array;
  values: Float32Array;
  label: number;
  weight: number;
}

export interface AspectView {
  bits: number;
  /** what judges the parts of a text; it must not have learnt from the rows */
  sentiment: SentimentModel;
  /** without: what the sentiment model and the lists say of the parts, and nothing else */
  hasWords: boolean;
}

export function aspectExamples(
  rows: readonly AspectRow[],
  { bits, sentiment, hasWords }: AspectView,
): AspectExample[] {
  const [language] = sentiment.languages as [string];
  const scanner = new AspectScanner(bits, modifiers(language).negators);
  const sumsOf = createWeightReader(sentiment, modifiers(language));
  const lexicon = readLexicon(language)!;
  return rows.map(({ text, target, label, weight }) => {
    const tokens = tokenize(text);
    const field: Field = { name: 'text', tokens, words: wordLine(tokens) };
    const read = new FieldWords(field, lexicon, sumsOf(field));
    const standings = standingsOf(read, target.spots);
    const places: number[] = [];
    const values: number[] = [];
    const take = (factor: number) => {
      for (let k = 0; k < scanner.count; k++) {
        places.push(scanner.places[k]!);
        values.push(scanner.values[k]! * factor);
      }
    };
    if (hasWords) take(wordFactor(target, scanner.readWords(read, target, standings)));
    scanner.readJudgements(read, sentiment, target, standings);
    take(1);
    return { places: Int32Array.from(places), values: Float32Array.from(values), label, weight };
  });
}
