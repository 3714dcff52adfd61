// `q`: words that must all be there, and "phrases". Words are cut as the index cuts them.
import { badParameter } from './define.ts';

export interface WordQuery {
  /** every word, those of phrases included: what the index answers */
  words: string[];
  /** phrases as runs of words */
  phrases: string[][];
}

const operators = /^(AND|OR|NOT|NEAR(\/\d+)?)$/;

/** Lower-case runs of ASCII letters and digits and of everything beyond ASCII, like ClickHouse's splitByNonAlpha. */
export function tokensOf(text: string): string[] {
  return text.toLowerCase().match(/[0-9a-z\u0080-\u{10FFFF}]+/gu) ?? [];
}

/** Reads `q`. Throws ZodError for operators, which would otherwise be taken for words. */
export function parseWords(q: string | undefined): WordQuery {
  const query: WordQuery = { words: [], phrases: [] };
  if (q === undefined || q.trim() === '') return query;
  const fail = (message: string) => badParameter('q', message, q);
  if ((q.match(/"/g) ?? []).length % 2 === 1) throw fail('a quotation mark is missing its partner');
  if (/\p{Surrogate}/u.test(q)) throw fail('holds half a character');
  const words = new Set<string>();
  for (const [at, part] of q.split('"').entries()) {
    const isPhrase = at % 2 === 1;
    const tokens = tokensOf(part);
    for (const token of tokens) words.add(token);
    if (isPhrase && tokens.length > 1) query.phrases.push(tokens);
    if (isPhrase) continue;
    const pieces = part.split(/\s+/).filter((piece) => piece !== '');
    const operator = pieces.find(
      (piece) => operators.test(piece) || /[()*]/.test(piece) || /^[-+!]/.test(piece),
    );
    if (operator !== undefined) {
      throw fail(
        `operators are not supported yet: give words and "phrases", which must all be there (found ${operator})`,
      );
    }
  }
  if (words.size === 0) throw fail('expected at least one word');
  if (words.size > 50) throw fail('expected at most 50 words');
  query.words = [...words];
  return query;
}
