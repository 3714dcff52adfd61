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

  /** negative, positive */
  const sums = new Float64Array(2);

  function addWeights(): void {
    const { places, values, count } = scanner;
    let [negative, positive] = [sums[0]!, sums[1]!];
    for (let k = 0; k < count; k++) {
      const at = 2 * places[k]!;
      negative += stepsOf(weights[at]!) * values[k]!;
      positive += stepsOf(weights[at + 1]!) * values[k]!;
    }
    sums[0] = negative;
    sums[1] = positive;
  }

  function read(parts: readonly Part[], sentiment: SentimentModel): Sentiment {
    let [against, inFavour] = [bias[0], bias[1]];
    const stretches: Stretch[] = [];
    for (const { field, target } of parts) {
      const standings = standingsOf(field, target.spots);
      const factor = wordFactor(target, scanner.readWords(field, target, standings));
      sums.fill(0);
      addWeights();
      sums[0]! *= factor;
      sums[1]! *= factor;
      scanner.readJudgements(field, sentiment, target, standings);
      addWeights();
      against += (sums[0]! * scale) / parts.length;
      inFavour += (sums[1]! * scale) / parts.length;
      stretches.push(...ownStretches(field, standings));
    }
    const { label, score, p } = judgeLogOdds(aspects, against, inFavour);
    return { label, score, p, evidence: evidenceFor(label, stretches) };
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
