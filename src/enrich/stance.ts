// Would the author support or oppose the city's action on this? Read with what the post answers to: a supportive reply to a
// critical post agrees with the critic. Markers of agreement keep or flip the direction of what is answered; words about the action
// itself count as they are.
import type { Evidence, Sentiment, Stance } from '../post.ts';
import { type Cue, type CueFinder, createCueFinder } from './cues.ts';
import { evidenceOf, type Field, type Reading } from './reading.ts';
import { type StanceCue, stanceCues } from './stance-cues.ts';
import { type Tokens, tokenKind } from './token-buffer.ts';
import { endsSentence, type WordLine } from './word-line.ts';

/** −1 against the action, +1 for it, 0 not known. */
type Direction = -1 | 0 | 1;

/** What a post of its own kind says of itself, read before. */
export interface StanceTags {
  sentiment: Sentiment;
  /** it has a topic, its own or from what it answers to */
  hasTopic: boolean;
  isQuestion: boolean;
}

export type StanceReader = (reading: Reading, lang: string, tags: StanceTags) => Stance;

/** How a text feels; the same reader that gives the post's own sentiment. */
export type Feel = (reading: Reading, lang: string) => Sentiment;

/** A marker of agreement that could be an ordinary word counts within this many tokens of the start. */
const opening = 3;
/** Words about the action say more than agreement does. */
const worth = { marker: 1, action: 1.5 };
const contrasts = new Set(['but', 'however', 'pero', 'sino', 'though', 'although', 'aunque']);
/** Who speaks of "you" speaks to the author of what is answered. */
const addressing = new Set("you your you're youre u ur yall y'all tú tu tus usted ustedes".split(' '));
const mostEvidence = 20;

const none = (): Stance => ({ direction: 'none', evidence: [] });
const unknown = (): Stance => ({ direction: 'unknown', evidence: [] });

export function createStanceReader(feel: Feel): StanceReader {
  // Short answers have no language that could be told: all lists are read at once.
  const find = createCueFinder<StanceCue>(Object.values(stanceCues));

  return (reading, lang, tags) => {
    if (reading.context.length === 0) return alone(reading, find);
    const hasHeadline = reading.post.thread?.title ? 1 : 0;
    const answered = reading.context.map((words, i) =>
      readAnswered(words, find, i < hasHeadline ? undefined : () => feelOf(words)),
    );
    const own = reading.fields.map((field) => ({ field, cues: find(field.words) }));
    const isCivic =
      tags.hasTopic ||
      answered.some(({ isAction }) => isAction) ||
      own.some(({ cues }) => has(cues, 'action'));
    if (!isCivic) return none();
    // The parent is nearer than the thread; one without a direction of its own is told by the thread.
    const direction = answered.reduce((found: Direction, { direction }) => direction || found, 0);
    return answer(own, direction, tags);

    function feelOf(words: WordLine): Sentiment {
      const field: Field = { name: 'text', tokens: words.tokens, words };
      return feel({ post: reading.post, fields: [field], context: [] }, lang);
    }
  };
}

const has = (cues: readonly Cue<StanceCue>[], kind: StanceCue) => cues.some((cue) => cue.kind === kind);

/** A post that answers to nothing takes a side only where it names an action and says so. */
function alone({ fields, post }: Reading, find: CueFinder<StanceCue>): Stance {
  if (post.kind === 'article') return none();
  const own = fields.map((field) => ({ field, cues: find(field.words) }));
  if (!own.some(({ cues }) => has(cues, 'action'))) return none();
  const { sum, votes } = count(own, 0);
  return sum === 0 ? none() : decide(sum, votes);
}

interface Answered {
  direction: Direction;
  isAction: boolean;
}

/** Where the author of a parent, or the headline of a thread, stands. `feel` is left out for a headline: its dark words are of the matter. */
function readAnswered(words: WordLine, find: CueFinder<StanceCue>, feel?: () => Sentiment): Answered {
  const cues = find(words);
  const isAction = has(cues, 'action');
  let sum = 0;
  for (const { kind } of cues) {
    if (kind === 'support') sum++;
    if (kind === 'oppose' || kind === 'critics' || kind === 'sarcasm') sum--;
  }
  if (sum !== 0) return { direction: sum > 0 ? 1 : -1, isAction };
  return { direction: feel ? leaning(feel()) : 0, isAction };
}

/** How much likelier one side must be. */
const clear = 0.2;

function leaning({ p: [negative, , positive] }: Sentiment): Direction {
  if (positive - negative > clear) return 1;
  return negative - positive > clear ? -1 : 0;
}

interface Own {
  field: Field;
  cues: readonly Cue<StanceCue>[];
}

interface Vote {
  points: number;
  evidence: Evidence;
}

function answer(own: readonly Own[], answered: Direction, tags: StanceTags): Stance {
  const { sum, votes } = count(own, answered);
  if (sum !== 0) return decide(sum, votes);
  if (votes.length > 0) return unknown();
  const feeling = leaning(tags.sentiment);
  if (feeling === 0 || tags.isQuestion) return tags.isQuestion ? none() : unknown();
  const { evidence } = tags.sentiment;
  const toAuthor = own.some(({ field }) => addresses(field.tokens));
  // Who is pleased with a critic, or angry at one, speaks of the critic where nothing else is named.
  const isAboutAuthor = feeling > 0 ? toAuthor || !own.some(({ field }) => namesThing(field)) : toAuthor;
  const points = isAboutAuthor ? feeling * (answered || 1) : feeling;
  return { direction: points > 0 ? 'supports' : 'opposes', evidence: evidence.slice(0, mostEvidence) };
}

/** Every cue's vote, of two that share words the first's; after "but" only what follows it counts, where that says anything. */
function count(own: readonly Own[], answered: Direction): { sum: number; votes: Vote[] } {
  const votes: Vote[] = [];
  for (const { field, cues } of own) {
    const turn = lastContrast(field.tokens);
    const cast: { points: number; first: number; last: number }[] = [];
    let end = -1;
    for (const cue of cues) {
      const points = pointsOf(cue, field.tokens, answered);
      if (points === 0 || cue.first <= end) continue;
      cast.push({ points, first: cue.first, last: cue.last });
      end = cue.last;
    }
    const after = cast.filter(({ first }) => first > turn);
    for (const { points, first, last } of after.length > 0 ? after : cast)
      votes.push({ points, evidence: evidenceOf(field, first, last) });
  }
  return { sum: votes.reduce((sum, { points }) => sum + points, 0), votes };
}

function pointsOf({ kind, first }: Cue<StanceCue>, tokens: Tokens, answered: Direction): number {
  switch (kind) {
    case 'agree':
      return worth.marker * (answered || 1);
    case 'disagree':
      return -worth.marker * (answered || 1);
    case 'yes':
      return isOpening(tokens, first) ? worth.marker * (answered || 1) : 0;
    case 'no':
      return isOpening(tokens, first) ? -worth.marker * (answered || 1) : 0;
    case 'support':
      return worth.action;
    case 'oppose':
    case 'sarcasm':
      return -worth.action;
    default:
      return 0;
  }
}

/** Near the start, or the start of a sentence near it: "lol no", "Yes. This." */
const isOpening = (tokens: Tokens, index: number) =>
  index < opening || (index < 2 * opening && endsSentence(tokens, index - 1));

/** Index of the last "but" that has something before it, or −1. */
function lastContrast({ kinds, words, count }: Tokens): number {
  for (let i = count - 1; i > 0; i--) if (kinds[i] === tokenKind.word && contrasts.has(words[i]!)) return i;
  return -1;
}

function addresses({ kinds, words, count }: Tokens): boolean {
  for (let i = 0; i < count; i++) if (kinds[i] === tokenKind.word && addressing.has(words[i]!)) return true;
  return false;
}

const things = new Set('it they them these those that this lane lanes park plan project'.split(' '));

function namesThing({ tokens: { kinds, words, count } }: Field): boolean {
  for (let i = 0; i < count; i++) if (kinds[i] === tokenKind.word && things.has(words[i]!)) return true;
  return false;
}

function decide(sum: number, votes: readonly Vote[]): Stance {
  const won = votes.filter(({ points }) => points > 0 === sum > 0);
  return {
    direction: sum > 0 ? 'supports' : 'opposes',
    evidence: won.slice(0, mostEvidence).map(({ evidence }) => evidence),
  };
}
