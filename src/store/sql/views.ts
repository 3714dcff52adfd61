// The tables that an analyst sees, and how a statement is put in front of them: for one city, in its own time.
import { sourcesThatNameAuthors, sourcesWhose } from '../../terms.ts';

/**
 * Each is a view `analyst_<name>` in the database; `times` are columns told in the city's time, `words` what people wrote, `ids` may name who
 * wrote, where the platform's do.
 */
export const analystViews = [
  {
    name: 'posts',
    times: ['created_at', 'collected_at', 'service_closed_at'],
    words: ['title', 'text', 'parent_text', 'thread_title'],
    ids: ['id', 'parent_id', 'thread_id'],
  },
  { name: 'copies', times: ['created_at'], words: [], ids: ['id'] },
  { name: 'sums_day', times: [], words: [], ids: [] },
  { name: 'sums_hour', times: ['hour'], words: [], ids: [] },
  {
    name: 'coverage',
    times: ['covered_from', 'covered_to', 'started_at', 'finished_at'],
    words: [],
    ids: [],
  },
  // Words that several people said are an aggregate, and no text of a post.
  { name: 'terms', times: [], words: [], ids: [] },
  { name: 'events', times: ['begins_at', 'ends_at'], words: [], ids: [] },
] as const;

export interface Reach {
  database: string;
  /** the answer is a file that leaves: words of sources whose terms let no text go are empty, and what may not leave is not there */
  leaves: boolean;
  /** nothing in it is real, and every row of a file says so */
  sample?: boolean | undefined;
}

const list = (names: readonly string[]) => `(${['', ...names].map((name) => `'${name}'`).join(', ')})`;

/** As `leavingId` of src/terms.ts. */
const leavingIdSql = (column: string) =>
  `if(${column} != '' AND source IN ${list(sourcesThatNameAuthors())}, substring(lower(hex(SHA256(${column}))), 1, 32), ${column}) AS ${column}`;

/**
 * Binds `city` and `timezone`. The statement comes last and stands in brackets of its own, so that it must be a whole question:
 * nothing that it holds can end the outer one.
 */
export function wrapStatement(statement: string, { database, leaves, sample }: Reach): string {
  const views = analystViews.map(({ name, times, words, ids }) => {
    const told = [
      ...times.map((column) => `toTimeZone(${column}, {timezone:String}) AS ${column}`),
      ...(leaves
        ? [
            ...words.map(
              (column) => `if(source IN ${list(sourcesWhose('full'))}, ${column}, '') AS ${column}`,
            ),
            ...ids.map(leavingIdSql),
          ]
        : []),
    ];
    const columns = told.length === 0 ? '*' : `* REPLACE (${told.join(', ')})`;
    const stays = leaves && words.length > 0 ? ` AND source NOT IN ${list(sourcesWhose('none'))}` : '';
    return `${name} AS (SELECT ${columns} FROM ${database}.analyst_${name} WHERE city = {city:String}${stays})`;
  });
  const note = leaves && sample ? ", 'sample data' AS note" : '';
  return `WITH ${views.join(', ')} SELECT *${note} FROM (${statement})`;
}
