// Stores for tests: the embedded one, and one over HTTP against the server of clickhouse-server.ts. Each has a
// directory of its own; chDB binds one per process, so a test file opens one embedded store at a time.
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../../src/log.ts';
import { openStore, type Store } from '../../src/store/client.ts';
import { migrate } from '../../src/store/migrate.ts';
import type { QueryCity } from '../../src/store/queries/define.ts';
import { createWriter, type Writer } from '../../src/store/writer.ts';
import { compileChild, startChild } from './clickhouse-child.ts';

export const testLog = createLog('silent');

export const springfield: QueryCity = {
  id: 'springfield',
  timezone: 'America/Chicago',
  topics: [
    { id: 'roads', label: 'Roads and potholes' },
    { id: 'transit', label: 'Transit' },
    { id: 'parks', label: 'Trees and parks' },
  ],
  neighbourhoods: [
    { id: 'north', name: 'North End', residents: 1_000 },
    { id: 'south', name: 'Southside' },
  ],
  minimumN: { sentiment: 3, voices: 5 },
};

export interface Fault {
  kind: '503' | 'cut' | 'slow';
  matching: string;
  times: number;
  delayMs?: number;
}

interface Seen {
  query: string;
  encoding?: string;
  settings: Record<string, string>;
  form: boolean;
}

export interface TestServer extends AsyncDisposable {
  url: string;
  user: string;
  password: string;
  /** a user that may only read */
  reader: { user: string; password: string };
  /** makes the next statements that hold `matching` fail */
  inject(fault: Fault): Promise<void>;
  /** statements since the last call */
  seen(): Promise<Seen[]>;
}

const makeDirectory = () => mkdtemp(join(tmpdir(), 'earshot-store-'));

/** Starts a ClickHouse server on a free port of loopback, in a child process. */
export async function startClickHouseServer(): Promise<TestServer> {
  const directory = await makeDirectory();
  const child = await compileChild('test/support/clickhouse-server.ts');
  const [user, password] = ['earshot', 'an invented password'];
  const reader = { user: 'earshot_reader', password: 'another invented password' };
  const running = startChild(child.path, { path: join(directory, 'server'), user, password, reader });
  const [{ port }] = (await once(running, 'message')) as [{ port: number }];
  const url = `http://127.0.0.1:${port}`;
  const control = (body?: string) =>
    fetch(`${url}/control`, { method: body === undefined ? 'GET' : 'POST', body });
  return {
    ...{ url, user, password, reader },
    inject: async (fault) => {
      await (await control(JSON.stringify(fault))).arrayBuffer();
    },
    seen: async () => ((await (await control()).json()) as { seen: Seen[] }).seen,
    [Symbol.asyncDispose]: async () => {
      const ended = running.exitCode === null ? once(running, 'exit') : undefined;
      running.kill('SIGKILL');
      await ended;
      await child.dispose();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export interface TestStore extends AsyncDisposable {
  store: Store;
  writer: Writer;
  dataDir: string;
  /** only over HTTP */
  server?: TestServer;
}

/** Opens a migrated store of its own. */
export async function openTestStore(mode: Store['mode']): Promise<TestStore> {
  const dataDir = await makeDirectory();
  const server = mode === 'cluster' ? await startClickHouseServer() : undefined;
  const access = server && {
    clickhouseUrl: server.url,
    clickhouseUser: server.user,
    clickhousePassword: server.password,
  };
  const store = await openStore({ dataDir, log: testLog, ...access });
  await migrate(store);
  const writer = createWriter(store, { log: testLog });
  return {
    ...{ store, writer, dataDir, server },
    [Symbol.asyncDispose]: async () => {
      await writer[Symbol.asyncDispose]();
      await store.close();
      await server?.[Symbol.asyncDispose]();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
