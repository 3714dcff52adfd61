// A written sentence of a report: the template and what it was given, the text, and every number in it with its question.
import type { Fact, Reading } from './fact.ts';
import type { Scope } from './scope.ts';
import type { Words } from './words.ts';

export interface Sentence {
  /** name in the list of templates */
  template: string;
  /** such as `{ topic: "roads" }` */
  given: Record<string, string>;
  text: string;
  facts: Fact[];
}

/** `S` is what the report is about: a week of a city without it. */
export interface Writing<S = Scope> {
  scope: S;
  words: Words;
  read: Reading;
}

/**
 * Reads its numbers and says them; undefined where what it says would not be so. It must say nothing but what it reads: the verifier writes
 * it again from the store and compares.
 */
export type Template<S = Scope> = (
  writing: Writing<S>,
  given: Record<string, string>,
) => Promise<string | undefined>;
