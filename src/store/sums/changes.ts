// When the sums and ledgers of an engine in this process may have changed. Nobody else writes to them: until then their parts need not be looked up again.
import type { Lane } from '../lane.ts';
import { keptTables } from './statement.ts';

export interface Changes {
  /** Grows when a statement that may write to them begins, and when it ends. */
  count(): number;
  /** A lane whose statements are counted. */
  watch(lane: Lane): Lane;
}

/** Only what names one of them writes to it. Merges make other parts of the same rows. */
const isAboutThem = new RegExp(`\\b(?:${keptTables.join('|')})\\b`);

function createChanges(): Changes {
  let number = 0;
  const counted = async <T>(text: string, task: () => Promise<T>): Promise<T> => {
    if (!isAboutThem.test(text)) return task();
    number += 1;
    try {
      return await task();
    } finally {
      number += 1;
    }
  };
  return {
    count: () => number,
    watch: (lane) => ({
      ...lane,
      command: (sql, params) => counted(sql, () => lane.command(sql, params)),
      insert: (table, columns, lines) => counted(table, () => lane.insert(table, columns, lines)),
    }),
  };
}

/** Directories of data; a process may open one twice. */
const byPath = new Map<string, Changes>();

export function changesOf(path: string): Changes {
  const known = byPath.get(path) ?? createChanges();
  byPath.set(path, known);
  return known;
}

/** Reads again only when something may have changed since it was last asked for, or when it failed. */
export function untilChanged<T>({ count }: Pick<Changes, 'count'>, read: () => Promise<T>): () => Promise<T> {
  let known: { at: number; value: Promise<T> } | undefined;
  return () => {
    const at = count();
    if (known?.at === at) return known.value;
    const value = read();
    const mine = { at, value };
    known = mine;
    value.catch(() => {
      if (known === mine) known = undefined;
    });
    return value;
  };
}
