// What platforms have said of their limits, for all processes of a source and of every city with the same credentials.
import { z } from 'zod';
import type { Store } from './client.ts';
import { createTableVersions, sqlTime } from './table-versions.ts';

const windowRow = z.object({ name: z.string(), remaining: z.number(), resetAtMs: z.number() });
type Window = z.output<typeof windowRow>;

export interface Rates {
  /** windows whose reset lies ahead of `nowMs` */
  list(source: string, scope: string, nowMs: number): Promise<Window[]>;
  put(source: string, scope: string, windows: readonly Window[]): Promise<void>;
}

const columns = ['source', 'scope', 'name', 'remaining', 'reset_at', 'version'];

const listSql = `SELECT name, remaining, toUnixTimestamp64Milli(reset_at) AS resetAtMs FROM state_rate FINAL
WHERE source = {source:String} AND scope = {scope:String} AND reset_at > fromUnixTimestamp64Milli({now:Int64}, 'UTC')`;

export function createRates(store: Store): Rates {
  const nextVersion = createTableVersions(store.writer, 'state_rate');
  return {
    list: (source, scope, now) => store.writer.rows(windowRow, listSql, { source, scope, now }),
    async put(source, scope, windows) {
      if (windows.length === 0) return;
      const version = await nextVersion();
      const lines = windows.map(({ name, remaining, resetAtMs }) =>
        JSON.stringify([source, scope, name, remaining, sqlTime(new Date(resetAtMs).toISOString()), version]),
      );
      await store.writer.insert('state_rate', columns, lines);
    },
  };
}
