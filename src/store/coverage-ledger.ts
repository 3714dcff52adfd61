// The coverage ledger: which interval each run of a source covered, channel by channel, and how it ended.
import { z } from 'zod';
import type { Store } from './client.ts';
import type { Lane } from './lane.ts';
import { createTableVersions, sqlTime } from './table-versions.ts';

/** One run of a source: what interval it covered and how it ended. Times are ISO 8601. */
export interface CoverageEntry {
  city: string;
  source: string;
  /** names the run; an entry of the same run, channel and part is replaced */
  run: string;
  /** without it the source as a whole */
  channel?: string;
  /** counts the stretches of a channel in one run; 0 without it */
  part?: number;
  /** an import only says what an archive holds; `collect` without it: nothing else was there */
  how?: 'collect' | 'import';
  from: string;
  to: string;
  ended: string;
  /** why it did not end complete, in words without content of posts */
  reason?: string;
  startedAt: string;
  finishedAt: string;
  read: number;
  enqueued: number;
  skipped: number;
  dead: number;
}

/** An entry as it is read: with everything that may be left out. */
export type LedgerEntry = CoverageEntry &
  Required<Pick<CoverageEntry, 'channel' | 'part' | 'how' | 'reason'>>;

export interface LedgerFilter {
  city: string;
  source?: string;
  /** bounds of the intervals that entries must touch, in ms */
  fromMs?: number;
  toMs?: number;
}

export interface CoverageLedger {
  /** all in one insert */
  put(...entries: CoverageEntry[]): Promise<void>;
  /** entries that touch the interval, oldest first */
  list(filter: LedgerFilter): Promise<LedgerEntry[]>;
}

const columns = [
  ...['city', 'source', 'run', 'channel', 'part', 'how', 'covered_from', 'covered_to', 'ended', 'reason'],
  ...['started_at', 'finished_at', 'read', 'enqueued', 'skipped', 'dead', 'version'],
];

const isoFromMs = z.number().transform((ms) => new Date(ms).toISOString());
const ledgerRow = z.object({
  city: z.string(),
  source: z.string(),
  run: z.string(),
  channel: z.string(),
  part: z.number(),
  how: z.enum(['collect', 'import']),
  from: isoFromMs,
  to: isoFromMs,
  ended: z.string(),
  reason: z.string(),
  startedAt: isoFromMs,
  finishedAt: isoFromMs,
  read: z.number(),
  enqueued: z.number(),
  skipped: z.number(),
  dead: z.number(),
});

const listSql = `SELECT city, source, run, channel, part, how, toUnixTimestamp64Milli(covered_from) AS \`from\`,
  toUnixTimestamp64Milli(covered_to) AS \`to\`, ended, reason, toUnixTimestamp64Milli(started_at) AS startedAt,
  toUnixTimestamp64Milli(finished_at) AS finishedAt, read, enqueued, skipped, dead
FROM state_coverage FINAL
WHERE city = {city:String} AND ({source:String} = '' OR source = {source:String})
  AND covered_to >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
  AND covered_from <= fromUnixTimestamp64Milli({to:Int64}, 'UTC')
ORDER BY covered_from, source, run, channel, part`;

/** Reads the ledger on the given lane. */
export function listCoverage(lane: Lane, filter: LedgerFilter): Promise<LedgerEntry[]> {
  return lane.rows(ledgerRow, listSql, {
    city: filter.city,
    source: filter.source ?? '',
    from: filter.fromMs ?? 0,
    to: filter.toMs ?? Date.UTC(2200, 0),
  });
}

const longestReason = 500;

function lineOf(entry: CoverageEntry, version: number): string {
  const { city, source, run, channel = '', part = 0, how = 'collect', ended, reason = '' } = entry;
  const { read, enqueued, skipped, dead } = entry;
  const [from, to, startedAt, finishedAt] = [entry.from, entry.to, entry.startedAt, entry.finishedAt].map(
    sqlTime,
  );
  const key = [city, source, run, channel, part, how];
  const told = [from, to, ended, reason.slice(0, longestReason), startedAt, finishedAt];
  return JSON.stringify([...key, ...told, read, enqueued, skipped, dead, version]);
}

export function createCoverageLedger(store: Store): CoverageLedger {
  const nextVersion = createTableVersions(store.writer, 'state_coverage');
  return {
    put: async (...entries) => {
      if (entries.length === 0) return;
      const version = await nextVersion();
      const lines = entries.map((entry) => lineOf(entry, version));
      await store.writer.insert('state_coverage', columns, lines);
    },
    list: (filter) => listCoverage(store.writer, filter),
  };
}
