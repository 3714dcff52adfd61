// Answers made from sums and ledgers, kept for as long as the sums they were made of are the same: everybody asks the same few questions every morning. Which
// parts the sums consist of is read anew for every question, so that no answer is older than the sums at the moment of asking.
import type { z } from 'zod';
import type { Lane, Params } from '../lane.ts';
import { type Changes, untilChanged } from './changes.ts';
import { createKept, freeze } from './kept.ts';
import { type Days, daysOf, fingerprintOf, readParts, wholeFingerprintOf } from './parts.ts';
import { type KeptTable, type Reads, readsOf, type SumTable } from './statement.ts';
import { together } from './together.ts';

export interface Sums {
  /**
   * Runs a SELECT that reads tables of sums, the ledger of what was collected or the city's events, and nothing else, as Lane.rows does, or answers what it answered before. The rows are frozen: others have them
   * too. Throws as Lane.rows, and an Error for a statement that reads anything else.
   */
  rows<T>(row: z.ZodType<T>, sql: string, params?: Params): Promise<readonly T[]>;
  /**
   * What `find` finds, or what it found before under the same `key` while the sums of a table on these days were the same: what is read elsewhere, and belongs to
   * these sums. The rows are frozen. Throws as `find`.
   */
  beside<T>(table: SumTable, days: Days, key: unknown, find: () => Promise<T[]>): Promise<readonly T[]>;
  /** Names what all sums are now: another when any of them has changed. Undefined while there are none, and where it cannot be told. */
  fingerprint(): Promise<string | undefined>;
  /** Forgets every answer. */
  forget(): void;
  /** an estimate of what is kept */
  bytes(): number;
}

/** An answer, or one on its way. */
interface Answer {
  fingerprint: string;
  /** what its rows were checked against */
  row?: z.ZodType;
  rows: Promise<readonly unknown[]>;
}

/** A statement of a dashboard answers 1 to 200 KB. */
const mostKeptBytes = 32_000_000;

/**
 * The engine keeps blocks of sums as it unpacked them: the days that are asked for are the same few, and to unpack them is up to half of the work of a
 * statement. It must not keep those of posts, which are many and read once.
 * https://clickhouse.com/docs/reference/settings/server-settings/settings/uncompressed-cache
 */
const keepingBlocks = (sql: string) =>
  `${sql.trimEnd()}${/\nSETTINGS [^()]*$/.test(sql) ? ', ' : '\nSETTINGS '}use_uncompressed_cache = 1`;

/**
 * `lane` answers the statements, `partsLane` tells the parts: another one, so that nobody waits for a long statement to learn that an answer is kept. With
 * `changes` nobody but this process writes, and the parts are looked up again only after it has.
 *
 * The parts are read before the statement runs. What is written in between is in an answer that is kept under the parts as they were, which are never
 * again: nothing takes parts of sums away but what puts others in their place (rebuilds only insert; merges and mutations give new names).
 */
export function createSums(
  lane: Lane,
  partsLane: Lane,
  { mostBytes = mostKeptBytes, changes }: { mostBytes?: number; changes?: Pick<Changes, 'count'> } = {},
): Sums {
  const kept = createKept<Answer>(mostBytes);
  const known = new Map<string, Reads>();
  // Without them nothing is kept; whatever is wrong, the statement itself will say.
  const read = changes
    ? untilChanged(changes, () => readParts(partsLane))
    : together(() => readParts(partsLane));
  const partsNow = () => read().catch(() => undefined);
  // an engine in this process has its rows nowhere else
  const isAll = changes !== undefined;
  const fingerprintNow = async (tables: readonly KeptTable[], days: Days | undefined) => {
    const parts = await partsNow();
    return parts && fingerprintOf(parts, tables, { days, isAll });
  };
  const readsIn = (sql: string) => {
    const reads = known.get(sql) ?? readsOf(sql);
    known.set(sql, reads);
    return reads;
  };
  const ask = <T>(
    { key, fingerprint, row }: { key: string; fingerprint: string | undefined; row?: z.ZodType<T> },
    find: () => Promise<T[]>,
  ) => {
    const before = kept.get(key);
    if (before && before.fingerprint === fingerprint && before.row === row)
      return before.rows as Promise<readonly T[]>;
    const isMine = () => kept.get(key)?.rows === rows;
    const rows: Promise<readonly T[]> = find().then(
      (found) => {
        const bytes = freeze(found);
        if (isMine()) kept.set(key, kept.get(key)!, bytes);
        return found;
      },
      (error: unknown) => {
        if (isMine()) kept.delete(key);
        throw error;
      },
    );
    if (fingerprint !== undefined) kept.set(key, { fingerprint, rows, ...(row && { row }) }, 0);
    return rows;
  };
  return {
    async rows(row, sql, params = {}) {
      const { tables, isByDay } = readsIn(sql);
      const fingerprint = await fingerprintNow(tables, isByDay ? daysOf(params) : undefined);
      return ask({ key: JSON.stringify([sql, params]), fingerprint, row }, () =>
        lane.rows(row, keepingBlocks(sql), params),
      );
    },
    async beside(table, days, key, find) {
      const fingerprint = await fingerprintNow([table], days);
      return ask({ key: JSON.stringify([table, days, key]), fingerprint }, find);
    },
    fingerprint: async () => wholeFingerprintOf((await partsNow()) ?? []),
    forget: () => kept.clear(),
    bytes: () => kept.bytes(),
  };
}
