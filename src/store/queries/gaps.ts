// Where a period was not collected, so that a quiet chart is not taken for a quiet city.
import { z } from 'zod';
import { isoInCity } from '../city-time.ts';
import type { Store } from '../client.ts';
import { sqlFiles } from '../sql-files.ts';
import type { Gap, QueryCity } from './define.ts';

const readSql = sqlFiles(import.meta.url);

interface Run {
  fromMs: number;
  toMs: number;
  ended: string;
  how: 'collect' | 'import';
}

export interface Hole {
  fromMs: number;
  toMs: number;
  reason: string;
}

/** Endings after which the interval of the run is not complete; after the others what it covered is covered. */
const incomplete = new Set(['failed', 'blocked', 'truncated']);
/** Runs read the clock one after the other: a gap shorter than this is none. */
const toleranceMs = 60_000;

/**
 * An archive holds what it holds, however its import ended: within it nothing can be said to be missing. A collection
 * over it that was not complete has only what it brought.
 */
const isCovering = ({ how, ended }: Run) => how === 'import' || !incomplete.has(ended);

/**
 * Parts of [fromMs, toMs) that nothing covers, each with the ending of the run that failed over it. Before
 * `collectedSinceMs` (undefined: always) nobody was to collect: all that can be said there is that no archive reaches it.
 */
export function uncovered(
  runs: readonly Run[],
  fromMs: number,
  toMs: number,
  collectedSinceMs: number | undefined,
): Hole[] {
  const inOrder = [...runs].sort((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs);
  const covering = inOrder.filter(isCovering);
  const holes: Hole[] = [];
  const add = (start: number, end: number) => {
    if (end - start < toleranceMs) return;
    const failed = inOrder.find((run) => !isCovering(run) && run.fromMs < end && run.toMs > start);
    const isOurs = collectedSinceMs !== undefined && collectedSinceMs <= start;
    holes.push({
      fromMs: start,
      toMs: end,
      reason: failed?.ended ?? (isOurs ? 'not collected' : 'not imported'),
    });
  };
  let coveredTo = fromMs;
  for (const run of covering) {
    if (run.fromMs > coveredTo) add(coveredTo, Math.min(run.fromMs, toMs));
    coveredTo = Math.max(coveredTo, run.toMs);
    if (coveredTo >= toMs) return holes;
  }
  add(coveredTo, toMs);
  return holes;
}

const ledgerRow = z.object({
  source: z.string(),
  channel: z.string(),
  since: z.number(),
  collected_since: z.number(),
  collections: z.number(),
  runs: z.array(z.tuple([z.number(), z.number(), z.string(), z.enum(['collect', 'import'])])),
});

/** A hole of a channel that lies in one of its whole source is told once, as the source's. */
function ownHoles(holes: readonly Hole[], ofSource: readonly Hole[]): Hole[] {
  return holes.filter(
    ({ fromMs, toMs }) =>
      !ofSource.some((whole) => whole.fromMs - toleranceMs <= fromMs && whole.toMs + toleranceMs >= toMs),
  );
}

/** A source, or one of its channels, and what the ledger says of a period. */
export interface LedgerLine {
  source: string;
  /** empty for the source as a whole */
  channel: string;
  /** the first time there was something of it */
  sinceMs: number;
  holes: Hole[];
}

/** The ledger of a period, from the first time there was something of each source until now. */
export async function readLedger(
  store: Store,
  city: QueryCity,
  period: { fromMs: number; toMs: number; sources: string[] },
  nowMs: number,
): Promise<LedgerLine[]> {
  const sql = await readSql('gaps');
  const rows = await store.sums.rows(ledgerRow, sql, {
    city: city.id,
    sources: period.sources,
    from: period.fromMs,
    to: period.toMs,
  });
  const toMs = Math.min(period.toMs, nowMs);
  const inOrder = [...rows].sort(
    (a, b) => a.source.localeCompare(b.source) || a.channel.localeCompare(b.channel),
  );
  return inOrder.map(({ source, channel, since, collected_since, collections, runs }) => {
    const fromMs = Math.max(period.fromMs, since);
    const read = runs.map(([from, to, ended, how]) => ({ fromMs: from, toMs: to, ended, how }));
    const collectedSince = collections > 0 ? collected_since : undefined;
    const holes = fromMs < toMs ? uncovered(read, fromMs, toMs, collectedSince) : [];
    return { source, channel, sinceMs: since, holes };
  });
}

/** Gaps of every source within a period. */
export async function readGaps(
  store: Store,
  city: QueryCity,
  period: { fromMs: number; toMs: number; sources: string[] },
  nowMs: number,
): Promise<Gap[]> {
  return gapsOf(city, await readLedger(store, city, period, nowMs));
}

/** What the ledger lacks, as an answer tells it. */
export function gapsOf(city: QueryCity, lines: readonly LedgerLine[]): Gap[] {
  return lines.flatMap(({ source, channel, holes }) => {
    const whole = lines.find((line) => line.source === source && line.channel === '');
    const own = channel === '' ? holes : ownHoles(holes, whole?.holes ?? []);
    return own.map((hole) => ({
      source,
      channel,
      from: isoInCity(city.timezone, hole.fromMs),
      to: isoInCity(city.timezone, hole.toMs),
      reason: hole.reason,
    }));
  });
}
