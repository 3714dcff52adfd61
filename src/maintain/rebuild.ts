// Rebuilds the rollups of city days from their posts. Safe to repeat, to kill, and to run while posts arrive.
import { z } from 'zod';
import { addDays, dayStart, hourStarts } from '../store/city-time.ts';
import type { Store } from '../store/client.ts';
import { type CityDay, dirtyColumns } from '../store/dirty.ts';
import { sqlFiles } from '../store/sql-files.ts';
import { settleDays } from './settle.ts';
import { rebuildTerms } from './terms.ts';

const readSql = sqlFiles(import.meta.url);

const dayRow = z.object({ city: z.string(), day: z.string() });
const markRow = z.object({ day: z.string(), mark: z.number() });
const countRow = z.object({ day: z.string(), n: z.number() });

/** Days of a month are rebuilt by one statement, as long as it reads no more posts than this: it keeps no reader waiting. */
const mostPosts = 4_000;

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

/** The same from the first to the last of several days: which day each hour belongs to stands beside it. */
function spanBounds(timezone: string, first: string, last: string) {
  const bounds: (ReturnType<typeof dayBounds> & { day: string })[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) bounds.push({ day, ...dayBounds(timezone, day) });
  // A day that the zone skipped has no hour of its own: the one it would name belongs to the next day.
  const real = bounds.filter(({ from, to }) => from < to);
  const withHours = real.length > 0 ? real : bounds.slice(0, 1);
  return {
    from: bounds[0]!.from,
    to: bounds.at(-1)!.to,
    hours: withHours.flatMap(({ hours }) => hours),
    hourDays: withHours.flatMap(({ day, hours }) => hours.map(() => day)),
  };
}

/** Days of one month with few posts are rebuilt together: one statement, into one partition. */
export function inGroups(days: readonly string[], posts: ReadonlyMap<string, number>): string[][] {
  const groups: string[][] = [];
  let sum = 0;
  for (const day of days) {
    const group = groups.at(-1);
    sum += posts.get(day) ?? 0;
    if (group && sum <= mostPosts && group[0]!.slice(0, 7) === day.slice(0, 7)) {
      group.push(day);
    } else {
      groups.push([day]);
      sum = posts.get(day) ?? 0;
    }
  }
  return groups;
}

/** Posts per day, whatever versions of them are stored: what is chosen by it must not change when they are merged. */
export async function countPosts(
  store: Store,
  city: RunCity,
  days: readonly string[],
): Promise<Map<string, number>> {
  const [first, last] = [days[0]!, days.at(-1)!];
  const rows = await store.jobs.rows(
    countRow,
    `SELECT toString(toDate(created_at, {timezone:String})) AS day, uniqExact(created_at, source, id) AS n FROM posts WHERE city = {city:String}
       AND created_at >= fromUnixTimestamp64Milli({from:Int64}, 'UTC')
       AND created_at < fromUnixTimestamp64Milli({to:Int64}, 'UTC')
     GROUP BY day`,
    {
      ...{ city: city.id, timezone: city.timezone },
      ...{ from: dayStart(city.timezone, first), to: dayStart(city.timezone, addDays(last, 1)) },
    },
  );
  return new Map(rows.map(({ day, n }) => [day, n]));
}

/** Those of the days that have terms, or had. */
async function daysWithTerms(store: Store, city: RunCity, days: readonly string[]): Promise<Set<string>> {
  const rows = await store.jobs.rows(
    z.object({ day: z.string() }),
    'SELECT DISTINCT toString(day) AS day FROM said_day WHERE city = {city:String} AND said_day.day IN {days:Array(Date)}',
    { city: city.id, days },
  );
  return new Set(rows.map(({ day }) => day));
}

export interface RunCity {
  id: string;
  timezone: string;
}

/** Rebuilds days of a month; `version` is the highest mark that was read before. */
async function rebuildTogether(
  store: Store,
  city: RunCity,
  days: string[],
  { version, terms }: { version: number; terms: { days: string[]; posts: number } | undefined },
): Promise<void> {
  const bounds = spanBounds(city.timezone, days[0]!, days.at(-1)!);
  const shared = { city: city.id, days, version };
  await store.jobs.command(await readSql('rebuild-hour'), { ...shared, ...bounds });
  await store.jobs.command(await readSql('rebuild-day'), shared);
  await store.jobs.command(await readSql('rebuild-total'), shared);
  await store.jobs.command(await readSql('rebuild-place'), shared);
  if (!terms) return;
  if (terms.days.length > 0) await rebuildTerms(store, { city, ...terms, version });
  const clears = days.map((day) => JSON.stringify([city.id, day, 'clear', version]));
  await store.jobs.insert('state_dirty', dirtyColumns, clears);
}

/** City days → version of the sums that were made of them while their terms had to wait. */
export type Summed = Map<string, number>;

/**
 * Rebuilds those of the days that are dirty. The highest mark is read before the posts and becomes the version of the
 * sums: what arrives later has a higher mark, and stays dirty. One rebuild per city and day at a time, by job id.
 * Throws TransientError; the days not yet rebuilt are still dirty then. With `sumsOnly` the terms are left for later and the days dirty; those whose
 * sums it has already, and no later mark, are not looked at again.
 */
export async function rebuildDays(
  store: Store,
  city: RunCity,
  days: readonly string[],
  sumsOnly?: Summed,
): Promise<void> {
  const marks = await store.jobs.rows(
    markRow,
    `SELECT day, maxIf(version, what = 'mark') AS mark FROM state_dirty
     WHERE city = {city:String} AND day IN {days:Array(Date)}
     GROUP BY day HAVING mark > maxIf(version, what = 'clear')
     ORDER BY day`,
    { city: city.id, days },
  );
  const keyOf = (day: string) => `${city.id} ${day}`;
  const due = marks.filter(({ day, mark }) => mark > (sumsOnly?.get(keyOf(day)) ?? 0));
  // Every mark is a number of one sequence: the highest of several days is above each of theirs, and below the next.
  const version = due.reduce((highest, { mark }) => Math.max(highest, mark), 0);
  const dirty = due.map(({ day }) => day);
  if (dirty.length === 0) return;
  await settleDays(store, city, dirty);
  const posts = await countPosts(store, city, dirty);
  const known = sumsOnly ? new Set<string>() : await daysWithTerms(store, city, dirty);
  for (const together of inGroups(dirty, posts)) {
    const sum = together.reduce((n, day) => n + (posts.get(day) ?? 0), 0);
    // A term is what two voices say: a day with one post has none, unless it had.
    const telling = together.filter((day) => known.has(day) || (posts.get(day) ?? 0) > 1);
    await rebuildTogether(store, city, together, {
      version,
      terms: sumsOnly ? undefined : { days: telling, posts: sum },
    });
    for (const day of together) sumsOnly?.set(keyOf(day), version);
  }
}

export const rebuildDay = (store: Store, city: RunCity, day: string): Promise<void> =>
  rebuildDays(store, city, [day]);
