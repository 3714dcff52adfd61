// The analysts' own connection: its limits and then `readonly` are set once, when it opens, and nothing of it is shared with what
// others wait for. Engine by engine: chDB in this process, or a user of a server that may do nothing else.
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { z } from 'zod';
import { ConfigError } from '../../errors.ts';
import { toStoreError } from '../fault.ts';
import { createSlots, emptyAnswer, type Lane } from '../lane.ts';
import { allowedTables, readAllowedFunctions } from './functions.ts';
import { toAnalystError } from './refusal.ts';
import type { Engine } from './statement.ts';

type Client = ReturnType<typeof createClient>;

export interface Analysts {
  /** what the engine knows, for the check of a statement */
  readonly engine: Engine;
  /** The answer's bytes. Throws ConfigError in words for the person who asked, TransientError when the store is away. */
  ask(
    sql: string,
    params: Record<string, string>,
    format: 'JSONCompact' | 'Parquet' | 'TabSeparatedRaw',
  ): Promise<Buffer>;
  close(): Promise<void>;
}

/** Of one statement. */
export const analystLimits = {
  max_execution_time: 30,
  max_memory_usage: 500_000_000,
  max_result_rows: 200_000,
  max_result_bytes: 100_000_000,
} as const;

const emptyDatabase = 'earshot_nothing';

/** `lane` is one that may look at system tables; nothing of the analyst's goes there. */
async function readEngine(lane: Lane): Promise<Engine> {
  const namesOf = async (table: string) => {
    const rows = await lane.rows(
      z.object({ name: z.string() }),
      `SELECT lower(name) AS name FROM system.${table}`,
    );
    return new Set(rows.map(({ name }) => name));
  };
  return {
    functions: await namesOf('functions'),
    databases: await namesOf('databases'),
    allowed: await readAllowedFunctions(),
    allowedTables,
  };
}

function createAnalysts(client: Client, engine: Engine): Analysts {
  const inSlot = createSlots(1);
  return {
    engine,
    ask: (query, params, format) =>
      inSlot(async () => {
        try {
          // exec leaves the answer as bytes, whatever its format
          const { stream } = await client.exec({
            query: `${query} FORMAT ${format}`,
            query_params: params,
          });
          return Buffer.concat((await stream.toArray()) as Buffer[]);
        } catch (error) {
          await emptyAnswer(client);
          throw toAnalystError(error);
        }
      }),
    close: () => client.close(),
  };
}

/**
 * On chDB. Unqualified names that are none of the views must lead nowhere: its `default` database takes them for files, so the
 * connection stands in an empty one.
 */
export async function openEmbeddedAnalysts(client: Client, lane: Lane, threads: number): Promise<Analysts> {
  const settings = { ...analystLimits, max_threads: threads, allow_introspection_functions: 0 };
  const sticky = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
  try {
    await lane.command(`CREATE DATABASE IF NOT EXISTS ${emptyDatabase} ENGINE = Memory`);
    await client.command({ query: `USE ${emptyDatabase}` });
    await client.command({
      query: `SET ${sticky.join(', ')}, result_overflow_mode = 'throw', output_format_json_quote_64bit_integers = 1,
        output_format_parquet_compression_method = 'snappy'`,
    });
    await client.command({ query: 'SET readonly = 1' });
  } catch (error) {
    throw toStoreError(error, 'open the analysts’ connection');
  }
  return createAnalysts(client, await readEngine(lane));
}

export interface Reader {
  url: string;
  user: string;
  password: string;
}

/** On a server, as a user of whom the server itself says that it is read-only and has limits. Throws ConfigError. */
export async function openClusterAnalysts(reader: Reader, lane: Lane): Promise<Analysts> {
  const client = createClient({
    url: reader.url,
    username: reader.user,
    password: reader.password,
    application: 'earshot sql',
    // A read-only user may set nothing, compression of the answer included.
    compression: { request: false, response: false },
    max_open_connections: 1,
    request_timeout: 120_000,
    log: { level: ClickHouseLogLevel.OFF },
  });
  const analysts = createAnalysts(client, await readEngine(lane));
  const asked = await analysts.ask(
    "SELECT getSetting('readonly'), getSetting('max_execution_time') > 0, getSetting('max_result_rows') > 0, getSetting('max_memory_usage') > 0",
    {},
    'TabSeparatedRaw',
  );
  const [readonly, ...limits] = asked.toString().trim().split('\t');
  if (readonly === '1' && limits.every((limit) => limit === '1' || limit === 'true')) return analysts;
  await analysts.close();
  throw new ConfigError(
    `the ClickHouse user ${reader.user} must have readonly = 1 and limits of time, memory and result: docs/sql.md says how to make it`,
  );
}
