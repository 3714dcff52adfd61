// Whole rows as they are stored, ready to be written again with other tags.
import { z } from 'zod';
import { dayOf } from './city-time.ts';
import type { Lane } from './lane.ts';
import { postColumns, type StoredRow } from './row.ts';
import { chunks, findStored, keyText } from './tombstones.ts';

const columns = postColumns.slice(0, -2);
const chunkSize = 500;

/** One row with a value per column; `version` is that of the row. */
const storedRow = z.looseObject({
  city: z.string(),
  source: z.string(),
  id: z.string(),
  created_at: z.string(),
  version: z.number(),
});
type Stored = z.output<typeof storedRow>;

export interface RowCity {
  id: string;
  timezone: string;
}

function toStoredRow(stored: Stored, timezone: string): StoredRow & { basedOn: number } {
  const { city, source, id, created_at: createdAt, version } = stored;
  const createdAtMs = Date.parse(`${createdAt.replace(' ', 'T')}Z`);
  return {
    ...{ city, source, id, createdAtMs, timezone, day: dayOf(timezone, createdAtMs) },
    line: JSON.stringify(columns.map((column) => stored[column])),
    basedOn: version,
  };
}

/** The newest versions of posts of a city; those that were deleted or have expired are not among them. Throws TransientError. */
export async function readStoredRows(
  lane: Lane,
  city: RowCity,
  keys: readonly { source: string; id: string }[],
): Promise<(StoredRow & { basedOn: number })[]> {
  const wanted = new Set(keys.map(({ source, id }) => keyText({ city: city.id, source, id })));
  const rows: (StoredRow & { basedOn: number })[] = [];
  for (const chunk of chunks(keys, chunkSize)) {
    // Without their times FINAL would read every month.
    const places = await findStored(
      lane,
      chunk.map(({ source, id }) => ({ city: city.id, source, id })),
    );
    if (places.length === 0) continue;
    const found = await lane.rows(
      storedRow,
      `SELECT ${columns.join(', ')}, version FROM posts FINAL
       WHERE city = {city:String} AND source IN {sources:Array(String)} AND id IN {ids:Array(String)}
         AND created_at IN (SELECT fromUnixTimestamp64Milli(arrayJoin({ats:Array(Int64)}), 'UTC'))
         AND expires_at > now('UTC')`,
      {
        city: city.id,
        sources: [...new Set(places.map(({ source }) => source))],
        ids: [...new Set(places.map(({ id }) => id))],
        ats: [...new Set(places.map(({ createdAtMs }) => createdAtMs))],
      },
    );
    for (const row of found) if (wanted.has(keyText(row))) rows.push(toStoredRow(row, city.timezone));
  }
  return rows;
}
