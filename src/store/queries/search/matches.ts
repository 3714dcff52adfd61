// Where a post says what was searched for.
import type { Evidence } from '../../../post.ts';
import { type Search, type Term, wantedTerms } from './search.ts';
import { type Token, tokensOf } from './tokens.ts';

const mostMatches = 200;

/** Spans of the terms in a title and a text, in order; of a long text the first 200. Linear in its length. */
export function matchesOf(search: Search, post: { title?: string | undefined; text: string }): Evidence[] {
  const lookup = lookupOf(wantedTerms(search));
  const fields = [
    ['title', post.title ?? ''],
    ['text', post.text],
  ] as const;
  return fields
    .flatMap(([field, text]) => spansIn(tokensOf(text), lookup).map((span) => ({ field, ...span })))
    .slice(0, mostMatches);
}

interface Lookup {
  /** by first word */
  phrases: Map<string, (readonly string[])[]>;
  prefixes: string[];
}

function lookupOf(terms: readonly Term[]): Lookup {
  const lookup: Lookup = { phrases: new Map(), prefixes: [] };
  for (const term of terms) {
    if (term.kind === 'prefix') {
      lookup.prefixes.push(term.prefix);
      continue;
    }
    const first = term.words[0]!;
    const known = lookup.phrases.get(first);
    if (known) known.push(term.words);
    else lookup.phrases.set(first, [term.words]);
  }
  return lookup;
}

function spansIn(tokens: readonly Token[], lookup: Lookup): { start: number; end: number }[] {
  const spans: { start: number; end: number }[] = [];
  for (let at = 0; at < tokens.length && spans.length < mostMatches; ) {
    const length = lengthAt(tokens, at, lookup);
    if (length > 0) spans.push({ start: tokens[at]!.start, end: tokens[at + length - 1]!.end });
    at += Math.max(1, length);
  }
  return spans;
}

/** Words that the longest term takes from here on: 0 when none begins here. */
function lengthAt(tokens: readonly Token[], at: number, { phrases, prefixes }: Lookup): number {
  const { word } = tokens[at]!;
  let longest = prefixes.some((prefix) => word.startsWith(prefix)) ? 1 : 0;
  for (const words of phrases.get(word) ?? []) {
    if (words.length > longest && words.every((one, index) => tokens[at + index]?.word === one))
      longest = words.length;
  }
  return longest;
}
