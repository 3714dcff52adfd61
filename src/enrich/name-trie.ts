// Many names looked for at once, compactly: a trie over word numbers whose edges stand in one table of integers. A hundred
// thousand names take some 30 MB; a map per node would take ten times as much.
import { mix } from './feature-hash.ts';
import type { Match } from './phrases.ts';
import { cutInt32 } from './slab.ts';
import { createWordNumbers } from './vocabulary.ts';
import type { WordLine } from './word-line.ts';

export interface NameTrie {
  /** `words` in the form that `key` gives; nothing is added for none. */
  add(words: readonly string[], value: number): void;
  /** Every occurrence of every name, by its first word, longer ones later. */
  find(line: WordLine): Match[];
}

/** In words: it bounds the walk from each word of a text. */
const longestName = 12;
/** Integers per edge: node, word, child. */
const edgeSize = 3;

const slotOf = (node: number, word: number, slots: number) => mix(word, node) & (slots - 1);

/** `key` says which words are the same. */
export function createNameTrie(key: (word: string) => string): NameTrie {
  const numbers = new Map<string, number>();
  const values: (number[] | undefined)[] = [undefined];
  /** 0 is no word of any name */
  const numberOf = (word: string) => numbers.get(key(word)) ?? 0;
  let numberAt = createWordNumbers(numberOf);
  let edges = new Int32Array(64 * edgeSize);
  let edgeCount = 0;
  let isOutdated = false;

  /** Where an edge is, or would be; a word of 0 is an empty place. */
  function place(table: Int32Array, node: number, word: number): number {
    const slots = table.length / edgeSize;
    let slot = slotOf(node, word, slots);
    for (;;) {
      const at = slot * edgeSize;
      if (table[at + 1] === 0 || (table[at] === node && table[at + 1] === word)) return at;
      slot = (slot + 1) & (slots - 1);
    }
  }

  function grow(): void {
    const larger = new Int32Array(edges.length * 2);
    for (let at = 0; at < edges.length; at += edgeSize) {
      if (edges[at + 1] === 0) continue;
      larger.set(edges.subarray(at, at + edgeSize), place(larger, edges[at]!, edges[at + 1]!));
    }
    edges = larger;
  }

  function childOf(node: number, word: number): number {
    const at = place(edges, node, word);
    if (edges[at + 1] !== 0) return edges[at + 2]!;
    const child = values.push(undefined) - 1;
    edges[at] = node;
    edges[at + 1] = word;
    edges[at + 2] = child;
    edgeCount++;
    if (edgeCount * edgeSize * 2 > edges.length) grow();
    return child;
  }

  function add(words: readonly string[], value: number): void {
    let node = 0;
    for (const word of words) {
      const form = key(word);
      let number = numbers.get(form);
      if (number === undefined) {
        number = numbers.size + 1;
        numbers.set(form, number);
        isOutdated = true;
      }
      node = childOf(node, number);
    }
    if (node === 0) return;
    const known = values[node];
    if (known === undefined) values[node] = [value];
    else if (known.at(-1) !== value && !known.includes(value)) known.push(value);
  }

  function find({ tokens, line }: WordLine): Match[] {
    const found: Match[] = [];
    if (numbers.size === 0) return found;
    if (isOutdated) numberAt = createWordNumbers(numberOf);
    isOutdated = false;
    const ids = cutInt32(line.length);
    for (let i = 0; i < line.length; i++) {
      const index = line[i]!;
      // 0 is also where names end.
      if (index >= 0) ids[i] = numberAt(tokens, index);
    }
    for (let start = 0; start < ids.length; start++) {
      let node = 0;
      const limit = Math.min(ids.length, start + longestName);
      for (let i = start; i < limit && ids[i] !== 0; i++) {
        const at = place(edges, node, ids[i]!);
        if (edges[at + 1] === 0) break;
        node = edges[at + 2]!;
        for (const value of values[node] ?? []) found.push({ value, first: line[start]!, last: line[i]! });
      }
    }
    return found;
  }

  return { add, find };
}
