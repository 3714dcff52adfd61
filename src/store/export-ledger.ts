// Which files left the installation, and which posts they held.
import { z } from 'zod';
import type { Store } from './client.ts';
import type { Lane } from './lane.ts';
import { createTableVersions, sqlTime } from './table-versions.ts';

export interface ExportLedger {
  /** Notes posts of a file, by lines of `heldLine`, before the file has its name. */
  hold(lines: readonly string[]): Promise<void>;
  /** Notes a file that is complete. */
  put(city: string, id: string, madeAtMs: number, manifest: object): Promise<void>;
}

/** That a file of a city holds a post. */
export const heldLine = (city: string, file: string, { source, id }: { source: string; id: string }) =>
  JSON.stringify([city, source, id, file]);

/** Throws TransientError. */
export function createExportLedger(store: Store): ExportLedger {
  const nextVersion = createTableVersions(store.jobs, 'state_export');
  return {
    hold: (lines) => store.jobs.insert('exported_posts', ['city', 'source', 'id', 'export'], lines),
    put: async (city, id, madeAtMs, manifest) => {
      const madeAt = sqlTime(new Date(madeAtMs).toISOString());
      const line = JSON.stringify([city, id, madeAt, JSON.stringify(manifest), await nextVersion()]);
      await store.jobs.insert('state_export', ['city', 'id', 'made_at', 'manifest', 'version'], [line]);
    },
  };
}

const manifestRow = z.object({ manifest: z.string() });

/** Manifests, the newest first; with `holding` only those whose file held that post, deleted since or not. */
export async function listExports(
  lane: Lane,
  city: string,
  holding?: { source: string; id: string },
): Promise<unknown[]> {
  const { source = '', id = '' } = holding ?? {};
  const rows = await lane.rows(
    manifestRow,
    `SELECT manifest FROM state_export FINAL
     WHERE city = {city:String}
       AND ({any:UInt8} OR id IN (SELECT export FROM exported_posts
         WHERE city = {city:String} AND post = sipHash64({source:String}, {id:String})))
     ORDER BY made_at DESC, id`,
    { city, source, id, any: holding === undefined ? 1 : 0 },
  );
  return rows.map(({ manifest }) => JSON.parse(manifest) as unknown);
}
