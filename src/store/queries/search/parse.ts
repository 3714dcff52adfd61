// `q` → tree. AND is what stands between words anyway; it binds closer than OR, NOT closer than AND, NEAR closest.
import { type Lexeme, readLexemes, SearchError } from './lexemes.ts';
import type { Search, SearchField, Term } from './search.ts';

const mostWords = 50;
const deepest = 20;

/** Ids that a field's value names; throws what is wrong with it. */
export type ResolveField = (field: SearchField, value: string) => string[];

/** Throws SearchError, and what `resolve` throws. Linear in the length of `q`. */
export function parseSearch(q: string, resolve: ResolveField): Search {
  if (/\p{Surrogate}/u.test(q)) throw new SearchError('holds half a character', q.search(/\p{Surrogate}/u));
  const lexemes = readLexemes(q);
  let words = 0;
  for (const lexeme of lexemes) {
    words += lengthOf(lexeme);
    if (words > mostWords) throw new SearchError(`expected at most ${mostWords} words`, lexeme.at);
  }
  const parser = createParser(lexemes, q.length, resolve);
  const search = parser.any(0);
  parser.end();
  return search;
}

function lengthOf(lexeme: Lexeme): number {
  if (lexeme.kind === 'term') return lexeme.term.kind === 'phrase' ? lexeme.term.words.length : 1;
  return lexeme.kind === 'field' ? 1 : 0;
}

function createParser(lexemes: readonly Lexeme[], end: number, resolve: ResolveField) {
  let next = 0;
  const peek = () => lexemes[next];
  const take = (kind: Lexeme['kind']) => (peek()?.kind === kind ? lexemes[next++] : undefined);
  const fail = (message: string) => new SearchError(message, peek()?.at ?? end);

  function any(depth: number): Search {
    const of = [all(depth)];
    while (take('or')) of.push(all(depth));
    return joined('any', of);
  }

  function all(depth: number): Search {
    const of = [one(depth)];
    for (;;) {
      const isSaid = take('and') !== undefined;
      const kind = peek()?.kind;
      if (!isSaid && (kind === undefined || kind === 'or' || kind === 'close')) return joined('all', of);
      of.push(one(depth));
    }
  }

  function one(depth: number): Search {
    let isNot = false;
    while (take('not')) isNot = !isNot;
    const found = near(depth);
    return isNot ? { kind: 'not', of: found } : found;
  }

  function near(depth: number): Search {
    const left = primary(depth);
    const sign = take('near');
    if (sign?.kind !== 'near') return left;
    const right = primary(depth);
    const [lefts, rights] = [termsOf(left), termsOf(right)];
    if (!lefts || !rights || peek()?.kind === 'near')
      throw new SearchError('NEAR stands between two words, "phrases" or brackets of these with OR', sign.at);
    if (lefts.length * rights.length > mostWords)
      throw new SearchError(`NEAR joins at most ${mostWords} pairs of words`, sign.at);
    const { within } = sign;
    const pairs = lefts.flatMap((one) => rights.map((other) => ({ left: one, right: other })));
    return joined(
      'any',
      pairs.map((pair): Search => ({ kind: 'near', within, ...pair })),
    );
  }

  function primary(depth: number): Search {
    const open = take('open');
    if (open) {
      if (depth >= deepest) throw new SearchError(`brackets nest at most ${deepest} deep`, open.at);
      const inside = any(depth + 1);
      if (!take('close')) throw new SearchError('a bracket is missing its partner', open.at);
      return inside;
    }
    const lexeme = peek();
    if (lexeme?.kind !== 'term' && lexeme?.kind !== 'field') throw fail('expected a word');
    next += 1;
    return lexeme.kind === 'term' ? lexeme.term : fieldOf(lexeme);
  }

  function fieldOf({ field, value, at }: Extract<Lexeme, { kind: 'field' }>): Search {
    const values = resolve(field, value);
    if (values.length === 0) throw new SearchError(`expected a value after ${field}:`, at);
    return { kind: 'field', field, values };
  }

  return {
    any,
    end() {
      if (peek()) throw fail('a bracket is missing its partner');
    },
  };
}

const isTerm = (search: Search): search is Term => search.kind === 'phrase' || search.kind === 'prefix';

/** A term, or those that stand in a bracket with OR between them. */
function termsOf(search: Search): readonly Term[] | undefined {
  const terms = search.kind === 'any' ? search.of : [search];
  return terms.every(isTerm) ? terms : undefined;
}

/** One alone is itself, and what is joined in the same way inside becomes part of it. */
function joined(kind: 'all' | 'any', of: readonly Search[]): Search {
  if (of.length === 1) return of[0]!;
  return { kind, of: of.flatMap((search) => (search.kind === kind ? search.of : [search])) };
}
