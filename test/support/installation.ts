// A fresh installation in a folder of its own, with an invented city made by `earshot init`.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inventPosts, toJsonLines, writeBoundaries } from './city.ts';
import { type Finished, type RunOptions, runCli, startCli } from './cli.ts';
import { startClickHouseServer } from './clickhouse.ts';
import { startRedis } from './redis.ts';

export type Mode = 'embedded' | 'cluster';

export interface Installation extends AsyncDisposable {
  directory: string;
  env: Record<string, string>;
  /** path of the city's profile */
  city: string;
  /** Writes a file into the folder and returns its path. */
  write(name: string, content: string | Buffer): Promise<string>;
  /** See inventPosts. */
  writePosts(name: string, ...posts: Parameters<typeof inventPosts>): Promise<string>;
  run(args: string[], options?: Partial<RunOptions>): Promise<Finished>;
  start(args: string[], options?: Partial<RunOptions>): ReturnType<typeof startCli>;
  /** The answer of a query, as JSON. */
  ask(args: string[]): Promise<{ rows: Record<string, unknown>[]; basis: string; next?: string }>;
}

/** In cluster mode a real redis-server, and the test's ClickHouse server in front of a chDB process. */
export async function createInstallation(mode: Mode = 'embedded'): Promise<Installation> {
  const directory = await mkdtemp(join(tmpdir(), 'earshot-'));
  const servers = mode === 'cluster' ? ([await startRedis(), await startClickHouseServer()] as const) : [];
  const [redis, clickhouse] = servers;
  const env: Record<string, string> = {
    DATA_DIR: join(directory, 'data'),
    CONFIG_DIR: join(directory, 'config'),
    ...(redis && { REDIS_URL: redis.url }),
    ...(clickhouse && {
      CLICKHOUSE_URL: clickhouse.url,
      CLICKHOUSE_USER: clickhouse.user,
      CLICKHOUSE_PASSWORD: clickhouse.password,
    }),
  };
  const run: Installation['run'] = (args, options) => runCli(args, { env, cwd: directory, ...options });
  const write: Installation['write'] = async (name, content) => {
    const path = join(directory, name);
    await writeFile(path, content);
    return path;
  };
  const boundaries = await writeBoundaries(directory);
  const flags = [
    '--id',
    'portside',
    '--name',
    'Portside',
    '--timezone',
    'America/Chicago',
    '--boundaries',
    boundaries,
  ];
  const made = await run(['init', ...flags, '--out', directory]);
  if (made.code !== 0) throw new Error(`init failed: ${made.stderr}`);
  if (mode === 'cluster') {
    const migrated = await run(['migrate']);
    if (migrated.code !== 0) throw new Error(`migrate failed: ${migrated.stderr}`);
  }
  return {
    directory,
    env,
    city: join(directory, 'portside.yaml'),
    write,
    writePosts: (name, ...posts) => write(name, toJsonLines(inventPosts(...posts))),
    run,
    start: (args, options) => startCli(args, { env, cwd: directory, ...options }),
    async ask(args) {
      const { code, stdout, stderr } = await run(['query', ...args, '--format', 'json']);
      if (code !== 0) throw new Error(`query ${args.join(' ')} failed: ${stderr}`);
      return JSON.parse(stdout);
    },
    async [Symbol.asyncDispose]() {
      for (const server of servers) await server[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
