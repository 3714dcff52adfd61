// A trained model of what a text thinks of one thing in it. docs/model-card-aspects.md says what it was trained on.
import type { Sentiment } from '../post.ts';
import { AspectScanner, type Target } from './aspect-features.ts';
import { judgeLogOdds, type SentimentModel, stepsOf } from './sentiment-model.ts';
import { modifiers } from './sentiment-modifiers.ts';
import type { FieldSentiment } from './sentiment-reading.ts';
import { evidenceFor, type Stretch } from './sentiment-weights.ts';
import { standing, standingsOf } from './standing.ts';

/** Of the same form as a sentiment model, over features of its own. */
export type AspectModel = SentimentModel;

/** A stretch of text in which the target is named. */
export interface Part {
  field: FieldSentiment;
  target: Target;
}

export interface AspectReader {
  languages: readonly string[];
  /** The mean of the parts; `sentiment` is the model that the fields were read by. Linear in the tokens of the fields. */
  read(parts: readonly Part[], sentiment: SentimentModel): Sentiment;
}

/** What the features of words are worth together, whatever their number. */
const strength = { name: 3, topic: 0.6 };

/**
 * By whose factor word features are multiplied, from the sum of their squares. Words were learnt from opinions on places that
 * are named; of topics in posts they say a fifth of that (chosen on posts of two topics: more made tweets worse).
 */
export const wordFactor = ({ isName }: Target, squares: number) =>
  (isName ? strength.name : strength.topic) / Math.sqrt(squares || 1);

export function createAspectReader(aspects: AspectModel): AspectReader {
  const { weights, scale, bits, bias, languages } = aspects;
  const scanner = new AspectScanner(bits, modifiers(languages[0]!).negators);
  let [negative, positive] = [0, 0];
  const sink = (place: number, value: number) => {
    negative += stepsOf(weights[2 * place]!) * value;
    positive += stepsOf(weights[2 * place + 1]!) * value;
  };

  function read(parts: readonly Part[], sentiment: SentimentModel): Sentiment {
    let [against, inFavour] = [bias[0], bias[1]];
    const stretches: Stretch[] = [];
    for (const { field, target } of parts) {
      const standings = standingsOf(field, target.spots);
      [negative, positive] = [0, 0];
      const factor = wordFactor(target, scanner.readWords(field, target, standings, sink));
      [negative, positive] = [negative * factor, positive * factor];
      scanner.readJudgements(field, sentiment, target, standings, sink);
      against += (negative * scale) / parts.length;
      inFavour += (positive * scale) / parts.length;
      stretches.push(...ownStretches(field, standings));
    }
    const judged = judgeLogOdds(aspects, against, inFavour);
    return { ...judged, evidence: evidenceFor(judged.label, stretches) };
  }

  return { languages, read };
}

/** What of a field is said of the target and of nothing else. */
export function ownStretches(field: FieldSentiment, standings: Uint8Array): Stretch[] {
  const stretches: Stretch[] = [];
  for (let i = 0; i < standings.length; i++) {
    if (standings[i] === standing.other) continue;
    const first = i;
    while (i + 1 < standings.length && standings[i + 1] !== standing.other) i++;
    stretches.push({ field, first, last: i });
  }
  return stretches;
}
