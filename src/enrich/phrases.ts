// Many phrases looked for at once: a trie over word numbers, walked from every word of a text. The longest phrase bounds
// the walk, so the time is linear in the length of the text.
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

/** `forms` says which words are the same. */
export function createPhraseSet(forms: WordForms): PhraseSet {
  const numbers = new Map<string, number>();
  const next: Map<number, number>[] = [new Map()];
  const values: number[][] = [[]];

  function numberOf(word: string): number {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    numbers.set(word, numbers.size + 1);
    return numbers.size;
  }

  function childOf(node: number, number: number): number {
    const known = next[node]!.get(number);
    if (known !== undefined) return known;
    const made = next.push(new Map()) - 1;
    values.push([]);
    next[node]!.set(number, made);
    return made;
  }

  function add(phrase: string, value: number): void {
    const { tokens, line } = wordLine(tokenize(phrase));
    let node = 0;
    for (const index of line)
      if (index >= 0) node = childOf(node, numberOf(forms.learn(tokens.words[index]!)));
    if (node !== 0 && !values[node]!.includes(value)) values[node]!.push(value);
  }

  function find({ tokens, line }: WordLine): Match[] {
    const found: Match[] = [];
    if (numbers.size === 0) return found;
    const ids = new Int32Array(line.length);
    for (let i = 0; i < line.length; i++) {
      const index = line[i]!;
      // 0 is no word of any phrase, and where phrases end.
      if (index >= 0) ids[i] = numbers.get(forms.key(tokens.words[index]!)) ?? 0;
    }
    for (let start = 0; start < ids.length; start++) {
      let node = 0;
      const limit = Math.min(ids.length, start + longestPhrase);
      for (let i = start; i < limit && ids[i] !== 0; i++) {
        const child = next[node]!.get(ids[i]!);
        if (child === undefined) break;
        node = child;
        for (const value of values[node]!) found.push({ value, first: line[start]!, last: line[i]! });
      }
    }
    return found;
  }

  return { add, find };
}
