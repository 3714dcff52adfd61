// One statement of an analyst, from its words to its answer.
import { z } from 'zod';
import { ConfigError } from '../../errors.ts';
import type { Store } from '../client.ts';
import type { QueryCity } from '../queries/define.ts';
import type { Analysts } from './analysts.ts';
import { checkStatement } from './statement.ts';
import { wrapStatement } from './views.ts';

export interface SqlAnswer {
  columns: { name: string; type: string }[];
  /** values in the order of the columns; integers beyond 2^53 stay text */
  rows: unknown[][];
}

/** What a statement needs of a city. */
type SqlCity = Pick<QueryCity, 'id' | 'timezone' | 'sample'>;

const longestStatement = 100_000;

const answer = z.object({
  meta: z.array(z.object({ name: z.string(), type: z.string() })),
  data: z.array(z.array(z.unknown())),
});

/** The statement as the engine's own formatter writes it: without comments, and there is one only. */
async function format(analysts: Analysts, sql: string): Promise<string> {
  const formatted = await analysts.ask(
    'SELECT formatQuerySingleLine({sql:String})',
    { sql },
    'TabSeparatedRaw',
  );
  return formatted.toString().replace(/\n$/, '');
}

/** True when what is put behind the words is swallowed. */
async function endsInComment(analysts: Analysts, sql: string): Promise<boolean> {
  if (sql.trimEnd().endsWith('*/')) return true;
  return format(analysts, `${sql} )`).then(
    () => true,
    () => false,
  );
}

/** Throws ConfigError that says what is not taken; returns what will be run. */
export async function readStatement(analysts: Analysts, sql: string): Promise<string> {
  if (sql.trim() === '') throw new ConfigError('an empty statement asks nothing');
  if (sql.length > longestStatement)
    throw new ConfigError(`a statement has at most ${longestStatement.toLocaleString('en')} characters`);
  if (/;\s*$/.test(sql)) return readStatement(analysts, sql.replace(/;\s*$/, ''));
  const statement = await format(analysts, sql).catch((error: unknown) => {
    if (error instanceof ConfigError && error.message.includes('Multi-statements'))
      throw new ConfigError('this statement is refused: one statement at a time.');
    throw error;
  });
  if (await endsInComment(analysts, sql))
    throw new ConfigError('this statement is refused: leave out the comment at its end.');
  checkStatement(statement, analysts.engine);
  return statement;
}

/** A 64-bit integer comes as text; where a number holds it exactly it is one. */
function plain(value: unknown, type: string): unknown {
  if (typeof value === 'string' && /^(?:Nullable\()?U?Int(?:64|128|256)\b/.test(type)) {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  }
  const member = /^Array\((.*)\)$/.exec(type)?.[1];
  return Array.isArray(value) && member !== undefined ? value.map((each) => plain(each, member)) : value;
}

export interface AskSqlOptions {
  /** the answer is a file that leaves the installation */
  leaves: boolean;
}

/** Runs one SELECT over the analysts' views of a city. Throws ConfigError in words for the person who asked. */
export async function askSql(
  store: Store,
  city: SqlCity,
  sql: string,
  { leaves }: AskSqlOptions,
): Promise<SqlAnswer> {
  const bytes = await run(store, city, sql, leaves, 'JSONCompact');
  const { meta, data } = answer.parse(JSON.parse(bytes.toString()));
  const rows = data.map((row) => row.map((value, at) => plain(value, meta[at]!.type)));
  return { columns: meta, rows };
}

/** The same as a Parquet file, with the engine's own types. It leaves. */
export function askSqlParquet(store: Store, city: SqlCity, sql: string): Promise<Buffer> {
  return run(store, city, sql, true, 'Parquet');
}

async function run(
  store: Store,
  city: SqlCity,
  sql: string,
  leaves: boolean,
  format: 'JSONCompact' | 'Parquet',
): Promise<Buffer> {
  const analysts = await store.analysts();
  const statement = await readStatement(analysts, sql);
  const wrapped = wrapStatement(statement, { database: store.database, leaves, sample: city.sample });
  return analysts.ask(wrapped, { city: city.id, timezone: city.timezone }, format);
}
