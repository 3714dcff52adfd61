// The automaton of Aho and Corasick 1975 ("Efficient string matching") over numbered words, in typed arrays.

export interface Automaton {
  /** The state after `word` (counted from 1), from `state`; 0 is the start. */
  next(state: number, word: number): number;
  /** The longest path that ends in `state`, then the next shorter one; 0 when there is none. */
  firstEnd(state: number): number;
  nextEnd(node: number): number;
  /** Words on the path to `node`. */
  depth(node: number): number;
  /** What the path was added with. */
  values(node: number): readonly number[];
}

export interface Trie {
  add(path: readonly number[], value: number): void;
  /** `words`: the highest word number. */
  compile(words: number): Automaton;
}

interface Node {
  parent: number;
  word: number;
  depth: number;
  values: number[];
}

export function createTrie(): Trie {
  const nodes: Node[] = [{ parent: 0, word: 0, depth: 0, values: [] }];
  const children: Map<number, number>[] = [new Map()];

  function add(path: readonly number[], value: number): void {
    let at = 0;
    for (const word of path) {
      let child = children[at]!.get(word);
      if (child === undefined) {
        child = nodes.push({ parent: at, word, depth: nodes[at]!.depth + 1, values: [] }) - 1;
        children.push(new Map());
        children[at]!.set(word, child);
      }
      at = child;
    }
    if (!nodes[at]!.values.includes(value)) nodes[at]!.values.push(value);
  }

  return { add, compile: (words) => compile(nodes, children, words) };
}

function compile(nodes: readonly Node[], children: readonly Map<number, number>[], words: number): Automaton {
  const start = new Int32Array(words + 1);
  for (const [word, node] of children[0]!) start[word] = node;
  const edges = createEdges(nodes);
  /** the longest other path that this one ends with */
  const fall = new Int32Array(nodes.length);
  /** the longest of those that has values */
  const end = new Int32Array(nodes.length);

  function next(from: number, word: number): number {
    let state = from;
    while (state !== 0) {
      const child = edges.child(state, word);
      if (child !== 0) return child;
      state = fall[state]!;
    }
    return start[word]!;
  }

  const order = nodes.map((_, node) => node).sort((a, b) => nodes[a]!.depth - nodes[b]!.depth);
  for (const node of order) {
    const { parent, word, depth } = nodes[node]!;
    if (depth > 1) fall[node] = next(fall[parent]!, word);
    end[node] = nodes[fall[node]!]!.values.length > 0 ? fall[node]! : end[fall[node]!]!;
  }
  return {
    next,
    firstEnd: (state) => (nodes[state]!.values.length > 0 ? state : end[state]!),
    nextEnd: (node) => end[node]!,
    depth: (node) => nodes[node]!.depth,
    values: (node) => nodes[node]!.values,
  };
}

/** (node, word) → child, by open addressing; 0 is none. Edges from the start have a table of their own. */
function createEdges(nodes: readonly Node[]): { child(node: number, word: number): number } {
  let size = 16;
  while (size < 2 * nodes.length) size *= 2;
  const mask = size - 1;
  const table = new Int32Array(size);
  // Multipliers of Knuth's multiplicative hashing (2^32 divided by the golden ratio) and of FNV.
  const slotOf = (node: number, word: number) =>
    (Math.imul(node, 0x9e3779b1) ^ Math.imul(word, 0x01000193)) & mask;
  nodes.forEach(({ parent, word }, child) => {
    if (parent === 0) return;
    let slot = slotOf(parent, word);
    while (table[slot] !== 0) slot = (slot + 1) & mask;
    table[slot] = child;
  });
  return {
    child(node, word) {
      for (let slot = slotOf(node, word); table[slot] !== 0; slot = (slot + 1) & mask) {
        const child = table[slot]!;
        if (nodes[child]!.parent === node && nodes[child]!.word === word) return child;
      }
      return 0;
    },
  };
}
