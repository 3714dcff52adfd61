// Rebuilds the rollups of one city day from its posts. Safe to repeat, to kill, and to run while posts arrive.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { addDays, dayStart, hourStarts } from '../store/city-time.ts';
import type { Store } from '../store/client.ts';
import { type CityDay, dirtyColumns } from '../store/dirty.ts';

const readSql = (name: string) => readFile(new URL(`./${name}.sql`, import.meta.url), 'utf8');

const dayRow = z.object({ city: z.string(), day: z.string() });
const marksRow = z.object({ mark: z.number(), clear: z.number() });

/** Days whose rollups are behind their posts, oldest first; of one city or of all. */
export function listDirty(store: Store, city?: string): Promise<CityDay[]> {
  return store.jobs.rows(
    dayRow,
    `SELECT city, day FROM state_dirty
     WHERE {city:String} = '' OR city = {city:String}
     GROUP BY city, day
     HAVING maxIf(version, what = 'mark') > maxIf(version, what = 'clear')
     ORDER BY day, city`,
    { city: city ?? '' },
  );
}

/** Instants of a city day: its bounds in ms, and the starts of its hours in s. */
export function dayBounds(timezone: string, day: string): { from: number; to: number; hours: number[] } {
  const from = dayStart(timezone, day);
  const to = dayStart(timezone, addDays(day, 1));
  const hours = hourStarts(timezone, from, to).map((ms) => ms / 1_000);
  return { from, to, hours: hours.length > 0 ? hours : [from / 1_000] };
}

/**
 * Rebuilds a day if it is dirty. The mark is read before the posts and becomes the version of the sums: what arrives
 * later has a higher mark, and stays dirty. One rebuild per city and day at a time, by job id.
 * Throws TransientError; the day is still dirty then.
 */
export async function rebuildDay(
  store: Store,
  city: { id: string; timezone: string },
  day: string,
): Promise<void> {
  const [marks] = await store.jobs.rows(
    marksRow,
    `SELECT maxIf(version, what = 'mark') AS mark, maxIf(version, what = 'clear') AS clear FROM state_dirty
     WHERE city = {city:String} AND day = {day:Date}`,
    { city: city.id, day },
  );
  if (!marks || marks.mark <= marks.clear) return;
  const shared = { city: city.id, day, version: marks.mark };
  await store.jobs.command(await readSql('rebuild-hour'), { ...shared, ...dayBounds(city.timezone, day) });
  await store.jobs.command(await readSql('rebuild-day'), shared);
  await store.jobs.insert('state_dirty', dirtyColumns, [JSON.stringify([city.id, day, 'clear', marks.mark])]);
}
