// Which posts of a source are stored, by id or by whose they are.
import { z } from 'zod';
import type { Lane } from './lane.ts';
import { chunks } from './tombstones.ts';

const row = z.object({ id: z.string() });
const chunkSize = 5_000;

/** `authorities`: ids up to their third slash (`at://did:plc:…`). Deleted posts are not among them. */
export async function findStoredIds(
  lane: Lane,
  wanted: { city: string; source: string; ids: readonly string[]; authorities: readonly string[] },
): Promise<string[]> {
  const { city, source } = wanted;
  const found = new Set<string>();
  const look = async (where: string, values: readonly string[]) => {
    for (const chunk of chunks([...new Set(values)], chunkSize)) {
      const rows = await lane.rows(
        row,
        `SELECT DISTINCT id FROM posts WHERE city = {city:String} AND source = {source:String} AND is_deleted = 0 AND ${where}`,
        { city, source, values: chunk },
      );
      for (const { id } of rows) found.add(id);
    }
  };
  await look('id IN {values:Array(String)}', wanted.ids);
  await look(
    `arrayStringConcat(arraySlice(splitByChar('/', id), 1, 3), '/') IN {values:Array(String)}`,
    wanted.authorities,
  );
  return [...found];
}
