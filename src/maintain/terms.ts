// What is said on city days, by topic: rebuilt with their sums. Safe to repeat and to kill; a day that empties is emptied.
import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { PermanentError, TransientError } from '../errors.ts';
import { addDays, dayStart } from '../store/city-time.ts';
import type { Store } from '../store/client.ts';
import { sqlFiles } from '../store/sql-files.ts';
import { stopWords } from './stop-words.ts';

/** Days with more posts are read by a statement that costs more at first, and less for each post. */
const fewPosts = 4_000;
/** Of a day with more posts, so many choose its terms; the terms are counted in all. */
const mostSampled = 20_000;
const allPosts = 65_536;

/** Whether all posts choose the terms of a day with so many. */
export const areAllSampled = (posts: number): boolean => posts <= mostSampled;

export interface TermDays {
  city: { id: string; timezone: string };
  /** in order, of one month */
  days: readonly string[];
  /** as many as there are, or a few more or less */
  posts: number;
  version: number;
}

/** Starts of all days from the first to the last, in s, and the instants between which they lie, in ms. */
function boundsOf({ city, days }: TermDays) {
  const end = addDays(days.at(-1)!, 1);
  const starts: number[] = [];
  const startDays: string[] = [];
  for (let day = days[0]!; day < end; day = addDays(day, 1)) {
    const start = dayStart(city.timezone, day) / 1_000;
    // A day that the zone skipped begins where the next one does.
    if (starts.at(-1) !== start) starts.push(start);
    startDays[starts.length - 1] = day;
  }
  return { starts, startDays, firstMs: starts[0]! * 1_000, endMs: dayStart(city.timezone, end) };
}

const readSql = sqlFiles(import.meta.url);

const jobColumns = [
  ...['id', 'city', 'days', 'starts', 'start_days', 'first_ms', 'end_ms', 'sampled', 'stop_words', 'version'],
];

/**
 * The statement that finds the rows of said_day as they should be. What it is to do stands in a row of terms_job: with parameters it would
 * keep every other statement that has some waiting (docs/store.md, "Rules").
 */
export async function termsStatement(store: Store, work: TermDays): Promise<string> {
  const { city, days, posts, version } = work;
  const { starts, startDays, firstMs, endMs } = boundsOf(work);
  const sampled = Math.min(allPosts, Math.ceil((allPosts * mostSampled) / posts));
  const id = randomInt(1, 2 ** 47);
  const row = [id, city.id, days, starts, startDays, firstMs, endMs, sampled, stopWords, version];
  await store.jobs.insert('terms_job', jobColumns, [JSON.stringify(row)]);
  const found = await readSql(posts <= fewPosts ? 'terms-few' : 'terms-many');
  return `${found.replace('/* job */ 0', String(id))}\n${await readSql('terms-rows')}`;
}

/** Of said_day, as terms-rows.sql has them. */
const columns = [
  ...[
    'city',
    'topic',
    'day',
    'source',
    'terms.term',
    'terms.n',
    'terms.copied',
    'terms.automated',
    'terms.official',
  ],
  ...['voices.person', 'voices.term'],
  ...['carriers.term', 'carriers.reactions', 'carriers.at', 'carriers.id', 'carriers_expire', 'version'],
].join(', ');

/** Rebuilds the terms of days whose sums have just been rebuilt. Throws TransientError. */
export async function rebuildTerms(store: Store, work: TermDays): Promise<void> {
  const statement = await termsStatement(store, work);
  try {
    await store.jobs.command(`INSERT INTO said_day (${columns})\n${statement}`);
  } catch (cause) {
    if (!(cause instanceof PermanentError) || (await hasJobs(store))) throw cause;
    throw new TransientError('rebuild terms: the store was started again meanwhile', { cause });
  }
}

/** Not after the store was started again: what is to be done is kept in its memory. */
async function hasJobs(store: Store): Promise<boolean> {
  const rows = await store.jobs.rows(z.object({ id: z.number() }), 'SELECT id FROM terms_job LIMIT 1');
  return rows.length > 0;
}
