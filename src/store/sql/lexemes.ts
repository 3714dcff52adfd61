// Words, names and signs of a statement, as ClickHouse's own formatter writes it: without comments, one space between words.

export interface Lexeme {
  kind: 'word' | 'quoted' | 'text' | 'sign';
  /** of a word or a quoted name what it says, of a text nothing, of a sign the one character */
  value: string;
}

const wordStart = /[A-Za-z_]/;
const wordPart = /[A-Za-z0-9_$]/;
const digit = /[0-9]/;

/** Linear in the length. Numbers are left out: nothing is decided by them. */
export function lexemesOf(statement: string): Lexeme[] {
  const found: Lexeme[] = [];
  let at = 0;
  while (at < statement.length) {
    const character = statement[at]!;
    if (character === "'" || character === '`' || character === '"') {
      const end = endOfQuoted(statement, at);
      if (character === "'") found.push({ kind: 'text', value: '' });
      else found.push({ kind: 'quoted', value: plainName(statement.slice(at + 1, end - 1), character) });
      at = end;
    } else if (wordStart.test(character)) {
      const start = at;
      while (at < statement.length && wordPart.test(statement[at]!)) at += 1;
      found.push({ kind: 'word', value: statement.slice(start, at) });
    } else if (digit.test(character)) {
      while (at < statement.length && /[A-Za-z0-9_.]/.test(statement[at]!)) at += 1;
    } else {
      if (character !== ' ' && character !== '\n' && character !== '\t')
        found.push({ kind: 'sign', value: character });
      at += 1;
    }
  }
  return found;
}

/** Behind the closing sign; a backslash or the sign itself twice keeps it open. */
function endOfQuoted(statement: string, start: number): number {
  const sign = statement[start]!;
  for (let at = start + 1; at < statement.length; at += 1) {
    if (statement[at] === '\\') at += 1;
    else if (statement[at] === sign) {
      if (statement[at + 1] !== sign) return at + 1;
      at += 1;
    }
  }
  return statement.length;
}

const plainName = (name: string, sign: string): string =>
  name.replaceAll(sign + sign, sign).replace(/\\([\s\S])/g, '$1');
