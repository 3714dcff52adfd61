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
const none = { n: 0, voices: 0, copied: 0, automated: 0, official: 0 };

/** Rows of said_day, term by term; of each also a line of the term '', so that one without any is seen. */
const linesOf = (rows: string) => `
  SELECT toString(day) AS city_day, toString(topic) AS topic, toString(source) AS source, line.1 AS term, sum(line.2) AS n,
    sum(line.3) AS voices, sum(line.4) AS copied, sum(line.5) AS automated, sum(line.6) AS official
  FROM
  (
    SELECT day, topic, source, arrayJoin(arrayConcat(
      [('', 0, 0, 0, 0, 0)],
      arrayMap(
        (term, n, copied, automated, official) -> (toString(term), n, 0, copied, automated, official),
        terms.term, terms.n, terms.copied, terms.automated, terms.official),
      arrayMap(term -> (toString(term), 0, 1, 0, 0, 0), voices.term))) AS line
    FROM (${rows})
  )
  GROUP BY day, topic, source, term`;
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
  const fresh = await store.jobs.rows(line, linesOf(sql));
  const stored = await store.jobs.rows(
    line,
    linesOf('SELECT * FROM said_day FINAL WHERE city = {city:String} AND said_day.day IN {days:Array(Date)}'),
    { city: city.id, days },
  );
  const keyOf = ({ city_day, topic, term, source }: Line) => JSON.stringify([city_day, topic, term, source]);
  const known = new Map(stored.map((row) => [keyOf(row), row]));
  const wanted = new Map(fresh.map((row) => [keyOf(row), row]));
  const isWhole = areAllSampled(posts);
  // Stored rows that are not in the answer at all belong to sources whose posts retention has removed.
  const fallen = stored.filter((row) => !wanted.has(keyOf(row)) && wanted.has(keyOf({ ...row, term: '' })));
  const compared = [...fresh, ...fallen.map((row) => ({ ...row, ...none }))];
  const found = compared.flatMap((row) => {
    const other = known.get(keyOf(row));
    if (!isWhole && (other === undefined || row.n === 0)) return [];
    const { city_day: day, topic, term, source } = row;
    return measures
      .filter((measure) => row[measure] !== (other?.[measure] ?? 0))
      .map(
        (column): Difference => ({
          ...{ city: city.id, day, table: 'said_day', topic, term, source, kind: '', lang: '', place: '' },
          ...{ column, rollup: other?.[column] ?? 0, posts: row[column] },
        }),
      );
  });
  return found.slice(0, most);
}
