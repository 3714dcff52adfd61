// What people corrected: one entry per post, kept while the post is, and put over every version of its row that is written.
import { z } from 'zod';
import { type Correction, correctionSchema } from '../correction.ts';
import type { Lane } from './lane.ts';
import { createTableVersions, sqlTime } from './table-versions.ts';
import { chunks, type DeletedKey, keyParams, keyText } from './tombstones.ts';

/** `correction` is undefined when it was taken back: then the program's tags stand again. */
export interface KeptCorrection {
  source: string;
  id: string;
  correction: Correction | undefined;
  /** ISO 8601 */
  madeAt: string;
}

const chunkSize = 5_000;
const tagsColumn = z
  .string()
  .transform((text) => (text === '' ? undefined : correctionSchema.parse(JSON.parse(text))));
const keyedRow = z.object({ city: z.string(), source: z.string(), id: z.string(), tags: z.string() });
const keptRow = z
  .object({ source: z.string(), id: z.string(), tags: tagsColumn, at: z.number() })
  .transform(({ tags, at, ...key }) => ({ ...key, correction: tags, madeAt: new Date(at).toISOString() }));
const pendingRow = keyedRow.extend({ version: z.number() });
export type PendingCorrection = z.output<typeof pendingRow>;

export const readTags = (text: string): Correction | undefined => tagsColumn.parse(text);

/** The entries of keys, as `keyText` → JSON of the tags (empty when taken back). Two that are equal say the same. */
export async function findCorrections(lane: Lane, keys: readonly DeletedKey[]): Promise<Map<string, string>> {
  const wanted = new Set(keys.map(keyText));
  const found = new Map<string, string>();
  for (const chunk of chunks(keys, chunkSize)) {
    const rows = await lane.rows(
      keyedRow,
      `SELECT city, source, id, tags FROM state_correction FINAL
       WHERE city IN {cities:Array(String)} AND source IN {sources:Array(String)} AND id IN {ids:Array(String)}`,
      keyParams(chunk),
    );
    for (const row of rows) if (wanted.has(keyText(row))) found.set(keyText(row), row.tags);
  }
  return found;
}

export interface CorrectionTable {
  /** Keeps a correction whose row is still to be written. */
  put(key: DeletedKey, correction: Correction | undefined): Promise<PendingCorrection>;
  /** Its row is written. A correction that came since stays as it is. */
  finish(pending: PendingCorrection): Promise<void>;
  /** what stands in a city, the newest first; corrections that were taken back are not among it */
  list(city: string): Promise<KeptCorrection[]>;
  /** corrections whose rows may not say so yet */
  pending(): Promise<PendingCorrection[]>;
}

export function createCorrectionTable(lane: Lane): CorrectionTable {
  const nextVersion = createTableVersions(lane, 'state_correction');
  const insert = async ({ city, source, id, tags, version }: PendingCorrection, pending: 0 | 1) => {
    const at = sqlTime(new Date().toISOString());
    const line = JSON.stringify([city, source, id, tags, pending, at, version]);
    const columns = ['city', 'source', 'id', 'tags', 'pending', 'made_at', 'version'];
    await lane.insert('state_correction', columns, [line]);
  };
  return {
    put: async ({ city, source, id }, correction) => {
      const tags = correction === undefined ? '' : JSON.stringify(correction);
      const pending = { city, source, id, tags, version: await nextVersion() };
      // The number behind it is that of its end, below any correction that comes later.
      await nextVersion();
      await insert(pending, 1);
      return pending;
    },
    finish: (pending) => insert({ ...pending, version: pending.version + 1 }, 0),
    list: (city) =>
      lane.rows(
        keptRow,
        `SELECT source, id, tags, toUnixTimestamp64Milli(made_at) AS at FROM state_correction FINAL
         WHERE city = {city:String} AND tags != '' ORDER BY made_at DESC, source, id`,
        { city },
      ),
    pending: () =>
      lane.rows(
        pendingRow,
        'SELECT city, source, id, tags, version FROM state_correction FINAL WHERE pending = 1',
      ),
  };
}
