// What left the installation, and which posts it held: exported files, reports, and messages that were sent.
import { z } from 'zod';
import { leavingId } from '../terms.ts';
import type { Store } from './client.ts';
import type { Lane } from './lane.ts';
import { createTableVersions, sqlTime, timeColumn } from './table-versions.ts';

/** What the ledger says of everything that left. */
export interface LedgerManifest {
  /** names the export in the ledger */
  export: string;
  /** of the program */
  earshot: string;
  madeAt: string;
  city: string;
  /** nothing in it is real */
  sample?: true;
}

export interface ExportLedger {
  /** Notes posts of a file, by lines of `heldLine`, before the file has its name. */
  hold(lines: readonly string[]): Promise<void>;
  /** Notes a file that is complete. */
  put(city: string, id: string, madeAtMs: number, manifest: LedgerManifest): Promise<void>;
}

/** That a file of a city, or a message, holds a post: by its own id, or by the one that it leaves with. */
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
const deliveryRow = z
  .object({
    kind: z.string(),
    about: z.string(),
    audience: z.string(),
    recipient: z.string(),
    channel: z.string(),
    copy: z.number(),
    state: z.string(),
    changed_at: timeColumn,
    id: z.string(),
  })
  .transform(({ changed_at, id, ...sent }) => ({ ...sent, sentAt: changed_at, delivery: id }));

/** A message that held a post, to one recipient. */
export type HeldDelivery = z.output<typeof deliveryRow>;

const holders = `SELECT export FROM exported_posts
  WHERE city = {city:String} AND post IN (sipHash64({source:String}, {id:String}), sipHash64({source:String}, {told:String}))`;

/** A further copy that was asked for after the deletion has not got it. */
const deliveries = `SELECT kind, about, audience, recipient, channel, copy, state, changed_at, id FROM state_delivery FINAL
  WHERE city = {city:String} AND message IN (${holders}) AND state IN ('sending', 'uncertain', 'sent')
    AND (copy = 0 OR asked_at <= (
      SELECT if(count() = 0, toDateTime64('2100-01-01 00:00:00', 3, 'UTC'), max(deleted_at)) FROM state_deleted
      WHERE city = {city:String} AND source = {source:String} AND id = {id:String}))
  ORDER BY changed_at DESC, id`;

/**
 * Manifests of files and reports, the newest first; with `holding` only of those that held that post, deleted since or not, and then the messages
 * that brought it to somebody.
 */
export async function listExports(
  lane: Lane,
  city: string,
  holding?: { source: string; id: string },
): Promise<unknown[]> {
  const { source = '', id = '' } = holding ?? {};
  const post = { city, source, id, told: leavingId(source, id) };
  const rows = await lane.rows(
    manifestRow,
    `SELECT manifest FROM state_export FINAL
     WHERE city = {city:String} AND ({any:UInt8} OR id IN (${holders}))
     ORDER BY made_at DESC, id`,
    { ...post, any: holding === undefined ? 1 : 0 },
  );
  const manifests = rows.map(({ manifest }) => JSON.parse(manifest) as unknown);
  if (holding === undefined) return manifests;
  const sent: HeldDelivery[] = await lane.rows(deliveryRow, deliveries, post);
  return [...manifests, ...sent];
}
