// Writes sentences, and writes them again to see whether they hold.
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { City } from '../config.ts';
import { queries } from '../store/queries/catalog.ts';
import type { Ask } from './asking.ts';
import { createReading, numberAt } from './fact.ts';
import type { Scope } from './scope.ts';
import type { Sentence, Template } from './sentence.ts';
import { templates } from './templates/catalog.ts';
import { wordsOf } from './words.ts';

type Templates<S> = ReadonlyMap<string, Template<S>>;
type OfCity = { city: Pick<City, 'timezone'> };

/** Undefined where the template has nothing to say that would be so. */
export async function writeFrom<S extends OfCity>(
  from: Templates<S>,
  scope: S,
  ask: Ask,
  template: string,
  given: Record<string, string> = {},
): Promise<Sentence | undefined> {
  const read = createReading(ask);
  const words = wordsOf(scope.city.timezone);
  const text = await from.get(template)?.({ scope, words, read }, given);
  return text === undefined ? undefined : { template, given, text, facts: read.facts };
}

/** A sentence of the weekly summary. */
export const writeSentence = (
  scope: Scope,
  ask: Ask,
  template: string,
  given: Record<string, string> = {},
): Promise<Sentence | undefined> => writeFrom(templates, scope, ask, template, given);

/**
 * Does the store say the same? Every number is asked for again by its own question, and the sentence is written again; `ask` must not be the asker
 * that the sentence was written with.
 */
async function holdsFrom<S extends OfCity>(
  from: Templates<S>,
  scope: S,
  ask: Ask,
  sentence: Sentence,
): Promise<boolean> {
  try {
    for (const { query, params, number, row, field } of sentence.facts) {
      if (!queries.some(({ name }) => name === query)) return false;
      const answer = await ask(query as 'summary', params);
      if (numberAt(answer, { ...(row && { row }), field }) !== number) return false;
    }
    const again = await writeFrom(from, scope, ask, sentence.template, sentence.given);
    return isDeepStrictEqual(again, sentence);
  } catch (error) {
    // a question that the queries refuse has no answer that could be so
    if (error instanceof z.ZodError) return false;
    throw error;
  }
}

/** The same of a sentence of the weekly summary. */
export const holds = (scope: Scope, ask: Ask, sentence: Sentence): Promise<boolean> =>
  holdsFrom(templates, scope, ask, sentence);

export interface Verified {
  kept: Sentence[];
  dropped: Sentence[];
}

export async function verifyFrom<S extends OfCity>(
  from: Templates<S>,
  scope: S,
  ask: Ask,
  sentences: readonly Sentence[],
): Promise<Verified> {
  const verdicts = await Promise.all(sentences.map((sentence) => holdsFrom(from, scope, ask, sentence)));
  return {
    kept: sentences.filter((_, index) => verdicts[index]),
    dropped: sentences.filter((_, index) => !verdicts[index]),
  };
}

export const verifySentences = (scope: Scope, ask: Ask, sentences: readonly Sentence[]): Promise<Verified> =>
  verifyFrom(templates, scope, ask, sentences);
