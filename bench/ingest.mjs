// What a post costs on its way into the store, stage by stage, in microseconds of processor time of the whole process (threads and engine
// included), and how many bytes it takes there. Each stage is run alone on all posts, so what runs beside it is not counted.
//   npm run build && node bench/ingest.mjs POSTS.jsonl PROFILE.yaml
// Writes bench/baselines/ingest-<posts>.json.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { z } from 'zod';

const [file, profile] = process.argv.slice(2);
if (!file || !profile) {
  console.error('usage: node bench/ingest.mjs POSTS.jsonl PROFILE.yaml');
  process.exit(2);
}
const load = (path) => import(`../dist/src/${path}.js`);
const { loadCity, readEnvironment } = await load('config');
const { collector } = await load('collectors/file');
const { readOptions } = await load('collectors/permission');
const { createPreparer } = await load('collectors/prepare');
const { fitPost, splitPage } = await load('collectors/batches');
const { createEnrichPool } = await load('enrich-pool');
const { jobId, openQueues } = await load('queues');
const { openStore } = await load('store/client');
const { migrate } = await load('store/migrate');
const { createWriter } = await load('store/writer');
const { findOverrides } = await load('store/overrides');
const { markDirty } = await load('store/dirty');
const { listDirty, rebuildDays } = await load('maintain/rebuild');
const { settleDays } = await load('maintain/settle');

const log = pino({ level: 'warn' });
const city = await loadCity(profile, readEnvironment());
const dataDir = await mkdtemp(join(tmpdir(), 'earshot-bench-ingest-'));
const stages = [];

const cpuUs = () => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

async function stage(name, run) {
  const since = cpuUs();
  const result = await run();
  stages.push({ name, cpuUs: cpuUs() - since });
  return result;
}

async function readPages() {
  const options = readOptions(collector, { path: file });
  const context = { city, options, signal: new AbortController().signal, progress: () => {}, log };
  const pages = await stage('lines read', async () => {
    const read = [];
    for await (const page of collector.collect(context)) read.push(page);
    return read;
  });
  const raws = await stage('parsed, times read', () =>
    pages.map(({ name, items }) => ({ name, raws: items.map((item) => collector.toPost(item, context)) })),
  );
  const key = Buffer.alloc(32, 1);
  const preparer = createPreparer(city, () => key);
  const now = new Date();
  const posts = await stage('masked, hashed, checked', () =>
    raws.map(({ name, raws }) => ({
      name,
      posts: raws.map((raw) => preparer.prepare(raw, now).post).filter(Boolean),
    })),
  );
  return stage('batches made and named', () =>
    posts.flatMap(({ name, posts }) => splitPage(city.id, name, posts.map(fitPost))),
  );
}

async function passQueue(batches) {
  const queues = await openQueues({ dataDir, log });
  const ids = batches.map(({ source, page }) => jobId([city.id, source, page]));
  // the first job makes the engine compile its procedures
  await queues.add('enrich', jobId(['first']), { city: city.id, source: 'file', posts: batches[0].posts });
  await stage('job into the queue', async () => {
    for (const [at, { source, posts }] of batches.entries())
      await queues.add('enrich', ids[at], { city: city.id, source, run: 'bench', filter: false, posts });
  });
  await stage('job out of the queue, and done', async () => {
    const stored = { stored: 1, dead: 0, dropped: 0 };
    const worker = await queues.work('enrich', async () => stored, {
      concurrency: 12,
      onFailed: async () => stored,
    });
    const { signal } = new AbortController();
    await Promise.all(ids.map((id) => queues.whenSettled('enrich', id, signal)));
    await worker.close();
  });
  await queues[Symbol.asyncDispose]();
}

async function enrich(batches) {
  const pool = createEnrichPool(1);
  await pool.warm(city);
  const results = await stage('enriched, rows made, with messages to the thread and back', () =>
    Promise.all(batches.map(({ posts }) => pool.enrich(city, posts, { imported: true, as: 'rows' }))),
  );
  await pool[Symbol.asyncDispose]();
  return results.map(({ rows }) => rows);
}

const countRow = z.object({ n: z.number() });

async function untilMerged(store) {
  for (let quiet = 0; quiet < 3; ) {
    await pause(500);
    const [{ n }] = await store.jobs.rows(countRow, 'SELECT count() AS n FROM system.merges');
    quiet = n === 0 ? quiet + 1 : 0;
  }
}

/** As many batches at once as a worker has in hand. */
async function write(store, batches) {
  const writer = createWriter(store, { log });
  await stage('rows inserted, days marked, deletions and corrections looked up', async () => {
    const waiting = [...batches];
    const hand = async () => {
      for (let rows = waiting.shift(); rows; rows = waiting.shift()) await writer.write(rows);
    };
    await Promise.all(Array.from({ length: 12 }, hand));
  });
  await stage('merged in the background until nothing is left to merge', () => untilMerged(store));
  await writer[Symbol.asyncDispose]();
  const groups = [];
  for (let at = 0; at < batches.length; at += 4) groups.push(batches.slice(at, at + 4).flat());
  await stage('of which looked up before and after', async () => {
    for (const rows of groups) for (let look = 0; look < 2; look++) await findOverrides(store.writer, rows);
  });
  await stage('of which days marked before and after', async () => {
    for (const rows of groups) for (let mark = 0; mark < 2; mark++) await markDirty(store.writer, rows);
  });
}

async function rebuild(store) {
  const days = (await listDirty(store, city.id)).map(({ day }) => day);
  await stage('copies and automated accounts settled', () => settleDays(store, city, days));
  await stage('sums made (settled again with them)', () => rebuildDays(store, city, days, new Map()));
  await stage('sums made again, and terms', () => rebuildDays(store, city, days));
  await stage('merged after it', () => untilMerged(store));
}

async function measureRoom(store, posts) {
  const row = z.object({ name: z.string(), bytes: z.number() });
  const parts = await store.jobs.rows(
    row,
    `SELECT table AS name, sum(bytes_on_disk) AS bytes FROM system.parts
     WHERE active AND database = 'earshot' GROUP BY table HAVING bytes > 0 ORDER BY bytes DESC`,
  );
  return Object.fromEntries(parts.map(({ name, bytes }) => [name, Math.round((10 * bytes) / posts) / 10]));
}

try {
  const batches = await readPages();
  const posts = batches.reduce((sum, batch) => sum + batch.posts.length, 0);
  await passQueue(batches);
  const rows = await enrich(batches);
  const store = await openStore({ dataDir, log });
  await migrate(store);
  await write(store, rows);
  await rebuild(store);
  const bytesPerPost = await measureRoom(store, posts);
  await store.close();
  const usPerPost = Object.fromEntries(
    stages.map(({ name, cpuUs }) => [name, Math.round((10 * cpuUs) / posts) / 10]),
  );
  const machine = { cpu: cpus()[0].model.trim(), cores: availableParallelism(), node: process.version };
  const figures = {
    date: new Date().toISOString().slice(0, 10),
    machine,
    load: loadavg()[0],
    posts,
    usPerPost,
    bytesPerPost,
  };
  const json = `${JSON.stringify(figures, null, 2)}\n`;
  console.log(json);
  const out =
    process.env.OUT ?? new URL(`baselines/ingest-${basename(file, '.jsonl')}.json`, import.meta.url);
  await writeFile(typeof out === 'string' ? out : fileURLToPath(out), json);
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
