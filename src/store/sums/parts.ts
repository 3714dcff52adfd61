// The parts of data that the sums and ledgers consist of: immutable files of the engine. Every write, merge and mutation makes parts of new names, so that the same
// parts are the same sums.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Lane, Params } from '../lane.ts';
import { sqlFiles } from '../sql-files.ts';
import { type KeptTable, keptTables, sumTables } from './statement.ts';

const readSql = sqlFiles(import.meta.url);

const partRow = z.object({
  table: z.string(),
  /** `YYYY-MM-DD`, of the first and the last of its rows */
  first_day: z.string(),
  last_day: z.string(),
  /** the directory, which tells the table's own id and the part's name */
  path: z.string(),
});
export type Part = z.output<typeof partRow>;

/** Those of tables whose parts tell all: see parts.sql. */
export async function readParts(lane: Lane): Promise<Part[]> {
  const sql = await readSql('parts');
  return lane.rows(partRow, sql, { tables: keptTables });
}

/** `YYYY-MM-DD`; the last one among them. */
export interface Days {
  fromDay: string;
  toDay: string;
}

/** The days that a statement is asked about, where its parameters say them. */
export function daysOf({ fromDay, toDay }: Params): Days | undefined {
  return typeof fromDay === 'string' && typeof toDay === 'string' ? { fromDay, toDay } : undefined;
}

const reaches = ({ first_day, last_day }: Part, days: Days | undefined): boolean =>
  days === undefined || (first_day <= days.toDay && last_day >= days.fromDay);

const pathsHash = (parts: readonly Part[]): string =>
  createHash('sha256')
    .update(
      parts
        .map(({ path }) => path)
        .sort()
        .join('\n'),
    )
    .digest('base64');

/**
 * Names what the tables hold of these days: equal as long as they hold the same. Undefined when one of the tables has no parts at all, and so may be one
 * whose rows are elsewhere; unless the parts are all there can be.
 */
export function fingerprintOf(
  parts: readonly Part[],
  tables: readonly KeptTable[],
  { days, isAll = false }: { days?: Days | undefined; isAll?: boolean } = {},
): string | undefined {
  const known = new Set(parts.map(({ table }) => table));
  if (!isAll && !tables.every((table) => known.has(table))) return undefined;
  const wanted = new Set<string>(tables);
  return pathsHash(parts.filter((part) => wanted.has(part.table) && reaches(part, days)));
}

/** The same of all sums; undefined when there are none. */
export function wholeFingerprintOf(parts: readonly Part[]): string | undefined {
  const sums = parts.filter(({ table }) => (sumTables as readonly string[]).includes(table));
  return sums.length === 0 ? undefined : pathsHash(sums);
}
