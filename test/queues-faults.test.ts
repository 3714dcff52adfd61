// The queue under kill -9, lost and full Redis, poison, and SIGTERM under load.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TransientError } from '../src/errors.ts';
import { checkQueue, openQueues } from '../src/queues.ts';
import { compileProgram, type Program } from './support/child-program.ts';
import { type Backend, openBackend, quiet } from './support/queue-backends.ts';
import { makePayload, makePost, postId } from './support/queue-posts.ts';
import { startRedis } from './support/redis.ts';

const never = new AbortController().signal;
const noDeadLetters = async () => {
  throw new Error('nothing should have failed');
};
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

/** mulberry32: the same moments for the same seed */
function createRandom(state: number): () => number {
  let a = state;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function readLedger(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n').filter(Boolean);
}

const idsOf = (jobs: number, posts: number) =>
  Array.from({ length: jobs }, (_, job) =>
    Array.from({ length: posts }, (_, index) => postId(job, index)),
  ).flat();

let program: Program;
beforeAll(async () => {
  program = await compileProgram('test/support/queue-child.ts');
});
afterAll(async () => program?.[Symbol.asyncDispose]());

describe.each(['embedded', 'redis'] as const)('%s queue', (name) => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await openBackend(name);
  });
  afterAll(async () => backend?.[Symbol.asyncDispose]());
  // on Redis these mostly wait for locks to run out: side by side, so each has the `expect` of its own test
  const fault = name === 'redis' ? it.concurrent : it;

  fault('loses nothing through kill -9 at random moments', async ({ expect }) => {
    console.log(`${name}: seed ${seed}`);
    const random = createRandom(seed);
    const settings = await backend.fresh();
    const ledger = join(settings.dataDir, '..', `ledger-${name}-kill`);
    const [jobs, posts] = [120, 10];
    const instructions = { ...settings, ledger, workMs: 5, jobs: { from: 0, to: jobs, posts } };
    const kills = name === 'embedded' ? 4 : 3;
    for (let kill = 0; kill < kills; kill += 1) {
      const child = program.start(instructions);
      await child.said('ready');
      await pause(random() * 400);
      await child.end('SIGKILL');
    }
    const last = program.start(instructions);
    await last.said('allAdded');
    await expect
      .poll(async () => new Set(await readLedger(ledger)).size, { timeout: 40_000, interval: 200 })
      .toBe(jobs * posts);
    await last.end('SIGTERM');
    const stored = await readLedger(ledger);
    console.log(
      `${name}: ${kills} kills, ${stored.length - jobs * posts} posts stored again, ${jobs * posts} distinct`,
    );
    expect([...new Set(stored)].sort()).toEqual(idsOf(jobs, posts).sort());
    await using queues = await openQueues({ ...settings, log: quiet });
    // a job whose worker was killed after it stored and before it said so is run once more
    await queues.work('enrich', async (payload) => ({ stored: payload.posts.length, dead: 0 }), {
      onFailed: noDeadLetters,
    });
    const outcomes = await Promise.all(
      Array.from({ length: jobs }, (_, job) => queues.whenSettled('enrich', makePayload(job, 1).id, never)),
    );
    // one outcome per job, however often it was begun: what an importer adds up is right
    expect(outcomes).toEqual(Array(jobs).fill({ state: 'completed', result: { stored: posts, dead: 0 } }));
  });

  fault('has a killed worker’s job back within 15 s', async ({ expect }) => {
    const settings = await backend.fresh();
    const ledger = join(settings.dataDir, '..', `ledger-${name}-back`);
    const child = program.start({ ...settings, ledger, workMs: 60_000, jobs: { from: 0, to: 1, posts: 3 } });
    await child.said('started');
    await child.end('SIGKILL');
    const killedAt = performance.now();
    await using queues = await openQueues({ ...settings, log: quiet });
    const taken = new Promise<void>((resolve) => {
      void queues.work(
        'enrich',
        async ({ posts }) => {
          resolve();
          return { stored: posts.length, dead: 0 };
        },
        { onFailed: noDeadLetters },
      );
    });
    await taken;
    const seconds = (performance.now() - killedAt) / 1_000;
    console.log(`${name}: a killed worker's job is back after ${seconds.toFixed(1)} s`);
    expect(seconds).toBeLessThan(15);
    expect(await queues.whenSettled('enrich', makePayload(0, 3).id, never)).toMatchObject({
      state: 'completed',
    });
  });

  fault('ends within 10 s of SIGTERM under load, with nothing left in hand', async ({ expect }) => {
    const settings = await backend.fresh();
    const ledger = join(settings.dataDir, '..', `ledger-${name}-term`);
    // on one back-end the jobs are finished, on the other they take too long and are given back
    const workMs = name === 'embedded' ? 300 : 60_000;
    const child = program.start({
      ...settings,
      ledger,
      workMs,
      concurrency: 4,
      jobs: { from: 0, to: 40, posts: 5 },
    });
    await child.said('started');
    await child.said('allAdded');
    const askedAt = performance.now();
    await child.end('SIGTERM');
    const seconds = (performance.now() - askedAt) / 1_000;
    console.log(`${name}: out ${seconds.toFixed(1)} s after SIGTERM`);
    expect(seconds).toBeLessThan(10);
    expect(child.lines.some((line) => 'closed' in line)).toBe(true);
    await using queues = await openQueues({ ...settings, log: quiet });
    const { waiting, active } = await queues.counts('enrich');
    expect({ active, total: waiting + (await readLedger(ledger)).length / 5 }).toEqual({
      active: 0,
      total: 40,
    });
  });
});

describe('embedded queue', () => {
  it('puts a job that ends its worker five times in the dead letters, alone', async () => {
    await using backend = await openBackend('embedded');
    const settings = await backend.fresh();
    const ledger = join(settings.dataDir, '..', 'ledger-poison');
    const instructions = {
      ...settings,
      ledger,
      workMs: 1,
      poison: postId(0, 2),
      jobs: { from: 0, to: 3, posts: 4 },
    };
    let crashes = 0;
    for (;;) {
      const child = program.start(instructions);
      const end = await Promise.race([
        child.gone.then(() => 'crashed'),
        child.said('dead').then(() => 'dead'),
      ]).catch(() => 'crashed');
      if (end === 'dead') {
        await child.end('SIGTERM');
        break;
      }
      crashes += 1;
      expect(crashes).toBeLessThanOrEqual(5);
    }
    expect(crashes).toBe(5);
    const ledgered = [...new Set(await readLedger(ledger))].sort();
    expect(ledgered).toEqual(
      idsOf(3, 4)
        .map((id) => (id === postId(0, 2) ? `dead ${id}` : id))
        .sort(),
    );
    await using queues = await openQueues({ ...settings, log: quiet });
    const id = makePayload(0, 4).id;
    expect((await queues.outcomes('enrich', [id])).get(id)).toEqual({
      state: 'failed',
      result: { stored: 3, dead: 1 },
    });
  });
});

describe('redis queue', () => {
  it('loses no acknowledged job when Redis is killed, and says so in two lines', async () => {
    await using redis = await startRedis();
    const lines: string[] = [];
    const log = pino({ level: 'info' }, { write: (line: string) => lines.push(JSON.parse(line).msg) });
    await using queues = await openQueues({ redisUrl: redis.url, dataDir: '', log });
    const acknowledged: string[] = [];
    const seen = new Set<string>();
    await queues.work(
      'enrich',
      async ({ posts }, { id }) => {
        await pause(20);
        seen.add(id);
        return { stored: posts.length, dead: 0 };
      },
      { onFailed: noDeadLetters },
    );
    const producing = (async () => {
      for (let job = 0; job < 150; job += 1) {
        await queues.whenRoom('enrich', never);
        const { id, payload } = makePayload(job, 3);
        await queues.add('enrich', id, payload);
        acknowledged.push(id);
      }
    })();
    await expect.poll(() => acknowledged.length).toBeGreaterThan(50);
    await redis.kill();
    const whenKilled = acknowledged.length;
    await pause(3_000);
    // producers stand still while it is away
    expect(acknowledged.length - whenKilled).toBeLessThanOrEqual(1);
    await redis.start();
    await producing;
    const outcomes = await Promise.all(acknowledged.map((id) => queues.whenSettled('enrich', id, never)));
    expect(outcomes.every((outcome) => outcome.state === 'completed')).toBe(true);
    expect([...seen].sort()).toEqual([...acknowledged].sort());
    expect(lines.filter((line) => line.startsWith('the connection to the queue'))).toEqual([
      'the connection to the queue is lost',
      'the connection to the queue is back',
    ]);
    expect(lines.length).toBeLessThan(10);
  });

  it('ends within 10 s although Redis is away', async () => {
    await using redis = await startRedis();
    const queues = await openQueues({ redisUrl: redis.url, dataDir: '', log: quiet });
    const taken = new Promise<void>((resolve) => {
      void queues.work(
        'enrich',
        async () => {
          resolve();
          await pause(1_000);
        },
        { onFailed: noDeadLetters, finishWithinMs: 2_000 },
      );
    });
    const { id, payload } = makePayload(0, 1);
    await queues.add('enrich', id, payload);
    await taken;
    await redis.kill();
    const unfinished = queues.add('enrich', 'b', payload).catch((error) => error);
    const askedAt = performance.now();
    await queues[Symbol.asyncDispose]();
    expect(performance.now() - askedAt).toBeLessThan(8_000);
    expect(await unfinished).toBeInstanceOf(TransientError);
  });

  it('pauses producers at 70% of maxmemory while workers drain', async () => {
    const limit = 24 * 1024 * 1024;
    await using redis = await startRedis(['--maxmemory', String(limit)]);
    await using queues = await openQueues({ redisUrl: redis.url, dataDir: '', log: quiet });
    const payload = {
      city: 'testville',
      source: 'file',
      // of chance, so that packing takes little of it
      posts: Array.from({ length: 5 }, (_, i) => makePost(`p${i}`, randomBytes(45_000).toString('hex'))),
    };
    const signal = AbortSignal.timeout(4_000);
    let added = 0;
    const stopped = (async () => {
      for (;;) {
        await queues.whenRoom('enrich', signal);
        await queues.add('enrich', `job-${added}`, payload);
        added += 1;
      }
    })();
    await expect(stopped).rejects.toMatchObject({ name: 'TimeoutError' });
    const used = Number(/used_memory:(\d+)/.exec(await redis.client.info('memory'))?.[1]);
    expect(added).toBeGreaterThan(10);
    expect(added).toBeLessThan(200);
    expect(used / limit).toBeGreaterThan(0.7);
    expect(used / limit).toBeLessThan(0.85);
    const room = queues.whenRoom('enrich', never);
    await queues.work('enrich', async ({ posts }) => ({ stored: posts.length }), { onFailed: noDeadLetters });
    await room;
    const ids = Array.from({ length: added }, (_, job) => `job-${job}`);
    await Promise.all(ids.map((id) => queues.whenSettled('enrich', id, never)));
    expect(await queues.counts('enrich')).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 });
  });

  it('tells doctor what would lose jobs, and takes user and password from the address', async () => {
    await using safe = await startRedis(['--maxmemory', '100mb']);
    expect((await checkQueue({ redisUrl: safe.url, dataDir: '' })).map((check) => check.level)).toEqual([
      'ok',
      'ok',
      'ok',
      'ok',
    ]);
    await safe.client.acl('SETUSER', 'worker', 'on', '>secret', '~*', '&*', '+@all');
    await safe.client.acl('SETUSER', 'default', 'off');
    const withUser = safe.url.replace('redis://', 'redis://worker:secret@');
    await using queues = await openQueues({ redisUrl: withUser, dataDir: '', log: quiet });
    await queues.add('rebuild', 'a', { city: 'testville', month: '2026-03' });
    await safe.client.acl('SETUSER', 'default', 'on');
    await safe.client.config('SET', 'maxmemory-policy', 'allkeys-lru', 'appendfsync', 'everysec');
    const levels = (await checkQueue({ redisUrl: safe.url, dataDir: '' })).map((check) => check.level);
    expect(levels).toEqual(['fail', 'ok', 'fail', 'ok']);
  });
});
