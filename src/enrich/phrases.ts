// Many phrases looked for at once: a trie over word numbers, walked from every word of a text. The longest phrase bounds
// the walk, so the time is linear in the length of the text.
import { foldAccents } from './characters.ts';
import { tokenize } from './tokens.ts';
import type { WordForms } from './word-forms.ts';
import { type WordLine, wordLine } from './word-line.ts';

/** One occurrence: `value` is what the phrase was added with, `first` and `last` are indices of tokens. */
export interface Match {
  value: number;
  first: number;
  last: number;
}

export interface PhraseSet {
  add(phrase: string, value: number): void;
  /** Every occurrence of every phrase, by its first word, longer ones later. */
  find(words: WordLine): Match[];
}

/** In words. */
const longestPhrase = 12;

/** `forms` says which words are the same; a word that begins with `=` matches only as it is written (but for case). */
export function createPhraseSet(forms: WordForms): PhraseSet {
  const numbers = new Map<string, number>();
  const next: Map<number, number>[] = [new Map()];
  const values: number[][] = [[]];
  let hasExact = false;

  function numberOf(word: string): number {
    if (!numbers.has(word)) numbers.set(word, numbers.size + 1);
    return numbers.get(word)!;
  }

  function child(node: number, number: number): number {
    const known = next[node]!.get(number);
    if (known !== undefined) return known;
    const made = next.push(new Map()) - 1;
    values.push([]);
    next[node]!.set(number, made);
    return made;
  }

  function add(phrase: string, value: number): void {
    let node = 0;
    for (const chunk of phrase.split(/\s+/)) {
      const exact = chunk.startsWith('=');
      const { tokens, line } = wordLine(tokenize(exact ? chunk.slice(1) : chunk));
      for (const index of line) {
        if (index < 0) continue;
        const word = tokens.words[index]!;
        hasExact ||= exact;
        node = child(node, numberOf(exact ? `=${foldAccents(word)}` : forms.learn(word)));
      }
    }
    if (node !== 0 && !values[node]!.includes(value)) values[node]!.push(value);
  }

  function numbersOf({ tokens, line }: WordLine, key: (word: string) => string): Int32Array {
    const ids = new Int32Array(line.length);
    for (let i = 0; i < line.length; i++) {
      const index = line[i]!;
      if (index >= 0) ids[i] = numbers.get(key(tokens.words[index]!)) ?? 0;
    }
    return ids;
  }

  function find(words: WordLine): Match[] {
    const found: Match[] = [];
    if (numbers.size === 0) return found;
    const { line } = words;
    const ids = numbersOf(words, forms.key);
    const exactIds = hasExact ? numbersOf(words, (word) => `=${foldAccents(word)}`) : undefined;

    function walk(node: number, start: number, i: number): void {
      if (i > start)
        for (const value of values[node]!) found.push({ value, first: line[start]!, last: line[i - 1]! });
      if (i === ids.length || i - start === longestPhrase) return;
      const byForm = ids[i] === 0 ? undefined : next[node]!.get(ids[i]!);
      if (byForm !== undefined) walk(byForm, start, i + 1);
      const asWritten = exactIds?.[i] ? next[node]!.get(exactIds[i]!) : undefined;
      if (asWritten !== undefined) walk(asWritten, start, i + 1);
    }
    for (let start = 0; start < ids.length; start++) {
      if (ids[start] !== 0 || exactIds?.[start]) walk(0, start, start);
    }
    return found;
  }

  return { add, find };
}
