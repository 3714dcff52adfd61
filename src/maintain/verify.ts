// Compares rollups with the posts they were made from. What differs is a fault, or a day that waits for its rebuild.
import { z } from 'zod';
import { addDays } from '../store/city-time.ts';
import type { Store } from '../store/client.ts';
import { sqlFiles } from '../store/sql-files.ts';
import { countPosts, dayBounds, inGroups } from './rebuild.ts';
import { verifyTerms } from './verify-terms.ts';

const readSql = sqlFiles(import.meta.url, 'verify-');

export interface Difference {
  city: string;
  day: string;
  table: 'rollup_hour' | 'rollup_day' | 'rollup_total' | 'rollup_place' | 'said_day';
  /** start of the hour, ISO 8601 in UTC; only for rollup_hour */
  hour?: string;
  topic: string;
  /** only for said_day, which has no kind, lang and place; rollup_total and rollup_place have no source either */
  term?: string;
  source: string;
  kind: string;
  lang: string;
  place: string;
  column: string;
  rollup: number;
  posts: number;
}

const sums = z.record(z.string(), z.number());
const differenceRow = z.object({
  hour: z.number(),
  topic: z.string(),
  source: z.string(),
  kind: z.string(),
  lang: z.string(),
  place: z.string(),
  rollup: sums,
  posts: sums,
});

type Sums = z.output<typeof sums>;

const differing = (rollup: Sums, posts: Sums): string[] =>
  [...new Set([...Object.keys(rollup), ...Object.keys(posts)])].filter(
    (column) => (rollup[column] ?? 0) !== (posts[column] ?? 0),
  );

function explain(
  row: z.output<typeof differenceRow>,
  city: string,
  day: string,
  isHour: boolean,
): Difference[] {
  const { hour, rollup, posts, ...key } = row;
  return differing(rollup, posts).map((column) => ({
    ...{ city, day, table: isHour ? 'rollup_hour' : 'rollup_day' },
    ...(isHour && { hour: new Date(hour * 1_000).toISOString() }),
    ...key,
    ...{ column, rollup: rollup[column] ?? 0, posts: posts[column] ?? 0 },
  })) as Difference[];
}

const totalRow = z.object({
  city_day: z.string(),
  area: z.string(),
  topic: z.string(),
  rollup: sums,
  posts: sums,
});

/** Differences between the sums of whole days and those they are made from. */
async function verifyTotals(store: Store, city: string, days: readonly string[]): Promise<Difference[]> {
  const sql = await readSql('total');
  const rows = await store.jobs.rows(totalRow, sql, { city, days });
  const any = { source: '', kind: '', lang: '' };
  return rows.flatMap(({ city_day: day, area, topic, rollup, posts }) =>
    differing(rollup, posts).map(
      (column): Difference => ({
        ...{ city, day, table: area === '*' ? 'rollup_total' : 'rollup_place', topic, ...any },
        ...{ place: area === '*' ? '' : area, column },
        ...{ rollup: rollup[column] ?? 0, posts: posts[column] ?? 0 },
      }),
    ),
  );
}

/**
 * Differences between rollups and posts of calendar days of a city, in order; at most 1,000 keys a day and table. Short statements, one per day for the
 * sums, so that none stands in the way. Mark the days dirty to heal them.
 */
export async function verifyDays(
  store: Store,
  city: { id: string; timezone: string },
  days: readonly string[],
): Promise<Difference[]> {
  if (days.length === 0) return [];
  const found: Difference[] = [];
  for (const name of ['hour', 'day'] as const) {
    const sql = await readSql(name);
    for (const day of days) {
      const bounds = dayBounds(city.timezone, day);
      const rows = await store.jobs.rows(differenceRow, sql, { city: city.id, day, ...bounds });
      found.push(...rows.flatMap((row) => explain(row, city.id, day, name === 'hour')));
    }
  }
  found.push(...(await verifyTotals(store, city.id, days)));
  const posts = await countPosts(store, city, days);
  for (const together of inGroups(days, posts)) {
    const sum = together.reduce((n, day) => n + (posts.get(day) ?? 0), 0);
    found.push(...(await verifyTerms(store, city, together, sum)));
  }
  return found;
}

/** The same of all days from `fromDay` to before `toDay`. */
export async function verify(
  store: Store,
  city: { id: string; timezone: string },
  range: { fromDay: string; toDay: string },
): Promise<Difference[]> {
  const days: string[] = [];
  for (let day = range.fromDay; day < range.toDay; day = addDays(day, 1)) days.push(day);
  return verifyDays(store, city, days);
}
