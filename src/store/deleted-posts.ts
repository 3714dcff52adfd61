// Which of the posts that something outside the rows names (a report, a message, an alert) were deleted since.
import { z } from 'zod';
import { sourcesThatNameAuthors } from '../terms.ts';
import type { Lane } from './lane.ts';
import { chunks } from './tombstones.ts';

/** A post by the id that it leaves with: see `leavingId` of src/terms.ts. */
export interface NamedPost {
  source: string;
  id: string;
}

export const namedKey = ({ source, id }: NamedPost) => `${source}\n${id}`;

const row = z.object({ source: z.string(), id: z.string() });
const chunkSize = 5_000;

/** The digest is `leavingId` in SQL; only sources that have one are read through. */
const statement = `SELECT DISTINCT source, told AS id FROM (
    SELECT source, if(source IN {digested:Array(String)}, substring(lower(hex(SHA256(id))), 1, 32), id) AS told
    FROM state_deleted
    WHERE city = {city:String} AND source IN {sources:Array(String)}
      AND (id IN {ids:Array(String)} OR source IN {digested:Array(String)})
  ) WHERE told IN {ids:Array(String)}`;

/** `namedKey` of those that were deleted from the city. Throws TransientError. */
export async function findDeletedPosts(
  lane: Lane,
  city: string,
  posts: readonly NamedPost[],
): Promise<Set<string>> {
  const named = new Map(posts.map((post) => [namedKey(post), post]));
  const deleted = new Set<string>();
  const digested = sourcesThatNameAuthors();
  for (const chunk of chunks([...named.values()], chunkSize)) {
    const sources = [...new Set(chunk.map(({ source }) => source))];
    const ids = [...new Set(chunk.map(({ id }) => id))];
    for (const found of await lane.rows(row, statement, { city, sources, ids, digested }))
      if (named.has(namedKey(found))) deleted.add(namedKey(found));
  }
  return deleted;
}
