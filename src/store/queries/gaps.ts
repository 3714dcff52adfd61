// Where a period was not collected, so that a quiet chart is not taken for a quiet city.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { isoInCity } from '../city-time.ts';
import type { Store } from '../client.ts';
import type { Gap, QueryCity } from './define.ts';

interface Run {
  fromMs: number;
  toMs: number;
  ended: string;
}

/** Endings after which the interval of the run is not complete; after the others what it covered is covered. */
const incomplete = new Set(['failed', 'blocked', 'truncated']);
/** Runs read the clock one after the other: a gap shorter than this is none. */
const toleranceMs = 60_000;

/** Parts of [fromMs, toMs) that no complete run covers, each with the ending of the run that failed over it. */
export function uncovered(
  runs: readonly Run[],
  fromMs: number,
  toMs: number,
): { fromMs: number; toMs: number; reason: string }[] {
  const complete = runs.filter(({ ended }) => !incomplete.has(ended)).sort((a, b) => a.fromMs - b.fromMs);
  const gaps: { fromMs: number; toMs: number; reason: string }[] = [];
  const add = (start: number, end: number) => {
    if (end - start < toleranceMs) return;
    const failed = runs.find((run) => incomplete.has(run.ended) && run.fromMs < end && run.toMs > start);
    gaps.push({ fromMs: start, toMs: end, reason: failed?.ended ?? 'not collected' });
  };
  let coveredTo = fromMs;
  for (const run of complete) {
    if (run.fromMs > coveredTo) add(coveredTo, Math.min(run.fromMs, toMs));
    coveredTo = Math.max(coveredTo, run.toMs);
    if (coveredTo >= toMs) return gaps;
  }
  add(coveredTo, toMs);
  return gaps;
}

const ledgerRow = z.object({
  source: z.string(),
  channel: z.string(),
  since: z.number(),
  runs: z.array(z.tuple([z.number(), z.number(), z.string()])),
});

/** Gaps of every source within a period, from the first time it was collected until now. */
export async function readGaps(
  store: Store,
  city: QueryCity,
  period: { fromMs: number; toMs: number; sources: string[] },
  nowMs: number,
): Promise<Gap[]> {
  const sql = await readFile(new URL('./gaps.sql', import.meta.url), 'utf8');
  const rows = await store.pages.rows(ledgerRow, sql, {
    city: city.id,
    sources: period.sources,
    from: period.fromMs,
    to: period.toMs,
  });
  return rows.flatMap(({ source, channel, since, runs }) => {
    const fromMs = Math.max(period.fromMs, since);
    const toMs = Math.min(period.toMs, nowMs);
    const read = runs.map(([from, to, ended]) => ({ fromMs: from, toMs: to, ended }));
    const gaps = fromMs < toMs ? uncovered(read, fromMs, toMs) : [];
    return gaps.map((gap) => ({
      source,
      channel,
      from: isoInCity(city.timezone, gap.fromMs),
      to: isoInCity(city.timezone, gap.toMs),
      reason: gap.reason,
    }));
  });
}
