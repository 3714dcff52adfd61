// Versions and times as the small tables of state keep them.
import { z } from 'zod';
import type { Lane } from './lane.ts';

const versionRow = z.object({ version: z.number() });

/** Versions of one table: they grow with the clock, and past what is stored when the clock went back. */
export function createTableVersions(
  lane: Lane,
  table:
    | 'state_cursor'
    | 'state_coverage'
    | 'state_run'
    | 'state_budget'
    | 'state_rate'
    | 'state_relevance_label'
    | 'state_correction'
    | 'state_event'
    | 'state_project'
    | 'state_export'
    | 'state_saved_query'
    | 'state_alert'
    | 'dead_letters',
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

/** A column of such a time, as ISO 8601 in UTC. */
export const timeColumn = z.string().transform((text) => `${text.replace(' ', 'T')}Z`);

/** ISO 8601 as ClickHouse's basic format, UTC, to the millisecond. */
export const sqlTime = (iso: string) => new Date(iso).toISOString().slice(0, 23).replace('T', ' ');
