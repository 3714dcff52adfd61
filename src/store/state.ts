// What changes while the program runs: cursors, the coverage ledger, import runs, dirty days. Small tables, read with
// FINAL, written and awaited.
import { z } from 'zod';
import type { Store } from './client.ts';
import { type CityDay, markDirty } from './dirty.ts';
import type { Lane } from './lane.ts';
import { findDeleted, keyText } from './tombstones.ts';

/** One run of a source: what interval it covered and how it ended. Times are ISO 8601. */
export interface CoverageEntry {
  city: string;
  source: string;
  /** names the run; an entry of the same run and channel is replaced */
  run: string;
  channel?: string;
  from: string;
  to: string;
  ended: string;
  startedAt: string;
  finishedAt: string;
  read: number;
  enqueued: number;
  skipped: number;
  dead: number;
}

export interface State {
  cursor: {
    /** undefined when nothing was saved */
    get(city: string, source: string, name?: string): Promise<unknown>;
    put(city: string, source: string, value: unknown, name?: string): Promise<void>;
  };
  coverage: {
    put(entry: CoverageEntry): Promise<void>;
    /** entries that touch the interval (ms), oldest first */
    list(filter: { city: string; source?: string; fromMs?: number; toMs?: number }): Promise<CoverageEntry[]>;
  };
  run: {
    get(city: string, run: string): Promise<unknown>;
    put(city: string, run: string, value: unknown): Promise<void>;
  };
  dirty: { mark(days: readonly CityDay[]): Promise<number> };
  deleted: { has(city: string, source: string, id: string): Promise<boolean> };
}

const versionRow = z.object({ version: z.number() });

/** Versions of one table: they grow with the clock, and past what is stored when the clock went back. */
export function createTableVersions(
  lane: Lane,
  table: 'state_cursor' | 'state_coverage' | 'state_run' | 'dead_letters',
) {
  let first: Promise<number> | undefined;
  let last = 0;
  return async (): Promise<number> => {
    first ??= lane
      .rows(versionRow, `SELECT max(version) AS version FROM ${table}`)
      .then((rows) => rows[0]?.version ?? 0);
    try {
      last = Math.max(last, await first);
    } catch (error) {
      first = undefined;
      throw error;
    }
    last = Math.max(last + 1, Date.now() * 1_000);
    return last;
  };
}

/** ISO 8601 as ClickHouse's basic format, UTC, to the millisecond. */
export const sqlTime = (iso: string) => new Date(iso).toISOString().slice(0, 23).replace('T', ' ');

const valueRow = z.object({ value: z.string() });
const storedValue = (rows: { value: string }[]): unknown => (rows[0] ? JSON.parse(rows[0].value) : undefined);

function createCursor(store: Store): State['cursor'] {
  const nextVersion = createTableVersions(store.writer, 'state_cursor');
  const columns = ['city', 'source', 'name', 'value', 'version'];
  return {
    get: async (city, source, name = '') =>
      storedValue(
        await store.writer.rows(
          valueRow,
          `SELECT value FROM state_cursor FINAL
           WHERE city = {city:String} AND source = {source:String} AND name = {name:String}`,
          { city, source, name },
        ),
      ),
    put: async (city, source, value, name = '') => {
      const line = JSON.stringify([city, source, name, JSON.stringify(value ?? null), await nextVersion()]);
      await store.writer.insert('state_cursor', columns, [line]);
    },
  };
}

function createRun(store: Store): State['run'] {
  const nextVersion = createTableVersions(store.writer, 'state_run');
  return {
    get: async (city, run) =>
      storedValue(
        await store.writer.rows(
          valueRow,
          'SELECT value FROM state_run FINAL WHERE city = {city:String} AND run = {run:String}',
          { city, run },
        ),
      ),
    put: async (city, run, value) => {
      const line = JSON.stringify([city, run, JSON.stringify(value ?? null), await nextVersion()]);
      await store.writer.insert('state_run', ['city', 'run', 'value', 'version'], [line]);
    },
  };
}

const coverageColumns = [
  ...['city', 'source', 'run', 'channel', 'covered_from', 'covered_to', 'ended', 'started_at', 'finished_at'],
  ...['read', 'enqueued', 'skipped', 'dead', 'version'],
];

const isoFromMs = z.number().transform((ms) => new Date(ms).toISOString());
const coverageRow = z.object({
  city: z.string(),
  source: z.string(),
  run: z.string(),
  channel: z.string(),
  from: isoFromMs,
  to: isoFromMs,
  ended: z.string(),
  startedAt: isoFromMs,
  finishedAt: isoFromMs,
  read: z.number(),
  enqueued: z.number(),
  skipped: z.number(),
  dead: z.number(),
});

const coverageSql = `SELECT city, source, run, channel, toUnixTimestamp64Milli(covered_from) AS \`from\`,
  toUnixTimestamp64Milli(covered_to) AS \`to\`, ended, toUnixTimestamp64Milli(started_at) AS startedAt,
  toUnixTimestamp64Milli(finished_at) AS finishedAt, read, enqueued, skipped, dead
FROM state_coverage FINAL
WHERE city = {city:String} AND ({source:String} = '' OR source = {source:String})
  AND covered_to >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
  AND covered_from <= fromUnixTimestamp64Milli({to:Int64}, 'UTC')
ORDER BY covered_from, source, run, channel`;

/** Reads the ledger on the given lane; `fromMs` and `toMs` bound the intervals it must touch. */
export function listCoverage(
  lane: Lane,
  filter: { city: string; source?: string; fromMs?: number; toMs?: number },
): Promise<CoverageEntry[]> {
  return lane.rows(coverageRow, coverageSql, {
    city: filter.city,
    source: filter.source ?? '',
    from: filter.fromMs ?? 0,
    to: filter.toMs ?? Date.UTC(2200, 0),
  });
}

function createCoverage(store: Store): State['coverage'] {
  const nextVersion = createTableVersions(store.writer, 'state_coverage');
  return {
    put: async (entry) => {
      const times = [entry.from, entry.to].map(sqlTime);
      const run = [sqlTime(entry.startedAt), sqlTime(entry.finishedAt)];
      const counts = [entry.read, entry.enqueued, entry.skipped, entry.dead];
      const key = [entry.city, entry.source, entry.run, entry.channel ?? ''];
      const line = [...key, ...times, entry.ended, ...run, ...counts, await nextVersion()];
      await store.writer.insert('state_coverage', coverageColumns, [JSON.stringify(line)]);
    },
    list: (filter) => listCoverage(store.writer, filter),
  };
}

/** Typed access to the state tables of a store. Every put is confirmed before it resolves. */
export function createState(store: Store): State {
  return {
    cursor: createCursor(store),
    coverage: createCoverage(store),
    run: createRun(store),
    dirty: { mark: (days) => markDirty(store.writer, days) },
    deleted: {
      has: async (city, source, id) => {
        const key = { city, source, id };
        return (await findDeleted(store.writer, [key])).has(keyText(key));
      },
    },
  };
}
