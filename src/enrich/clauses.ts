// Where one statement ends and the next begins: "love the new park, but the parking is a nightmare" says two things.
import { cutInt32 } from './slab.ts';
import { type Tokens, tokenKind } from './token-buffer.ts';
import { endsSentence } from './word-line.ts';

export interface Clauses {
  /** per token, the number of its clause, counted from 0 over the whole text */
  clause: Int32Array;
  /** the same for segments: sentences, cut where a semicolon parts or a contrast turns them */
  segment: Int32Array;
  /** clauses that a contrast ("but") opens, and those it closes */
  opensContrast: ReadonlySet<number>;
  closesContrast: ReadonlySet<number>;
}

/** Commas, semicolons, dashes and contrasting words end a clause; full stops and lines end a sentence too. */
export function splitClauses(tokens: Tokens, contrasts: ReadonlySet<string>): Clauses {
  const segment = cutInt32(tokens.count);
  const clause = cutInt32(tokens.count);
  const opensContrast = new Set<number>();
  const closesContrast = new Set<number>();
  let segmentNumber = 0;
  let isFirst = true;
  let clauseNumber = 0;
  for (let i = 0; i < tokens.count; i++) {
    const word = tokens.words[i]!;
    if (tokens.kinds[i] === tokenKind.word && contrasts.has(word)) {
      // At the start of a sentence there is nothing to contrast with in it.
      if (!isFirst) closesContrast.add(clauseNumber);
      clauseNumber++;
      segmentNumber++;
      if (!isFirst) opensContrast.add(clauseNumber);
    }
    segment[i] = segmentNumber;
    clause[i] = clauseNumber;
    isFirst = endsSentence(tokens, i);
    if (isFirst || tokens.words[i] === ';') segmentNumber++;
    if (isFirst || isPause(tokens, i)) clauseNumber++;
  }
  return { clause, segment, opensContrast, closesContrast };
}

function isPause(tokens: Tokens, index: number): boolean {
  if (tokens.kinds[index] !== tokenKind.symbol) return false;
  const symbol = tokens.words[index];
  if (symbol === ',' || symbol === ';' || symbol === '—' || symbol === '–') return true;
  // A hyphen inside a word is none, and neither is the colon of a time.
  const isLoose = tokens.text.charCodeAt(tokens.ends[index]!) === 0x20;
  return isLoose && (symbol === '-' || symbol === ':');
}
