// The queue on Redis: one connection for everything that does not block, how full it is, what doctor asks of it.
import { createRedisBackend } from 'bullmq';
import { Redis } from 'ioredis';
import { ConfigError, TransientError } from '../errors.ts';
import type { Log } from '../log.ts';
import { settledWithin } from './deadline.ts';
import type { Engine } from './engine.ts';
import { createOutageLog } from './outage-log.ts';

/** A full Redis refuses the scripts that would drain it (bullmq#3834): producers stop long before. */
const fullAt = 0.7;
const firstConnectMs = 10_000;

/** `url` is redis:// or rediss://, with user, password and database as ioredis reads them. Throws ConfigError or TransientError. */
export async function openRedisEngine(url: string, log: Log): Promise<Engine> {
  const client = createClient(url);
  const outage = createOutageLog(log);
  let isClosing = false;
  await connect(client);
  client.on('close', () => {
    if (!isClosing) outage.lost();
  });
  client.on('ready', () => outage.back());
  const readMemory = shareInFlight(() => readMemoryUse(client));
  let isFull = false;
  return {
    connection: client,
    factory: (name, options, extra) => createRedisBackend(name, { ...options, connection: client }, extra),
    async hasMemory() {
      const { used, limit } = await readMemory();
      const wasFull = isFull;
      isFull = limit > 0 && used >= limit * fullAt;
      if (isFull !== wasFull) {
        log.warn(
          { used, limit },
          isFull ? 'Redis is filling up: producers pause' : 'Redis has room: producers go on',
        );
      }
      return !isFull;
    },
    lookEveryMs: 250,
    jobAdded() {},
    report: outage.report,
    disconnect() {
      isClosing = true;
      client.disconnect();
    },
    async [Symbol.asyncDispose]() {
      isClosing = true;
      if (client.status !== 'ready' || !(await settledWithin(client.quit(), 1_000))) client.disconnect();
    },
  };
}

function createClient(url: string): Redis {
  if (!/^rediss?:\/\//.test(url) || !URL.canParse(url)) {
    throw new ConfigError(
      'the address of Redis is not one: expected redis://host:port or rediss://host:port',
    );
  }
  return new Redis(url, {
    lazyConnect: true,
    // commands wait while Redis is away: nothing is lost, producers stand still
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(times * 200, 2_000),
  });
}

async function connect(client: Redis): Promise<void> {
  let last: unknown;
  client.on('error', (error) => {
    last = error;
  });
  const ready = new Promise<void>((resolve) => client.once('ready', resolve));
  client.connect().catch((error) => {
    last = error;
  });
  if (await settledWithin(ready, firstConnectMs)) return;
  client.disconnect();
  const { host, port } = client.options;
  throw new TransientError(`Redis at ${host}:${port} did not answer within 10 s`, { cause: last });
}

async function readMemoryUse(client: Redis): Promise<{ used: number; limit: number }> {
  const info = parseInfo(await client.info('memory'));
  return { used: Number(info.used_memory ?? 0), limit: Number(info.maxmemory ?? 0) };
}

/** `key:value` lines of INFO. Pure. */
export function parseInfo(info: string): Record<string, string | undefined> {
  return Object.fromEntries(
    [...info.matchAll(/^([a-z0-9_]+):(.*?)\r?$/gm)].map(([, key, value]) => [key, value]),
  );
}

/** Many producers ask at once: one question serves them all. */
function shareInFlight<T>(read: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= read().finally(() => {
      answer = undefined;
    });
    return answer;
  };
}

export interface QueueCheck {
  name: string;
  level: 'ok' | 'warn' | 'fail';
  detail: string;
}

/** What would lose jobs or stop workers on this Redis. Pure. */
export function judgeRedis(
  info: Record<string, string | undefined>,
  appendfsync: string | undefined,
): QueueCheck[] {
  const policy = info.maxmemory_policy ?? 'unknown';
  const isLimited = Number(info.maxmemory ?? 0) > 0;
  const hasLog = info.aof_enabled === '1';
  const check = (name: string, level: QueueCheck['level'], detail: string) => ({ name, level, detail });
  return [
    policy === 'noeviction'
      ? check('redis maxmemory-policy', 'ok', 'noeviction')
      : check('redis maxmemory-policy', 'fail', `${policy}: jobs can be evicted; set noeviction`),
    hasLog
      ? check('redis appendonly', 'ok', 'yes')
      : check('redis appendonly', 'fail', 'no: a restart loses every waiting job; set appendonly yes'),
    appendfsync === 'always'
      ? check('redis appendfsync', 'ok', 'always')
      : check(
          'redis appendfsync',
          appendfsync ? 'fail' : 'warn',
          `${appendfsync ?? 'not readable'}: set always, anything else loses acknowledged jobs`,
        ),
    isLimited
      ? check('redis maxmemory', 'ok', `${info.maxmemory} bytes`)
      : check('redis maxmemory', 'warn', 'no limit: producers cannot see it filling up'),
  ];
}

export async function checkRedis(url: string): Promise<QueueCheck[]> {
  const client = createClient(url);
  try {
    await connect(client);
    const info = parseInfo(await client.info());
    // managed servers refuse CONFIG
    const answer = await client.config('GET', 'appendfsync').catch(() => []);
    const fsync = Array.isArray(answer) ? answer[1] : undefined;
    return judgeRedis(info, typeof fsync === 'string' ? fsync : undefined);
  } catch (error) {
    if (!(error instanceof TransientError)) throw error;
    return [{ name: 'redis', level: 'fail', detail: error.message }];
  } finally {
    client.disconnect();
  }
}
