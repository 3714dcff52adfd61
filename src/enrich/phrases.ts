// Many phrases looked for at once, in one pass over the words of a text: Aho and Corasick 1975 over word numbers.
import { type Automaton, createTrie } from './automaton.ts';
import { tokenize } from './tokens.ts';
import { createWordNumbers } from './vocabulary.ts';
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

/** `forms` says which words are the same. */
export function createPhraseSet(forms: WordForms): PhraseSet {
  const numbers = new Map<string, number>();
  const trie = createTrie();
  /** 0 is no word of any phrase */
  const numberOf = (word: string) => numbers.get(forms.key(word)) ?? 0;
  let numberAt = createWordNumbers(numberOf);
  let automaton: Automaton | undefined;

  function learn(word: string): number {
    const key = forms.learn(word);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size + 1);
    return numbers.size;
  }

  function add(phrase: string, value: number): void {
    const { tokens, line } = wordLine(tokenize(phrase));
    const path: number[] = [];
    for (const index of line) if (index >= 0) path.push(learn(tokens.words[index]!));
    if (path.length === 0) return;
    trie.add(path, value);
    automaton = undefined;
    numberAt = createWordNumbers(numberOf);
  }

  function find({ tokens, line }: WordLine): Match[] {
    const found: Match[] = [];
    if (numbers.size === 0) return found;
    automaton ??= trie.compile(numbers.size);
    let state = 0;
    for (let at = 0; at < line.length; at++) {
      const index = line[at]!;
      const number = index < 0 ? 0 : numberAt(tokens, index);
      // Where phrases end, and at a word of none, nothing goes on.
      state = number === 0 ? 0 : automaton.next(state, number);
      if (state === 0) continue;
      for (let node = automaton.firstEnd(state); node !== 0; node = automaton.nextEnd(node)) {
        const first = line[at - automaton.depth(node) + 1]!;
        for (const value of automaton.values(node)) found.push({ value, first, last: index });
      }
    }
    return found.length > 1 ? found.sort((a, b) => a.first - b.first || a.last - b.last) : found;
  }

  return { add, find };
}
