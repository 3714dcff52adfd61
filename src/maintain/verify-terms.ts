// Compares the terms of city days with the posts they come from.
import { z } from 'zod';
import type { Store } from '../store/client.ts';
import { areAllSampled, termsStatement } from './terms.ts';
import type { Difference } from './verify.ts';

const measures = ['n', 'voices', 'copied', 'automated', 'official'] as const;

const line = z.object({
  city_day: z.string(),
  topic: z.string(),
  term: z.string(),
  source: z.string(),
  n: z.number(),
  voices: z.number(),
  copied: z.number(),
  automated: z.number(),
  official: z.number(),
});
type Line = z.output<typeof line>;

const columns =
  'toString(day) AS city_day, topic, term, source, n, length(people) AS voices, copied, automated, official';
const most = 1_000;

/**
 * Differences of the terms of days of one month, at most 1,000 terms. `posts`: about how many they have. A large day's terms are chosen by a sample, which another
 * number of stored versions draws anew: of such a day the counts of the terms that both have are compared.
 */
export async function verifyTerms(
  store: Store,
  city: { id: string; timezone: string },
  days: readonly string[],
  posts: number,
): Promise<Difference[]> {
  const sql = await termsStatement(store, { city, days, posts, version: 0 });
  const fresh = await store.jobs.rows(line, `SELECT ${columns} FROM (${sql}) AS fresh`);
  const stored = await store.jobs.rows(
    line,
    `SELECT ${columns} FROM terms_day FINAL
     WHERE city = {city:String} AND terms_day.day IN {days:Array(Date)} AND n > 0`,
    { city: city.id, days },
  );
  const keyOf = ({ city_day, topic, term, source }: Line) => JSON.stringify([city_day, topic, term, source]);
  const known = new Map(stored.map((row) => [keyOf(row), row]));
  const isWhole = areAllSampled(posts);
  // What is stored and not in the answer belongs to sources whose posts retention has removed.
  const found = fresh.flatMap((row) => {
    const other = known.get(keyOf(row));
    if (!isWhole && (other === undefined || row.n === 0)) return [];
    const { city_day: day, topic, term, source } = row;
    return measures
      .filter((measure) => row[measure] !== (other?.[measure] ?? 0))
      .map(
        (column): Difference => ({
          ...{ city: city.id, day, table: 'terms_day', topic, term, source, kind: '', lang: '', place: '' },
          ...{ column, rollup: other?.[column] ?? 0, posts: row[column] },
        }),
      );
  });
  return found.slice(0, most);
}
