// Writes one group of rows: refuses what was deleted, puts corrections over tags, inserts, isolates a row the store cannot take, marks the days.
import { PermanentError } from '../errors.ts';
import { dayOf } from './city-time.ts';
import type { Store } from './client.ts';
import { correctLine } from './correct-row.ts';
import { readTags } from './corrections.ts';
import { type CityDay, markDirty } from './dirty.ts';
import { storeCode } from './fault.ts';
import { findOverrides, type Overrides } from './overrides.ts';
import { postColumns, type StoredRow, versionedLine } from './row.ts';
import { bury, findStored, insertTombstones, keyText } from './tombstones.ts';

/** Codes that speak of a value, not of the statement (ClickHouse, src/Common/ErrorCodes.cpp). */
const rowCodes = new Set([
  ...[
    '6',
    '25',
    '26',
    '27',
    '33',
    '38',
    '41',
    '53',
    '69',
    '70',
    '72',
    '117',
    '130',
    '131',
    '190',
    '321',
    '349',
  ],
  ...['407', '441'],
]);

const maxInsertRows = 10_000;
const maxInsertUnits = 16_000_000;

export interface GroupOutcome {
  /** rows that were deleted on their platform or erased, and stay away */
  refused: Set<StoredRow>;
  /** rows that the store cannot take, each alone */
  dead: Map<StoredRow, PermanentError>;
}

/** Cuts rows into statements of at most 10,000 rows and 16 million characters. */
function statementsOf(rows: readonly StoredRow[]): StoredRow[][] {
  const statements: StoredRow[][] = [];
  let current: StoredRow[] = [];
  let units = 0;
  for (const row of rows) {
    if (current.length > 0 && (current.length >= maxInsertRows || units + row.line.length > maxInsertUnits)) {
      statements.push(current);
      current = [];
      units = 0;
    }
    current.push(row);
    units += row.line.length;
  }
  if (current.length > 0) statements.push(current);
  return statements;
}

interface Insertion {
  store: Store;
  /** of rows that rewrite none */
  version: number;
  /** lines of rows that a person corrected, in place of their own */
  corrected: ReadonlyMap<StoredRow, string>;
  dead: Map<StoredRow, PermanentError>;
}

function lineOf(row: StoredRow, { version, corrected }: Insertion): string {
  const { line, basedOn } = row;
  const own = basedOn === undefined ? version : basedOn + 1;
  return versionedLine(corrected.get(row) ?? line, String(own), false);
}

async function insertRows(rows: readonly StoredRow[], insertion: Insertion): Promise<void> {
  const { store, dead } = insertion;
  try {
    const lines = rows.map((row) => lineOf(row, insertion));
    await store.writer.insert('posts', postColumns, lines);
  } catch (error) {
    if (!(error instanceof PermanentError) || !rowCodes.has(storeCode(error) ?? '')) throw error;
    if (rows.length === 1) {
      dead.set(rows[0]!, error);
      return;
    }
    const middle = rows.length >> 1;
    await insertRows(rows.slice(0, middle), insertion);
    await insertRows(rows.slice(middle), insertion);
  }
}

/** Lines of the rows that a person corrected. */
function correctLines(rows: readonly StoredRow[], { corrections }: Overrides): Map<StoredRow, string> {
  if (corrections.size === 0) return new Map();
  const corrected = rows.flatMap((row): [StoredRow, string][] => {
    const tags = corrections.get(keyText(row));
    return tags === undefined ? [] : [[row, correctLine(row.line, readTags(tags))]];
  });
  return new Map(corrected);
}

/** Rows that were corrected while they were written are written again, a version later: the correction may have looked before they were there. */
async function correctLate(
  rows: readonly StoredRow[],
  before: Overrides,
  now: Overrides,
  insertion: Insertion,
) {
  const late = rows.filter(
    (row) => now.corrections.get(keyText(row)) !== before.corrections.get(keyText(row)),
  );
  if (late.length === 0) return;
  const again = late.map(
    (row): StoredRow => ({ ...row, basedOn: (row.basedOn ?? insertion.version - 1) + 1 }),
  );
  await insertRows(again, { ...insertion, corrected: correctLines(again, now) });
}

/** Where a source changed the date of a post, its former place in the order is emptied. Returns the days left. */
async function leaveFormerPlaces(
  store: Store,
  rows: readonly StoredRow[],
  version: string,
): Promise<CityDay[]> {
  if (rows.length === 0) return [];
  const now = new Map(rows.map((row) => [keyText(row), row]));
  const former = (await findStored(store.writer, rows)).filter(
    (stored) => now.get(keyText(stored))?.createdAtMs !== stored.createdAtMs,
  );
  if (former.length === 0) return [];
  const days = former.map((key) => {
    const row = now.get(keyText(key))!;
    return { city: key.city, day: dayOf(row.timezone, key.createdAtMs) };
  });
  await markDirty(store.writer, days);
  await insertTombstones(store.writer, former, version);
  return days;
}

async function markDays(store: Store, rows: readonly (CityDay & { keepsDays?: boolean })[]): Promise<void> {
  const days = rows.filter(({ keepsDays }) => !keepsDays);
  if (days.length > 0) await markDirty(store.writer, days);
}

/**
 * Writes rows with distinct keys under one version. When it returns, everything is confirmed and the days are marked.
 * Throws TransientError or ConfigError when any part may be missing; the whole group can then be written again.
 */
export async function writeGroup(
  store: Store,
  rows: readonly StoredRow[],
  version: number,
  datesMayChange: (source: string) => boolean,
): Promise<GroupOutcome> {
  const outcome: GroupOutcome = { refused: new Set(), dead: new Map() };
  const refuse = (candidates: readonly StoredRow[], { deleted }: Overrides) => {
    const hit = deleted.size === 0 ? [] : candidates.filter((row) => deleted.has(keyText(row)));
    for (const row of hit) outcome.refused.add(row);
    return hit;
  };
  const before = await findOverrides(store.writer, rows);
  refuse(rows, before);
  const wanted = rows.filter((row) => !outcome.refused.has(row));
  // A kill between the rows and their mark would leave sums behind that nobody knows of: the days are marked before, too.
  await markDays(store, wanted);
  const insertion = { store, version, corrected: correctLines(wanted, before), dead: outcome.dead };
  for (const statement of statementsOf(wanted)) await insertRows(statement, insertion);
  const written = wanted.filter((row) => !outcome.dead.has(row));
  const left = await leaveFormerPlaces(
    store,
    // A row that is written again says nothing of where the post lies now.
    written.filter(({ source, basedOn }) => basedOn === undefined && datesMayChange(source)),
    String(version),
  );
  const now = await findOverrides(store.writer, written);
  await correctLate(written, before, now, insertion);
  // Deleted while we wrote: the deletion may have looked before our rows were there.
  await bury(store, refuse(written, now));
  await markDays(store, [...written, ...left]);
  return outcome;
}
