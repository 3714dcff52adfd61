// Both back-ends of the queue for one shared suite: a fresh one per test, and a hand inside that BullMQ does not offer.
import { randomBytes } from 'node:crypto';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Queue } from 'bullmq';
import { createLog } from '../../src/log.ts';
import type { QueueDefinition } from '../../src/queues/definition.ts';
import { openEmbeddedEngine } from '../../src/queues/embedded-engine.ts';
import { type Engine, type JobQueue, prefix } from '../../src/queues/engine.ts';
import { createHub, type Hub } from '../../src/queues/hub.ts';
import { openRedisEngine } from '../../src/queues/redis-engine.ts';
import { openQueues } from '../../src/queues.ts';
import { type RedisServer, startRedis } from './redis.ts';

export const quiet = createLog('silent');

export interface Backend extends AsyncDisposable {
  name: 'embedded' | 'redis';
  /** an empty queue; settings as openQueues takes them */
  fresh(): Promise<{ redisUrl?: string; dataDir: string }>;
}

export async function openBackend(name: Backend['name']): Promise<Backend> {
  const home = await mkdtemp(join(tmpdir(), 'earshot-queue-'));
  const servers: RedisServer[] = [];
  const template = join(home, 'template');
  if (name === 'embedded') await (await openQueues({ dataDir: template, log: quiet }))[Symbol.asyncDispose]();
  return {
    name,
    async fresh() {
      const dataDir = join(home, randomBytes(6).toString('hex'));
      await mkdir(dataDir);
      if (name === 'embedded') await cp(template, dataDir, { recursive: true });
      const redis = name === 'redis' ? await startRedis() : undefined;
      if (redis) servers.push(redis);
      return { redisUrl: redis?.url, dataDir };
    },
    async [Symbol.asyncDispose]() {
      for (const server of servers) await server[Symbol.asyncDispose]();
      await rm(home, { recursive: true, force: true });
    },
  };
}

export interface Bench<P> extends AsyncDisposable {
  hub: Hub<{ work: P }>;
  raw: JobQueue;
  engine: Engine;
  /** as if this many workers had ended with the job in hand; `deferred`: and BullMQ had decided to fail it */
  setStalls(id: string, stalls: number, deferred?: boolean): Promise<void>;
  /** everything the back-end holds of this job, as text */
  dump(id: string): Promise<string>;
}

/** One queue `work` with a definition of the test's own. */
export async function openBench<P>(
  backend: Backend,
  definition: QueueDefinition<P>,
  log = quiet,
): Promise<Bench<P>> {
  const { redisUrl, dataDir } = await backend.fresh();
  const engine = await (redisUrl
    ? openRedisEngine(redisUrl, log)
    : openEmbeddedEngine(join(dataDir, 'queue'), log));
  const hub = await createHub<{ work: P }>({ work: definition }, engine, log);
  const raw: JobQueue = new Queue(definition.name, { connection: engine.connection, prefix }, engine.factory);
  const key = (id: string) => `${prefix}:${definition.name}:${id}`;
  const { query, call } = reach(engine);
  return {
    hub,
    raw,
    engine,
    async setStalls(id, stalls, deferred = false) {
      if (redisUrl) {
        await call('HSET', key(id), 'stc', String(stalls));
        if (deferred) await call('HSET', key(id), 'defa', 'job stalled more than allowable limit');
        return;
      }
      const reason = deferred ? 'job stalled more than allowable limit' : null;
      await query('UPDATE job SET stalled_count = $2, deferred_failure = $3 WHERE id = $1', [
        id,
        stalls,
        reason,
      ]);
    },
    async dump(id) {
      return redisUrl
        ? JSON.stringify(await call('HGETALL', key(id)))
        : JSON.stringify(await query('SELECT * FROM job WHERE id = $1', [id]));
    },
    async [Symbol.asyncDispose]() {
      await raw.close();
      await hub[Symbol.asyncDispose]();
    },
  };
}

/** The connection under the engine: a pool's query, or any command of Redis. */
function reach(engine: Engine) {
  const connection = engine.connection as {
    query?: (text: string, params: unknown[]) => Promise<{ rows: unknown[] }>;
    call?: (command: string, ...args: string[]) => Promise<unknown>;
  };
  return {
    query: async (text: string, params: unknown[]) => (await connection.query?.(text, params))?.rows,
    call: async (command: string, ...args: string[]) => connection.call?.(command, ...args),
  };
}
