// Posts of a source in the order of their time, key by key: for looking at them again on their platform.
import { z } from 'zod';
import type { Lane } from './lane.ts';

const storedRow = z.object({
  id: z.string(),
  channel: z.string(),
  kind: z.string(),
  createdAtMs: z.number(),
});
export type StoredKey = z.output<typeof storedRow>;

export interface StoredRange {
  city: string;
  source: string;
  /** created within [fromMs, toMs) */
  fromMs: number;
  toMs: number;
  /** the key after which to go on */
  after?: { createdAtMs: number; id: string };
  limit: number;
}

const sql = `SELECT id, channel, kind, toUnixTimestamp64Milli(created_at) AS createdAtMs FROM posts FINAL
WHERE city = {city:String} AND source = {source:String} AND expires_at > now('UTC')
  AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
  AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
  AND (created_at > fromUnixTimestamp64Milli({afterMs:Int64}, 'UTC')
    OR (created_at = fromUnixTimestamp64Milli({afterMs:Int64}, 'UTC') AND id > {afterId:String}))
ORDER BY created_at, id LIMIT {limit:UInt32}`;

export function listStored(lane: Lane, range: StoredRange): Promise<StoredKey[]> {
  const { city, source, fromMs: from, toMs: to, limit, after } = range;
  const afterMs = after?.createdAtMs ?? from - 1;
  return lane.rows(storedRow, sql, { city, source, from, to, limit, afterMs, afterId: after?.id ?? '' });
}
