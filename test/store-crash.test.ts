// kill -9 at random moments of inserts, deletions and rebuilds: what was confirmed is there, and after one refresh the
// rollups equal the posts.
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { listDirty, rebuildDay } from '../src/maintain/rebuild.ts';
import { verify } from '../src/maintain/verify.ts';
import { openStore } from '../src/store/client.ts';
import { migrate } from '../src/store/migrate.ts';
import { springfield, testLog } from './support/clickhouse.ts';
import { compileChild, startChild } from './support/clickhouse-child.ts';
import { createRandom } from './support/clickhouse-posts.ts';

let child: Awaited<ReturnType<typeof compileChild>>;
let dataDir: string;
const key = z.object({ key: z.string() });
const seed = Number(process.env.EARSHOT_TEST_SEED ?? Date.now() % 100_000);

beforeAll(async () => {
  child = await compileChild('test/support/clickhouse-crash.ts');
  dataDir = await mkdtemp(join(tmpdir(), 'earshot-crash-'));
});
afterAll(async () => {
  await child?.dispose();
  await rm(dataDir, { recursive: true, force: true });
});

interface Told {
  ready?: true;
  written?: string[];
  deleting?: string[];
  deleted?: string[];
}

/** Runs a child until it is killed at a random moment after its first batch. */
async function runAndKill(random: () => number, range: { fromMs: number; toMs: number }) {
  const running = startChild(child.path, { dataDir, seed: Math.floor(random() * 1e9), ...range });
  const told: Told[] = [];
  running.on('message', (message: Told) => told.push(message));
  await once(running, 'message');
  await delay(300 + random() * 2_200);
  running.kill('SIGKILL');
  await once(running, 'exit');
  return told;
}

it(`survives kill -9 (seed ${seed})`, async () => {
  const random = createRandom(seed);
  const range = { fromMs: Date.UTC(2026, 2, 6), toMs: Date.UTC(2026, 2, 10) };
  const written = new Set<string>();
  const deleting = new Set<string>();
  const deleted = new Set<string>();
  for (let round = 0; round < 5; round += 1) {
    for (const told of await runAndKill(random, range)) {
      for (const name of told.written ?? []) written.add(name);
      for (const name of told.deleting ?? []) deleting.add(name);
      for (const name of told.deleted ?? []) deleted.add(name);
    }
  }
  const openedAt = performance.now();
  await using store = await openStore({ dataDir, log: testLog });
  await migrate(store);
  expect(performance.now() - openedAt).toBeLessThan(5_000);
  for (const { day } of await listDirty(store, springfield.id)) await rebuildDay(store, springfield, day);
  expect(await verify(store, springfield, { fromDay: '2026-03-05', toDay: '2026-03-11' })).toEqual([]);
  const rows = await store.jobs.rows(
    key,
    "SELECT concat(source, ' ', id) AS key FROM posts FINAL WHERE city = {city:String}",
    { city: springfield.id },
  );
  const there = new Set(rows.map((row) => row.key));
  expect(written.size).toBeGreaterThan(200);
  expect(rows.length).toBe(there.size);
  expect([...written].filter((name) => !there.has(name) && !deleting.has(name))).toEqual([]);
  expect([...deleted].filter((name) => there.has(name))).toEqual([]);
}, 180_000);
