// What a post wants: to complain, to have something done, to know, to praise, or to let know. Cues of the language, the marks at
// the ends of sentences and the post's sentiment each add to a score per intent; the highest wins.
import type { Intent, Post, Sentiment } from '../post.ts';
import { type CueFinder, createCueFinder } from './cues.ts';
import { type IntentCue, intentCues } from './intent-cues.ts';
import type { Field, Reading } from './reading.ts';
import { tokenKind } from './token-buffer.ts';

type Scores = Record<Intent, number>;

/** A second cue of a kind says less than the first, and a third nothing. */
const cueWorth = [0, 1, 1.4];

/** What cues are worth to the intents; chosen on `intent-cases.jsonl`, the dev part. */
const worth: Record<IntentCue, Partial<Scores>> = {
  complain: { complaint: 1 },
  grumble: { complaint: 0.45 },
  plead: { request: 1.3 },
  ask: { question: 0.9 },
  praise: { praise: 1.1 },
  inform: { information: 0.7 },
  rhetorical: { complaint: 1.3, question: -1.2 },
};
const feeling = { complaint: 1.6, praise: 1.5 };
/** A question mark at the end of a sentence; a post that ends with one; several in a row, or beside "!". */
const marks = { question: 0.8, atEnd: 0.5, shouted: 0.6 };
/** Without any sign a post lets know. */
const information = 0.75;
const articleInforms = 1.2;
const officialInforms = 1.2;

export type IntentReader = (
  reading: Reading,
  lang: string,
  sentiment: Sentiment,
  isOfficial: boolean,
) => Intent;

interface Signs {
  cues: Map<IntentCue, number>;
  questions: number;
  /** two question marks in a row, or one beside an exclamation mark */
  isShouted: boolean;
  endsWithQuestion: boolean;
}

/** A language without cues of its own is read by its marks and its sentiment alone. */
export function createIntentReader(): IntentReader {
  const finders = new Map<string, CueFinder<IntentCue>>();
  const finderOf = (lang: string) => {
    const known = finders.get(lang);
    if (known !== undefined) return known;
    const made = createCueFinder<IntentCue>(Object.hasOwn(intentCues, lang) ? [intentCues[lang]!] : []);
    finders.set(lang, made);
    return made;
  };

  return (reading, lang, sentiment, isOfficial) => {
    if (reading.post.kind === 'request') return 'request';
    const signs = signsOf(reading.fields, finderOf(lang));
    return best(scoresOf(signs, sentiment, reading.post, isOfficial));
  };
}

function signsOf(fields: readonly Field[], find: CueFinder<IntentCue>): Signs {
  const signs: Signs = { cues: new Map(), questions: 0, isShouted: false, endsWithQuestion: false };
  for (const field of fields) {
    for (const { kind } of find(field.words)) signs.cues.set(kind, (signs.cues.get(kind) ?? 0) + 1);
    readMarks(field, signs);
  }
  return signs;
}

function readMarks({ tokens }: Field, signs: Signs): void {
  const symbol = (at: number) => (tokens.kinds[at] === tokenKind.symbol ? tokens.words[at]! : '');
  signs.endsWithQuestion = false;
  for (let i = 0; i < tokens.count; i++) {
    if (tokens.kinds[i] === tokenKind.word) signs.endsWithQuestion = false;
    if (tokens.kinds[i] !== tokenKind.symbol || !isQuestionMark(tokens.words[i]!)) continue;
    signs.endsWithQuestion = true;
    // Of several in a row only the first counts.
    if (isQuestionMark(symbol(i - 1))) signs.isShouted = true;
    else signs.questions++;
    if (symbol(i - 1) === '!' || symbol(i + 1) === '!') signs.isShouted = true;
  }
}

const isQuestionMark = (symbol: string) => symbol === '?' || symbol === '؟' || symbol === '？';

function scoresOf(signs: Signs, sentiment: Sentiment, post: Post, isOfficial: boolean): Scores {
  const scores: Scores = { complaint: 0, request: 0, question: 0, praise: 0, information };
  for (const [kind, count] of signs.cues) {
    const points = cueWorth[Math.min(count, cueWorth.length - 1)]!;
    for (const [intent, weight] of Object.entries(worth[kind]) as [Intent, number][])
      scores[intent] += weight * points;
  }
  const [negative, , positive] = sentiment.p;
  scores.complaint += feeling.complaint * negative;
  scores.praise += feeling.praise * positive;
  if (signs.questions > 0) scores.question += marks.question + (signs.endsWithQuestion ? marks.atEnd : 0);
  if (signs.isShouted) scores.complaint += marks.shouted;
  if (post.kind === 'article') scores.information += articleInforms;
  if (isOfficial) scores.information += officialInforms;
  return scores;
}

/** Ties go to the first: what asks for an answer before what does not. */
const order: readonly Intent[] = ['request', 'question', 'complaint', 'praise', 'information'];

function best(scores: Scores): Intent {
  return order.reduce((leader, intent) => (scores[intent] > scores[leader] ? intent : leader));
}
