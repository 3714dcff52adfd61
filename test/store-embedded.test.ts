// What only the engine in our own process must show: no socket, no second process, no slow question in the way.
import { readdir, readlink } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { TransientError } from '../src/errors.ts';
import { rebuildDay } from '../src/maintain/rebuild.ts';
import { openStore } from '../src/store/client.ts';
import { summary } from '../src/store/queries/summary.ts';
import { toRow } from '../src/store/row.ts';
import { createWriter } from '../src/store/writer.ts';
import { openTestStore, springfield, type TestStore, testLog } from './support/clickhouse.ts';
import { compileChild, startChild } from './support/clickhouse-child.ts';
import { makePost } from './support/clickhouse-posts.ts';

/** Open sockets of this process, by inode; undefined where the system does not tell. */
async function sockets(): Promise<string[] | undefined> {
  if (process.platform !== 'linux') return undefined;
  const links = await Promise.all(
    (await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')),
  );
  return links.filter((link) => link.startsWith('socket:'));
}

let before: string[] | undefined;
let test: TestStore;
beforeAll(async () => {
  before = await sockets();
  test = await openTestStore('embedded');
});
afterAll(() => test?.[Symbol.asyncDispose]());

it('opens no socket', async () => {
  await using writer = createWriter(test.store, { log: testLog });
  await writer.write([toRow(makePost(), springfield.timezone)]);
  await rebuildDay(test.store, springfield, '2026-03-01');
  await summary.run(test.store, springfield, { from: '2026-03-01' });
  expect(await sockets()).toEqual(before);
  const [ports] = await test.store.jobs.rows(
    z.object({ n: z.number() }),
    "SELECT count() AS n FROM system.server_settings WHERE name IN ('tcp_port', 'http_port') AND value NOT IN ('', '0')",
  );
  expect(ports?.n).toBe(0);
});

it('answers a page while a statement of the jobs lane runs, whatever values both have', async () => {
  let isSlowDone = false;
  const slow = test.store.jobs
    .command('SELECT sleepEachRow({s:Float32}) FROM numbers(40) SETTINGS max_block_size = 1', { s: 0.05 })
    .then(() => {
      isSlowDone = true;
    });
  await test.store.pages.rows(z.object({ n: z.number() }), 'SELECT {n:UInt8} AS n', { n: 1 });
  expect(isSlowDone).toBe(false);
  await slow;
});

it('answers what waits on whichever connection is free first', async () => {
  let isSlowDone = false;
  const slow = test.store.pages
    .rows(
      z.object({ n: z.number() }),
      'SELECT sum(sleepEachRow(0.1)) AS n FROM numbers(20) SETTINGS max_block_size = 1',
    )
    .then(() => {
      isSlowDone = true;
    });
  const quick = [1, 2, 3, 4].map((n) =>
    test.store.pages.rows(z.object({ n: z.number() }), 'SELECT {n:UInt8} AS n', { n }),
  );
  expect(await Promise.all(quick)).toEqual([1, 2, 3, 4].map((n) => [{ n }]));
  expect(isSlowDone).toBe(false);
  await slow;
});

it('takes values as they are', async () => {
  const row = z.object({ text: z.string(), texts: z.array(z.string()), n: z.number() });
  const sql = 'SELECT {text:String} AS text, {texts:Array(String)} AS texts, {n:Int64} AS n';
  const unit = fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code));
  const text = fc.oneof(fc.string({ unit }), fc.constantFrom("\\'", '{n:Int64}', '; --', '\0'));
  const value = fc.record({ text, texts: fc.array(text), n: fc.maxSafeInteger() });
  const asStored = (given: string) => Buffer.from(given).toString('utf8');
  await fc.assert(
    fc.asyncProperty(value, async (given) => {
      const stored = { ...given, text: asStored(given.text), texts: given.texts.map(asStored) };
      expect(await test.store.pages.rows(row, sql, given)).toEqual([stored]);
    }),
    { numRuns: 60 },
  );
  const long = { text: "'\\".repeat(200_000), texts: [], n: -1 };
  expect(await test.store.pages.rows(row, sql, long)).toEqual([long]);
});

it('refuses a directory that another process holds', async () => {
  const child = await compileChild('test/support/clickhouse-server.ts');
  const path = `${test.dataDir}/other/clickhouse`;
  const running = startChild(child.path, { path, user: 'a', password: 'b' });
  await new Promise((resolve) => running.once('message', resolve));
  // chDB binds one directory per process, so the attempt is made in a process of its own.
  const attempt = await compileChild('test/support/clickhouse-attempt.ts');
  const trying = startChild(attempt.path, { dataDir: `${test.dataDir}/other` });
  const [outcome] = await new Promise<[{ name: string }]>((resolve) =>
    trying.once('message', (...told) => resolve(told as never)),
  );
  expect(outcome.name).toBe('ConfigError');
  for (const process of [running, trying]) process.kill('SIGKILL');
  await Promise.all([child.dispose(), attempt.dispose()]);
});

it('names the package when the engine is not installed', async () => {
  const attempt = await compileChild('test/support/clickhouse-attempt.ts');
  const trying = startChild(attempt.path, { dataDir: `${test.dataDir}/none`, withoutChdb: true });
  const outcome = await new Promise<{ name: string; message: string }>((resolve) =>
    trying.once('message', resolve),
  );
  expect(outcome).toMatchObject({ name: 'ConfigError' });
  expect(outcome.message).toContain('npm install chdb');
  trying.kill('SIGKILL');
  await attempt.dispose();
});

it('keeps nothing of a statement that failed half way for the next one', async () => {
  const row = z.object({ number: z.number() });
  for (let at = 0; at < 2; at += 1) {
    await expect(test.store.pages.rows(row, 'SELECT number FROM numbers(300000)')).rejects.toThrow(
      'TOO_MANY_ROWS',
    );
  }
  for (let at = 0; at < 2; at += 1) {
    expect(await test.store.pages.rows(row, 'SELECT number FROM numbers(3)')).toHaveLength(3);
  }
});

it('lets others have the thread while it reads a long answer', async () => {
  let [isReading, isOver] = [false, false];
  const row = z.object({ number: z.number(), text: z.string() }).transform((values) => {
    isReading = true;
    return values;
  });
  const sql = "SELECT number, repeat('a', 50) AS text FROM numbers(200000)";
  const rows = test.store.jobs.rows(row, sql).finally(() => {
    isOver = true;
  });
  let turns = 0;
  while (!isOver) {
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (isReading && !isOver) turns += 1;
  }
  const read = await rows;
  expect(read).toHaveLength(200_000);
  expect(read.at(-1)).toEqual({ number: 199_999, text: 'a'.repeat(50) });
  expect(turns).toBeGreaterThan(3);
});

it('keeps blocks of sums as they are unpacked, none of posts, and none for longer than they are true', async () => {
  const { store } = test;
  const city = { ...springfield, id: 'blocks' };
  await using writer = createWriter(store, { log: testLog });
  const write = async (ids: readonly string[]) => {
    const rows = ids.map((id) => toRow(makePost({ id, city: city.id }), city.timezone));
    await writer.write(rows);
    await rebuildDay(store, city, '2026-03-01');
  };
  const blocks = async () => {
    const told = await store.pages.rows(
      z.object({ event: z.string(), value: z.number() }),
      "SELECT event, value FROM system.events WHERE event IN ('UncompressedCacheHits', 'UncompressedCacheMisses')",
    );
    const of = (event: string) => told.find((each) => each.event === event)?.value ?? 0;
    return { found: of('UncompressedCacheHits'), unpacked: of('UncompressedCacheMisses') };
  };
  const ask = async () => {
    store.sums.forget();
    const { rows } = await summary.run(store, city, { from: '2026-03-01', to: '2026-03-02' }, { nowMs });
    return (rows[0] as { volume: number }).volume;
  };
  const nowMs = Date.parse('2026-03-20T00:00:00Z');

  await write(['a', 'b']);
  const first = await blocks();
  expect(await ask()).toBe(2);
  const asked = await blocks();
  expect(asked.unpacked).toBeGreaterThan(first.unpacked);

  expect(await ask()).toBe(2);
  const again = await blocks();
  expect(again.unpacked).toBe(asked.unpacked);
  expect(again.found).toBeGreaterThan(asked.found);

  await store.pages.rows(z.object({ text: z.string() }), "SELECT text FROM posts WHERE city = 'blocks'");
  expect(await blocks()).toEqual(again);

  await write(['a', 'b', 'c']);
  expect(await ask()).toBe(3);
  expect((await blocks()).unpacked).toBeGreaterThan(again.unpacked);
});

it('closes, and refuses what comes after', async () => {
  await using other = await openStore({ dataDir: test.dataDir, log: testLog });
  await other.close();
  await expect(other.pages.command('SELECT 1')).rejects.toBeInstanceOf(TransientError);
});
