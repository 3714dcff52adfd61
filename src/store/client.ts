// Opens the store: the ClickHouse engine in this process (chDB), or a ClickHouse server over HTTP, behind the same
// client and the same lanes.
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import {
  type ClickHouseClientConfigOptions,
  ClickHouseLogLevel,
  type ClickHouseSettings,
  createClient,
} from '@clickhouse/client';
import { ConfigError } from '../errors.ts';
import type { Log } from '../log.ts';
import { rethrowWithCode, toStoreError } from './fault.ts';
import { createLane, joinLanes, type Lane } from './lane.ts';
import { type Analysts, openClusterAnalysts, openEmbeddedAnalysts } from './sql/analysts.ts';
import { openClusterStream, openEmbeddedStream, type Stream, streamSettings } from './stream.ts';
import { type Changes, changesOf } from './sums/changes.ts';
import { createSums, type Sums } from './sums/sums.ts';

export interface StoreOptions {
  /** address of a ClickHouse server; without it the engine runs in this process */
  clickhouseUrl?: string;
  clickhouseUser?: string;
  clickhousePassword?: string;
  /** `earshot` unless a server gives us another; the embedded one is always `earshot` */
  clickhouseDatabase?: string;
  /** a read-only user of the server, as whom analysts ask */
  clickhouseReader?: { user: string; password: string };
  dataDir: string;
  log: Log;
  /** threads of one statement */
  threads?: number;
  /** cap on the memory of the embedded engine, in bytes; it would take all there is */
  memoryBytes?: number;
}

export interface Store extends AsyncDisposable {
  readonly mode: 'embedded' | 'cluster';
  readonly database: string;
  /** inserts, marks and tombstones */
  readonly writer: Lane;
  /** what a person waits for */
  readonly pages: Lane;
  /** what a person waits for and sums alone can answer: kept as long as they are the same */
  readonly sums: Sums;
  /** rebuilds, checks, migrations */
  readonly jobs: Lane;
  /** the analysts' own connection, opened when it is first asked for */
  analysts(): Promise<Analysts>;
  /** a connection of its own for one long answer; whoever opens it closes it */
  openStream(): Promise<Stream>;
  readonly log: Log;
  /** creates the database when there is none; only `migrate` calls it */
  createDatabase(): Promise<void>;
  close(): Promise<void>;
}

type Connection = NonNullable<ClickHouseClientConfigOptions['connection']>;
type LaneName = 'writer' | 'pages' | 'parts' | 'jobs';

const defaultMemoryBytes = 1_000_000_000;
/** What the engine keeps of blocks of sums as they are unpacked (sums.ts), beside what its statements may take; on a server config/clickhouse.xml says it. */
export const unpackedBytes = 134_217_728;
const gigabyte = 1_000_000_000;

/**
 * The one constant set of settings of each lane. They stick to an embedded connection, so no call ever adds its own.
 * Durability (`fsync_…`) belongs to the tables, not here.
 */
function settingsOf(lane: LaneName, threads: number | undefined, cores?: number): ClickHouseSettings {
  const shared: ClickHouseSettings = {
    async_insert: 0,
    output_format_json_quote_64bit_integers: 0,
    // All versions of a key are in one partition: the time that partitions it is part of it.
    do_not_merge_across_partitions_select_final: 1,
    ...(threads === undefined ? {} : { max_threads: threads }),
  };
  if (lane === 'writer' || lane === 'jobs') {
    const work: ClickHouseSettings = {
      ...shared,
      max_partitions_per_insert_block: '0',
      ...(lane === 'jobs' && { mutations_sync: '2' as const }),
    };
    // Nobody waits for rows and sums: in our own process they leave half of the cores to whoever asks a question.
    return cores === undefined ? work : { ...work, max_threads: Math.max(1, cores >> 1) };
  }
  return {
    ...shared,
    max_execution_time: 15,
    max_memory_usage: String(gigabyte),
    max_result_rows: '200000',
    max_result_bytes: String(100_000_000),
  };
}

/** At most 9 statements at once beside exports, the analysts' one included: 6 connections embedded, 9 slots on a server. */
const clusterSlots: Record<LaneName, number> = { writer: 2, pages: 3, parts: 1, jobs: 2 };

async function importChdb() {
  try {
    const [engine, connection] = await Promise.all([import('chdb'), import('chdb/connection')]);
    return { engine, connection };
  } catch (cause) {
    throw new ConfigError(
      'The embedded store needs the optional package chdb: `npm install chdb` (Linux and macOS), or set CLICKHOUSE_URL.',
      { cause },
    );
  }
}

async function openEmbedded(options: StoreOptions): Promise<Store> {
  const { engine, connection } = await importChdb();
  const path = join(options.dataDir, 'clickhouse');
  await mkdir(path, { recursive: true });
  const memory = options.memoryBytes ?? defaultMemoryBytes;
  const openSession = () => {
    try {
      return new engine.Session(path, {
        connectionArgs: [
          `--max_server_memory_usage=${memory + unpackedBytes}`,
          '--mark_cache_size=67108864',
          '--index_mark_cache_size=33554432',
          `--uncompressed_cache_size=${unpackedBytes}`,
        ],
      });
    } catch (error) {
      throw new ConfigError(
        'The embedded store cannot be opened: is another process using this data directory?',
        {
          cause: toStoreError(error, 'open'),
        },
      );
    }
  };
  // The first session carries the caps and stays open: they are settled when the engine starts, not by later ones.
  const session = openSession();
  const createDatabase = async () => {
    await session.queryAsync('CREATE DATABASE IF NOT EXISTS earshot ENGINE = Atomic');
  };
  await createDatabase();
  const openLane = async (lane: LaneName) => {
    const embedded = connection.createChdbConnection({ path });
    const client = createClient({
      // chdb declares the same contract from another package of the same types.
      connection: embedded as unknown as Connection,
      log: { level: ClickHouseLogLevel.OFF },
    });
    await client.command({ query: 'USE earshot' });
    // Settings of the client would be set again with every statement, which takes a millisecond.
    const settings = settingsOf(lane, options.threads, options.threads ?? availableParallelism());
    const sticky = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
    await client.command({ query: `SET ${sticky.join(', ')}` });
    // A statement with its rows inside would be read three times: by us, by the connection, by the parser of SQL.
    return createLane(lane, client, 1, async (table, columns, bytes) => {
      const rows = { table, columns, values: bytes, format: 'JSONCompactEachRow' } as const;
      await embedded.chdb.rawInsert(rows).catch(rethrowWithCode);
    });
  };
  // A page asks three things at once.
  const pages = joinLanes([await openLane('pages'), await openLane('pages')]);
  const changes = changesOf(resolve(path));
  const [writer, jobs] = [changes.watch(await openLane('writer')), changes.watch(await openLane('jobs'))];
  const lanes = [writer, pages, jobs, await openLane('parts')] as const;
  const openAnalysts = () => {
    const embedded = connection.createChdbConnection({ path }) as unknown as Connection;
    // Settings of the client would be set again with each statement, which `readonly` refuses.
    const client = createClient({ connection: embedded, log: { level: ClickHouseLogLevel.OFF } });
    return openEmbeddedAnalysts(client, lanes[2], Math.max(1, availableParallelism() >> 1));
  };
  const close = async () => {
    await Promise.all(lanes.map((lane) => lane.close()));
    session.close();
    await engine.drainPending();
  };
  return assemble({
    ...{ mode: 'embedded', database: 'earshot', lanes, changes, log: options.log },
    ...{ createDatabase, openAnalysts, close },
    openStream: () => openEmbeddedStream(new engine.Session(path)),
  });
}

function openCluster(options: StoreOptions, url: string): Store {
  const database = options.clickhouseDatabase ?? 'earshot';
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(database)) {
    throw new ConfigError(
      `The name of the ClickHouse database must be letters, digits and _, not ${database}`,
    );
  }
  const connect = (settings: ClickHouseSettings, into: string | undefined, atOnce: number) =>
    createClient({
      url,
      username: options.clickhouseUser,
      password: options.clickhousePassword,
      database: into,
      application: 'earshot',
      clickhouse_settings: settings,
      compression: { request: true, response: true },
      max_open_connections: atOnce,
      request_timeout: 300_000,
      use_multipart_params_auto: true,
      log: { level: ClickHouseLogLevel.OFF },
    });
  const openLane = (lane: LaneName) =>
    createLane(
      lane,
      connect(settingsOf(lane, options.threads), database, clusterSlots[lane]),
      clusterSlots[lane],
    );
  const lanes = [openLane('writer'), openLane('pages'), openLane('jobs'), openLane('parts')] as const;
  const createDatabase = async () => {
    const client = connect({}, 'default', 1);
    try {
      await client.command({ query: `CREATE DATABASE IF NOT EXISTS ${database} ENGINE = Atomic` });
    } catch (error) {
      throw toStoreError(error, 'create database');
    } finally {
      await client.close();
    }
  };
  const openAnalysts = async () => {
    const { clickhouseReader: reader } = options;
    if (reader) return openClusterAnalysts({ url, ...reader }, lanes[2]);
    throw new ConfigError(
      'analysts ask the ClickHouse server as a read-only user: set CLICKHOUSE_READER_USER and CLICKHOUSE_READER_PASSWORD (docs/sql.md)',
    );
  };
  const close = async () => {
    await Promise.all(lanes.map((lane) => lane.close()));
  };
  return assemble({
    mode: 'cluster',
    database,
    lanes,
    log: options.log,
    createDatabase,
    openAnalysts,
    openStream: async () => openClusterStream(connect(streamSettings, database, 1)),
    close,
  });
}

interface Parts extends Pick<Store, 'mode' | 'database' | 'log' | 'createDatabase' | 'openStream' | 'close'> {
  lanes: readonly [writer: Lane, pages: Lane, jobs: Lane, parts: Lane];
  /** where no other process writes */
  changes?: Changes;
  openAnalysts(): Promise<Analysts>;
}

function assemble({ lanes, changes, openAnalysts, close: closeAll, ...rest }: Parts): Store {
  const [writer, pages, jobs, parts] = lanes;
  let closing: Promise<void> | undefined;
  let opened: Promise<Analysts> | undefined;
  const close = () => {
    closing ??= (async () => {
      await (await opened?.catch(() => undefined))?.close();
      await closeAll();
    })();
    return closing;
  };
  const analysts = () => {
    // What could not be opened is tried again: a server may be away, or its user not made yet.
    opened ??= openAnalysts().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  const sums = createSums(pages, parts, changes ? { changes } : {});
  return { ...rest, writer, pages, sums, jobs, analysts, close, [Symbol.asyncDispose]: close };
}

/**
 * Opens the store. Embedded: the engine in `DATA_DIR/clickhouse`, which one process may hold. Cluster: nothing is sent
 * until the first statement. Throws ConfigError when chdb is missing or the directory is in use.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  return options.clickhouseUrl === undefined || options.clickhouseUrl === ''
    ? openEmbedded(options)
    : openCluster(options, options.clickhouseUrl);
}
