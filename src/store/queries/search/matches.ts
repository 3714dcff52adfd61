// Where a post says what was searched for.
import type { Evidence } from '../../../post.ts';
import { type Search, type Term, wantedTerms } from './search.ts';
import { type Token, tokensOf } from './tokens.ts';

const mostMatches = 200;

/** Spans of the terms in a title and a text, in order; of a long text the first 200. */
export function matchesOf(search: Search, post: { title?: string | undefined; text: string }): Evidence[] {
  const terms = wantedTerms(search);
  const fields = [
    ['title', post.title ?? ''],
    ['text', post.text],
  ] as const;
  return fields
    .flatMap(([field, text]) => spansIn(tokensOf(text), terms).map((span) => ({ field, ...span })))
    .slice(0, mostMatches);
}

function spansIn(tokens: readonly Token[], terms: readonly Term[]): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  for (let at = 0; at < tokens.length && spans.length < mostMatches; ) {
    const length = Math.max(0, ...terms.map((term) => lengthAt(tokens, at, term)));
    if (length > 0) spans.push({ start: tokens[at]!.start, end: tokens[at + length - 1]!.end });
    at += Math.max(1, length);
  }
  return spans;
}

/** Words that a term takes from here on: 0 when it does not begin here. */
function lengthAt(tokens: readonly Token[], at: number, term: Term): number {
  if (term.kind === 'prefix') return tokens[at]!.word.startsWith(term.prefix) ? 1 : 0;
  const isHere = term.words.every((word, index) => tokens[at + index]?.word === word);
  return isHere ? term.words.length : 0;
}
