// Texts cut into words as ClickHouse's splitByNonAlpha cuts them: what the index of words was made with.

export interface Token {
  /** in lower case */
  word: string;
  /** UTF-16 units, end exclusive */
  start: number;
  end: number;
}

/** Runs of ASCII letters and digits and of everything beyond ASCII. */
export function tokensOf(text: string): Token[] {
  const runs = text.matchAll(/[0-9A-Za-z\u0080-\u{10FFFF}]+/gu);
  return Array.from(runs, ({ 0: run, index }) => ({
    word: run.toLowerCase(),
    start: index,
    end: index + run.length,
  }));
}

export const wordsOf = (text: string): string[] => tokensOf(text).map(({ word }) => word);
