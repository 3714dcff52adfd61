// The tables that an analyst sees, and how a statement is put in front of them: for one city, in its own time.
import { sourcesWhose } from '../../terms.ts';

/** Each is a view `analyst_<name>` in the database; `times` are columns told in the city's time, `words` what people wrote. */
export const analystViews = [
  {
    name: 'posts',
    times: ['created_at', 'collected_at', 'service_closed_at'],
    words: ['title', 'text', 'parent_text', 'thread_title'],
  },
  { name: 'copies', times: ['created_at'], words: [] },
  { name: 'sums_day', times: [], words: [] },
  { name: 'sums_hour', times: ['hour'], words: [] },
  { name: 'coverage', times: ['covered_from', 'covered_to', 'started_at', 'finished_at'], words: [] },
] as const;

export interface Reach {
  database: string;
  /** the answer is a file that leaves: words of sources whose terms let no text go are empty, and what may not leave is not there */
  leaves: boolean;
  /** nothing in it is real, and every row of a file says so */
  sample?: boolean | undefined;
}

const list = (names: readonly string[]) => `(${['', ...names].map((name) => `'${name}'`).join(', ')})`;

/**
 * Binds `city` and `timezone`. The statement comes last and stands in brackets of its own, so that it must be a whole question:
 * nothing that it holds can end the outer one.
 */
export function wrapStatement(statement: string, { database, leaves, sample }: Reach): string {
  const views = analystViews.map(({ name, times, words }) => {
    const told = [
      ...times.map((column) => `toTimeZone(${column}, {timezone:String}) AS ${column}`),
      ...(leaves
        ? words.map((column) => `if(source IN ${list(sourcesWhose('full'))}, ${column}, '') AS ${column}`)
        : []),
    ];
    const columns = told.length === 0 ? '*' : `* REPLACE (${told.join(', ')})`;
    const stays = leaves && words.length > 0 ? ` AND source NOT IN ${list(sourcesWhose('none'))}` : '';
    return `${name} AS (SELECT ${columns} FROM ${database}.analyst_${name} WHERE city = {city:String}${stays})`;
  });
  const note = leaves && sample ? ", 'sample data' AS note" : '';
  return `WITH ${views.join(', ')} SELECT *${note} FROM (${statement})`;
}
