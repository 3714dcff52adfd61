// The calendar days of a city that have posts or sums.
import { z } from 'zod';
import type { Store } from '../store/client.ts';

const row = z.object({ day: z.string() });

/** Newest first, at most `limit`. */
export async function listDays(
  store: Store,
  city: { id: string; timezone: string },
  limit: number,
): Promise<string[]> {
  const rows = await store.jobs.rows(
    row,
    `SELECT DISTINCT toString(day) AS day FROM
     (
       SELECT day FROM rollup_day WHERE city = {city:String}
       UNION ALL
       SELECT toDate(created_at, {timezone:String}) FROM posts WHERE city = {city:String}
     )
     ORDER BY day DESC LIMIT {limit:UInt32}`,
    { city: city.id, timezone: city.timezone, limit },
  );
  return rows.map(({ day }) => day);
}
