// A real redis-server on a free loopback port, as docs/queue.md says to run it, ended by its own pid.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

export interface RedisServer extends AsyncDisposable {
  url: string;
  /** a client of the test's own, to look and to meddle */
  client: Redis;
  /** SIGKILL; resolves when the process is gone */
  kill(): Promise<void>;
  /** on the same port and directory; resolves when it answers */
  start(): Promise<void>;
}

export async function startRedis(options: readonly string[] = []): Promise<RedisServer> {
  const directory = await mkdtemp(join(tmpdir(), 'earshot-redis-'));
  const port = await findFreePort();
  let server: ChildProcess | undefined;
  const client = new Redis(port, '127.0.0.1', {
    lazyConnect: true,
    maxRetriesPerRequest: null,
    retryStrategy: () => 50,
  });
  // expected while the server is away
  client.on('error', () => undefined);
  const kill = async () => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
  };
  const start = async () => {
    const safe = [
      '--appendonly',
      'yes',
      '--appendfsync',
      'always',
      '--maxmemory-policy',
      'noeviction',
      '--save',
      '',
    ];
    server = spawn(
      'redis-server',
      ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, ...safe, ...options],
      { stdio: 'ignore' },
    );
    await client.ping();
  };
  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    client,
    kill,
    start,
    async [Symbol.asyncDispose]() {
      client.disconnect();
      await kill();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
