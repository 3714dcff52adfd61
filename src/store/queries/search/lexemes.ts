// The pieces of a query, in order, each with where it begins.
import { type SearchField, searchFields, type Term } from './search.ts';
import { wordsOf } from './tokens.ts';

export type Lexeme = { at: number } & (
  | { kind: 'open' | 'close' | 'and' | 'or' | 'not' }
  | { kind: 'near'; within: number }
  | { kind: 'term'; term: Term }
  | { kind: 'field'; field: SearchField; value: string }
);

/** What is wrong with a query, and the character at which it was noticed (0 is the first). */
export class SearchError extends Error {
  constructor(message: string, at: number) {
    super(`${message}, at character ${at + 1}`);
  }
}

/** Farthest that NEAR reaches, in words. */
const farthest = 50;
const shortestPrefix = 2;

/** A quoted run with or without a field before it; a bracket; the minus sign of an exclusion; or anything up to a space or bracket. */
const piece = /([A-Za-z]+:)?"([^"]*)("?)|[()]|-(?=[^\s)-])|[^\s()"]+/gy;
const space = /\s*/y;

export function readLexemes(q: string): Lexeme[] {
  const lexemes: Lexeme[] = [];
  let at = 0;
  for (;;) {
    space.lastIndex = at;
    at += space.exec(q)![0].length;
    if (at >= q.length) return lexemes;
    piece.lastIndex = at;
    const [text, name, quoted, partner] = piece.exec(q)!;
    if (partner === '') throw new SearchError('a quotation mark is missing its partner', at);
    // A dash with nothing behind it is no sign.
    const isDash = text === '-' && /[\s)]|^$/.test(q.charAt(at + 1));
    const lexeme = isDash
      ? undefined
      : quoted === undefined
        ? readBare(text!, at)
        : readQuoted(name, quoted, at);
    if (lexeme) lexemes.push(lexeme);
    at += text!.length;
  }
}

function readQuoted(name: string | undefined, quoted: string, at: number): Lexeme | undefined {
  if (name !== undefined) return { kind: 'field', at, field: fieldOf(name.slice(0, -1), at), value: quoted };
  const words = wordsOf(quoted);
  return words.length === 0 ? undefined : { kind: 'term', at, term: { kind: 'phrase', words, at } };
}

const marks: Record<string, 'open' | 'close' | 'and' | 'or' | 'not'> = {
  '(': 'open',
  ')': 'close',
  '-': 'not',
  AND: 'and',
  OR: 'or',
  NOT: 'not',
};

function readBare(text: string, at: number): Lexeme | undefined {
  if (Object.hasOwn(marks, text)) return { kind: marks[text]!, at };
  if (/^NEAR(\/\d*)?$/.test(text)) return { kind: 'near', at, within: distanceOf(text, at) };
  if (/^[+!]/.test(text))
    throw new SearchError('a word is excluded by NOT or -, and wanted without a sign', at);
  const [, name, value] = /^([A-Za-z]+):(?!\/\/)(.*)$/s.exec(text) ?? [];
  if (name !== undefined) return { kind: 'field', at, field: fieldOf(name, at), value: value! };
  return readWord(text, at);
}

function distanceOf(text: string, at: number): number {
  const within = Number(text.split('/')[1] || Number.NaN);
  if (within >= 1 && within <= farthest) return within;
  throw new SearchError(`NEAR needs a number of words up to ${farthest}, such as NEAR/5`, at);
}

function fieldOf(name: string, at: number): SearchField {
  const field = searchFields.find((known) => known === name.toLowerCase());
  if (field) return field;
  throw new SearchError(
    `${name} is no field (${searchFields.join(', ')}); quote it to search for the words`,
    at,
  );
}

/** Words with a sign between them (`covid-19`, `don't`) stand together in the text too. */
function readWord(text: string, at: number): Lexeme | undefined {
  const star = text.indexOf('*');
  const words = wordsOf(text);
  if (star === -1)
    return words.length === 0 ? undefined : { kind: 'term', at, term: { kind: 'phrase', words, at } };
  const [prefix] = words;
  if (star < text.length - 1 || words.length !== 1 || prefix!.length < shortestPrefix)
    throw new SearchError(
      `* stands at the end of one word, after ${shortestPrefix} letters or more`,
      at + star,
    );
  return { kind: 'term', at, term: { kind: 'prefix', prefix: prefix!, at } };
}
