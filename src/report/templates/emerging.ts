// Words that rose, of the city and of a topic.

import type { Template, Writing } from '../sentence.ts';
import { risingTerms, termParams } from '../words-of-week.ts';

const mostTold = 4;

/** `“boil water” (120 posts) and “main” (88)`; undefined where none rose. */
export async function termsOf(writing: Writing, topic?: string): Promise<string | undefined> {
  const { scope, words, read } = writing;
  const told: string[] = [];
  for (const { term = '' } of (await risingTerms(scope, read.ask, topic)).slice(0, mostTold)) {
    const posts = await read.number('trends', termParams(scope, topic), { row: { term }, field: 'volume' });
    told.push(`“${term}” (${told.length === 0 ? words.posts(posts!) : words.count(posts!)})`);
  }
  return told.length === 0 ? undefined : words.list(told);
}

/** Of the whole city only: an audience has its terms by topic. */
export const emerging: Template = async (writing) => {
  if (writing.scope.audience !== undefined) return undefined;
  const terms = await termsOf(writing);
  return terms === undefined ? undefined : `Words that rose most above their usual: ${terms}.`;
};
