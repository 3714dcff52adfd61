// Writes one group of rows: refuses what was deleted, inserts, isolates a row the store cannot take, marks the days.
import { PermanentError } from '../errors.ts';
import { dayOf } from './city-time.ts';
import type { Store } from './client.ts';
import { type CityDay, markDirty } from './dirty.ts';
import { storeCode } from './fault.ts';
import { postColumns, type StoredRow, versionedLine } from './row.ts';
import { bury, findDeleted, findStored, insertTombstones, keyText } from './tombstones.ts';

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

async function insertRows(
  store: Store,
  rows: readonly StoredRow[],
  version: string,
  dead: Map<StoredRow, PermanentError>,
): Promise<void> {
  try {
    const lines = rows.map((row) => versionedLine(row.line, version, false));
    await store.writer.insert('posts', postColumns, lines);
  } catch (error) {
    if (!(error instanceof PermanentError) || !rowCodes.has(storeCode(error) ?? '')) throw error;
    if (rows.length === 1) {
      dead.set(rows[0]!, error);
      return;
    }
    const middle = rows.length >> 1;
    await insertRows(store, rows.slice(0, middle), version, dead);
    await insertRows(store, rows.slice(middle), version, dead);
  }
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

/**
 * Writes rows with distinct keys under one version. When it returns, everything is confirmed and the days are marked.
 * Throws TransientError or ConfigError when any part may be missing; the whole group can then be written again.
 */
export async function writeGroup(
  store: Store,
  rows: readonly StoredRow[],
  version: string,
  datesMayChange: (source: string) => boolean,
): Promise<GroupOutcome> {
  const outcome: GroupOutcome = { refused: new Set(), dead: new Map() };
  const refuseDeleted = async (candidates: readonly StoredRow[]) => {
    const deleted = await findDeleted(store.writer, candidates);
    const hit = deleted.size === 0 ? [] : candidates.filter((row) => deleted.has(keyText(row)));
    for (const row of hit) outcome.refused.add(row);
    return hit;
  };
  await refuseDeleted(rows);
  const wanted = rows.filter((row) => !outcome.refused.has(row));
  // A kill between the rows and their mark would leave sums behind that nobody knows of: the days are marked before, too.
  if (wanted.length > 0) await markDirty(store.writer, wanted);
  for (const statement of statementsOf(wanted)) await insertRows(store, statement, version, outcome.dead);
  const written = wanted.filter((row) => !outcome.dead.has(row));
  const left = await leaveFormerPlaces(
    store,
    written.filter((row) => datesMayChange(row.source)),
    version,
  );
  // Deleted while we wrote: the deletion may have looked before our rows were there.
  await bury(store, await refuseDeleted(written));
  if (written.length > 0) await markDirty(store.writer, [...written, ...left]);
  return outcome;
}
