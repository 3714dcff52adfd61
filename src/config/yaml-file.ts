// YAML with the line of everything: plain data to validate, and for any path the place where it was written.
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
} from 'yaml';
import type { Path, Problem } from './problem.ts';

/** Aliases multiply what is written: a file may not grow beyond this many values. */
const maxValues = 200_000;
const maxSyntaxProblems = 10;

export interface YamlFile {
  file: string;
  /** plain data; keys without a value are left out, as if they were not written */
  raw: unknown;
  /** mistakes of the YAML itself */
  problems: Problem[];
  /** false when the text is broken, so that `raw` says nothing */
  readable: boolean;
  /** A problem at a path; `at: 'key'` points at the key instead of its value. */
  problem(path: Path, expected: string, found?: { value?: unknown; at?: 'key' | 'value' }): Problem;
}

/** Parses one YAML document. Never throws: what is wrong is in `problems`. */
export function parseYaml(text: string, file: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), col: Math.max(1, col) };
  };
  const faults = [...document.errors, ...document.warnings];
  const problems = faults.slice(0, maxSyntaxProblems).map((fault): Problem => {
    const expected =
      fault.code === 'DUPLICATE_KEY' ? 'each key once' : `valid YAML: ${firstLine(fault.message)}`;
    const value =
      fault.code === 'DUPLICATE_KEY'
        ? text.slice(fault.pos[0], fault.pos[0] + 100).split(/[:\n]/)[0]
        : undefined;
    return { file, ...at(fault.pos[0]), path: [], value, expected };
  });
  if (faults.length > maxSyntaxProblems) {
    problems.push({
      file,
      path: [],
      expected: `valid YAML: ${faults.length - maxSyntaxProblems} more mistakes`,
    });
  }
  const problem: YamlFile['problem'] = (path, expected, found = {}) => {
    return {
      file,
      ...at(findOffset(document, text, path, found.at ?? 'value')),
      path,
      value: found.value,
      expected,
    };
  };
  const broken = faults.some(({ code }) => code !== 'DUPLICATE_KEY');
  if (broken) return { file, raw: undefined, problems, readable: false, problem };
  const state: Conversion = { document, values: 0, open: new Set() };
  const raw = toPlain(document.contents, state);
  if (state.refused)
    problems.push({ file, ...at(state.refused.offset), path: [], expected: state.refused.expected });
  return { file, raw, problems, readable: state.refused === undefined, problem };
}

const firstLine = (message: string) => (message.split('\n')[0] ?? '').slice(0, 200);

interface Conversion {
  document: Document;
  values: number;
  /** aliases being resolved: one that contains itself would never end */
  open: Set<unknown>;
  refused?: { offset: number; expected: string };
}

function toPlain(node: unknown, state: Conversion): unknown {
  if (state.refused !== undefined || !isNode(node)) return undefined;
  if (++state.values > maxValues) {
    state.refused = {
      offset: node.range?.[0] ?? 0,
      expected: `at most ${maxValues} values once aliases are resolved`,
    };
    return undefined;
  }
  if (isAlias(node)) return resolveAlias(node, state);
  if (isScalar(node)) return node.value ?? undefined;
  if (isSeq(node)) return node.items.map((item) => toPlain(item, state) ?? null);
  if (!isMap(node)) return undefined;
  // Without a prototype, `__proto__` is a key like any other and is refused as unknown.
  const plain: Record<string, unknown> = Object.create(null);
  for (const pair of node.items) {
    const value = toPlain(pair.value, state);
    if (value !== undefined) plain[keyOf(pair)] = value;
  }
  return plain;
}

function resolveAlias(node: Node, state: Conversion): unknown {
  const target = isAlias(node) ? node.resolve(state.document) : undefined;
  if (target === undefined || state.open.has(target)) {
    state.refused = { offset: node.range?.[0] ?? 0, expected: 'an alias that does not contain itself' };
    return undefined;
  }
  state.open.add(target);
  const value = toPlain(target, state);
  state.open.delete(target);
  return value;
}

const keyOf = (pair: Pair): string => String(isScalar(pair.key) ? pair.key.value : pair.key);

/** Where the path is written or, when something on the way is missing, the nearest thing above it. */
function findOffset(document: Document, text: string, path: Path, at: 'key' | 'value'): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const [index, key] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document);
    // An index into a text means one of the words with commas between.
    if (isScalar(node) && typeof key === 'number' && node.range) return offsetOfPart(text, node.range, key);
    let next: unknown;
    if (isSeq(node)) next = node.items[Number(key)];
    else if (isMap(node)) {
      const pair: Pair | undefined = node.items.find((candidate) => keyOf(candidate) === String(key));
      const isLast = index === path.length - 1;
      next = pair && ((isLast && at === 'key') || pair.value === null ? pair.key : pair.value);
    }
    if (!isNode(next)) return offset;
    node = next;
    offset = next.range?.[0] ?? offset;
  }
  return offset;
}

function offsetOfPart(text: string, [start, end]: readonly number[], index: number): number {
  const before = text.slice(start, end).split(',').slice(0, index).join(',');
  const from = (start ?? 0) + before.length + (index > 0 ? 1 : 0);
  return from + (/^\s*/.exec(text.slice(from, end))?.[0].length ?? 0);
}
