// How long do the questions of a dashboard and of an analyst take, on 1, 10 or 50 million invented posts? One of them also from the posts
// themselves, with FINAL, as any question that the sums cannot answer.
//   npm run build && node bench/queries.mjs --posts 10000000 [--dir DIR] [--rounds 20] [--load] [--only NAME]
// --dir keeps the data for another run. --posts-only makes posts without their sums, asks nothing and ends: what bench/export.mjs needs. --load writes 3,000 posts/s of its last day meanwhile, and leaves them there. Writes bench/baselines/queries-<posts>.json.
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { z } from 'zod';
import { createRandom, inventWords } from './store/invent.mjs';
import { peers, said } from './store/peers.mjs';
import { questionsOf } from './store/questions.mjs';

const { values } = parseArgs({
  options: {
    posts: { type: 'string', default: '1000000' },
    days: { type: 'string', default: '400' },
    dir: { type: 'string' },
    rounds: { type: 'string', default: '20' },
    load: { type: 'boolean', default: false },
    only: { type: 'string' },
    'posts-only': { type: 'boolean', default: false },
  },
});
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const [posts, days, rounds] = [values.posts, values.days, values.rounds].map(Number);
/** Rounds that are not told: a server has run for a while when it is asked. */
const warmUps = 6;
const { loadCity, readEnvironment } = await import('../dist/src/config.js');
const { openStore } = await import('../dist/src/store/client.js');
const { migrate } = await import('../dist/src/store/migrate.js');
const { rebuildDays } = await import('../dist/src/maintain/rebuild.js');
const { createState } = await import('../dist/src/store/state.js');
const { queries } = await import('../dist/src/store/queries/catalog.js');

const dataDir = values.dir ?? join(tmpdir(), `earshot-bench-queries-${posts}`);
const isThere = await stat(join(dataDir, 'ready')).catch(() => undefined);
await mkdir(dataDir, { recursive: true });
const store = await openStore({ dataDir, log: pino({ level: 'warn' }), memoryBytes: 4_000_000_000 });
const city = await loadCity(here('../config/demo/quillport.yaml'), readEnvironment());
const firstDay = '2025-01-01';
const dayText = (index) => new Date(Date.parse(firstDay) + index * 86_400_000).toISOString().slice(0, 10);
const nowMs = Date.parse(firstDay) + days * 86_400_000 + 5 * 3_600_000;
const words = inventWords(30_000);
const sql = (name) => readFile(new URL(`./store/${name}.sql`, import.meta.url), 'utf8');
const seconds = (since) => (performance.now() - since) / 1_000;

async function generate() {
  await migrate(store);
  const statement = await sql('generate');
  const part = 200_000;
  const started = performance.now();
  for (let from = 0; from < posts; from += part) {
    await store.jobs.command(statement, {
      ...{ city: city.id, firstDay, days, posts, from, count: Math.min(part, posts - from), words },
      topics: city.topics.map(({ id }) => id),
      places: city.neighbourhoods.map(({ id }) => id),
    });
    process.stderr.write(`\r${from + part} posts, ${Math.round((from + part) / seconds(started))}/s `);
  }
  const again = await sql('again');
  const months = [
    ...new Set(Array.from({ length: days + 1 }, (_, day) => dayText(day).slice(0, 7).replace('-', ''))),
  ];
  for (const month of months) await store.jobs.command(again, { city: city.id, month: Number(month) });
  if (values['posts-only']) {
    await store.close();
    process.exit();
  }
  console.error(`\ngenerated in ${seconds(started).toFixed(0)} s; now the sums`);
  const all = Array.from({ length: days + 2 }, (_, index) => dayText(index - 1));
  await createState(store).dirty.mark(all.map((day) => ({ city: city.id, day })));
  const sums = performance.now();
  for (let at = 0; at < all.length; at += 10) {
    await rebuildDays(store, city, all.slice(at, at + 10));
    process.stderr.write(`\r${at + 10} days, ${(((at + 10) / all.length) * 100).toFixed(0)}% `);
  }
  console.error(`\nsums of ${all.length} days in ${seconds(sums).toFixed(0)} s`);
  await writeFile(join(dataDir, 'ready'), '');
  return { rebuildMsPerDay: Math.round((seconds(sums) * 1_000) / all.length) };
}

const quantile = (times, share) => {
  const sorted = [...times].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] * 10) / 10;
};

// Data of an older version gets what the version asks for, and a last day that a load wrote its sums.
if (isThere) {
  await migrate(store);
  await rebuildDays(store, city, [dayText(days - 1)]);
}
const made = isThere ? {} : await generate();
const count = z.object({ value: z.number() });
const one = async (statement) => (await store.jobs.rows(count, statement))[0].value;
const parts = (what) =>
  `SELECT ${what} AS value FROM system.parts WHERE active AND database = currentDatabase()`;
const bytes = await one(parts('sum(bytes_on_disk)'));
const rows = await one(parts("sumIf(rows, table = 'posts')"));

/**
 * What a burst is to the store: 3,000 posts of the last day every second, in groups as the writer's, their day marked; its sums made again every 30 s, as
 * `up` does while much waits. Ends when it is told to, and says how many there were, how old the sums became, and how long nobody else had the thread at most.
 */
function startLoad() {
  let isOver = false;
  let written = 0;
  const day = dayText(days - 1);
  const { dirty } = createState(store);
  const write = async () => {
    const statement = await sql('generate');
    const began = performance.now();
    while (!isOver) {
      await store.writer.command(statement, {
        ...{
          city: city.id,
          firstDay: day,
          days: 1,
          posts: 1e15,
          from: 2 * posts + written,
          count: 3_000,
          words,
        },
        topics: city.topics.map(({ id }) => id),
        places: city.neighbourhoods.map(({ id }) => id),
      });
      await dirty.mark([{ city: city.id, day }]);
      written += 3_000;
      await setTimeout(Math.max(0, began + written / 3 - performance.now()));
    }
    return Math.round(written / seconds(began));
  };
  const longest = { rebuildSeconds: 0 };
  const thread = monitorEventLoopDelay({ resolution: 10 });
  thread.enable();
  const rebuild = async () => {
    const summed = new Map();
    while (!isOver) {
      const since = performance.now();
      await rebuildDays(store, city, [day], summed);
      longest.rebuildSeconds = Math.max(longest.rebuildSeconds, Math.round(seconds(since) * 10) / 10);
      for (let waited = 0; waited < 300 && !isOver; waited++) await setTimeout(100);
    }
  };
  const done = Promise.all([write(), rebuild()]);
  return async () => {
    isOver = true;
    const [postsPerSecond] = await done;
    thread.disable();
    return { written, postsPerSecond, ...longest, threadHeldMs: Math.round(thread.max / 1e6) };
  };
}

/**
 * Each question three times: with nothing kept of any answer before; for another period, as whoever looks further; and once more, as whoever opens a page that
 * was prepared. Those of a dashboard once more afterwards, as right after a start: with no block of sums kept either.
 */
async function measure({ name, kind, ask }) {
  const random = createRandom(7);
  const times = { first: [], other: [], again: [], cold: [] };
  let found = 0;
  const timed = async ([query, params], which, round) => {
    const { run } = queries.find((each) => each.name === query);
    const since = performance.now();
    const answer = await run(store, city, params, { nowMs });
    if (round >= 0) times[which].push(performance.now() - since);
    found = answer.rows.length;
  };
  for (let round = -warmUps; round < rounds; round++) {
    const first = ask(random, city);
    let other = first;
    while (JSON.stringify(other) === JSON.stringify(first)) other = ask(random, city);
    store.sums.forget();
    await timed(first, 'first', round);
    await timed(other, 'other', round);
    await timed(other, 'again', round);
  }
  for (let round = 0; kind === 'dashboard' && round < rounds; round++) {
    store.sums.forget();
    await store.pages.command('SYSTEM DROP UNCOMPRESSED CACHE');
    await timed(ask(random, city), 'cold', round);
  }
  const both = (which, [median, slow]) =>
    times[which].length > 0 && {
      [median]: quantile(times[which], 0.5),
      [slow]: quantile(times[which], 0.95),
    };
  const figures = {
    ...both('first', ['p50Ms', 'p95Ms']),
    ...both('other', ['otherP50Ms', 'otherP95Ms']),
    ...both('again', ['againP50Ms', 'againP95Ms']),
    ...both('cold', ['coldP50Ms', 'coldP95Ms']),
  };
  const told = Object.values(figures).map((ms) => String(ms).padStart(8));
  console.error(`${name.padEnd(48)} ${told.join(' ')} ms, ${found} rows`);
  return { name, kind, rows: found, ...figures };
}

const peerRow = z.object({ topic: z.string(), days: z.array(z.string()), counts: z.array(z.number()) });

/** Each peer of one statement on the connection of pages, the same periods for all. */
async function measurePeers() {
  const answers = [];
  const told = new Map();
  for (const { name, sql: statement } of peers) {
    const random = createRandom(7);
    const times = [];
    for (let round = -warmUps; round < rounds; round++) {
      const end = days - Math.floor((random() * days) / 8);
      const params = { city: city.id, timezone: city.timezone, from: dayText(end - 90), to: dayText(end) };
      const since = performance.now();
      const answer = await store.pages.rows(peerRow, statement, params);
      if (round >= 0) times.push(performance.now() - since);
      if (name.endsWith('FINAL')) told.set(round, said(answer));
      else if (name.endsWith('sums') && told.get(round) !== said(answer) && !values.load)
        throw new Error(`the sums of ${params.from} to ${params.to} are not what their posts say`);
    }
    const figures = { name, kind: 'peer', p50Ms: quantile(times, 0.5), p95Ms: quantile(times, 0.95) };
    console.error(`${name.padEnd(52)} ${figures.p50Ms} ${figures.p95Ms} ms`);
    answers.push(figures);
  }
  return answers;
}

const stop = values.load ? startLoad() : undefined;
const asked = questionsOf({ firstDay, days, words }).filter(
  ({ name }) => !values.only || name.includes(values.only),
);
const answers = [];
console.error(
  `${'question'.padEnd(48)}   median      p95   other:      p95   again:      p95    cold:      p95`,
);
for (const question of asked) answers.push(await measure(question));
if (!values.only || values.only === 'peers') answers.push(...(await measurePeers()));
const load = await stop?.();
const result = {
  date: new Date().toISOString().slice(0, 10),
  machine: {
    cpu: cpus()[0].model.trim(),
    cores: availableParallelism(),
    node: process.version,
    load: Math.round(loadavg()[0] * 10) / 10,
  },
  ...{
    posts,
    rows,
    days,
    bytesPerPost: Math.round((bytes / posts) * 10) / 10,
    ...made,
    ...(load && { load }),
  },
  answers,
};
console.log(JSON.stringify(result, null, 2));
if (!values.only) {
  const name = `queries-${posts}${values.load ? '-load' : ''}.json`;
  await writeFile(here(`baselines/${name}`), `${JSON.stringify(result, null, 2)}\n`);
}
await store.close();
