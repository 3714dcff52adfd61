// The weekly summary as data: what is rendered, kept as JSON, and checked.
import type { AnswerOf, Question, Rows } from './asking.ts';
import type { Lack } from './collection.ts';
import type { Quotes } from './quotes.ts';
import type { Sentence } from './sentence.ts';

/** An answer with the question that gives it again. */
export interface Section<Row> {
  question: Question;
  rows: Row[];
}

export interface WeeklyReport {
  kind: 'weekly';
  city: { id: string; name: string; timezone: string; sample: boolean };
  /** missing: the whole city */
  audience?: {
    id: string;
    name: string;
    topics: { id: string; label: string }[];
    places: { id: string; name: string }[];
  };
  /** days of the city, `to` exclusive */
  week: { name: string; from: string; to: string; previousFrom: string };
  /** ISO 8601 with the city's offset */
  madeAt: string;
  /** of Earshot */
  version: string;
  /** fewest posts behind a sentiment, fewest voices behind a row */
  minimumN: { sentiment: number; voices: number };
  brief: Sentence[];
  /** what changed, and why */
  changes: Sentence[];
  /** sentences that the verifier did not find so, and left out */
  dropped: number;
  summary: Section<Rows['summary']>;
  topics: Section<Rows['topics']>;
  places: Section<Rows['places']>;
  sources: Section<Rows['compare']>;
  /** rows of topics and places with too few voices to be told one by one */
  withheld: { topics: number; places: number };
  daily: { question: Question; answer: AnswerOf<'series'> };
  weekly: { question: Question; answer: AnswerOf<'series'> };
  /** terms above their usual of eight weeks; of an audience, for each of its topics */
  words: Section<Rows['trends']>[];
  quotes: Quotes;
  /** what was not collected: of the week, and of the one before */
  lacks: { week: Lack[]; before: Lack[] };
}
