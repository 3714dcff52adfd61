// One part of bench/enrich.mjs, in a process of its own, so that memory and warm code of one part do not colour another.
//   node bench/enrich-part.mjs sentiment|pipeline|beside|threads POSTS.jsonl PROFILE.yaml
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';

const [part, file, profile] = process.argv.slice(2);
const measureForMs = 4_000;

async function readPosts() {
  const time = '2000-01-01T00:00:00.000Z';
  const posts = [];
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (line === '') continue;
    const whole = { source: 'file', channel: '', kind: 'post', collectedAt: time, ...JSON.parse(line) };
    posts.push(whole);
  }
  return posts;
}

async function readCity() {
  const { loadCity, readEnvironment } = await import('../dist/src/config.js');
  return loadCity(profile, readEnvironment());
}

const cpuMs = (since) => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1_000;
};

/** Whole rounds over all posts after one that warms up; processor time, so that a busy machine does not count. */
function rate(posts, run) {
  for (const post of posts) run(post);
  const since = process.cpuUsage();
  const started = performance.now();
  let rounds = 0;
  while (rounds === 0 || performance.now() - started < measureForMs) {
    for (const post of posts) run(post);
    rounds++;
  }
  const microseconds = (cpuMs(since) * 1_000) / (rounds * posts.length);
  return { postsPerCpuSecond: Math.round(1e6 / microseconds), microsecondsPerPost: round(microseconds) };
}

const round = (value) => Math.round(value * 100) / 100;

/** Text → label: reading, language, sentiment, and nothing else. */
async function sentiment() {
  const { createSteps } = await import('../dist/src/enrich/pipeline.js');
  const { readPost } = await import('../dist/src/enrich/reading.js');
  const { sentimentOf } = await import('../dist/src/enrich/sentiment.js');
  const [posts, { readSentiment, readLanguage }] = [await readPosts(), createSteps(await readCity())];
  const tokensOf = (reading) => reading.fields.map(({ tokens }) => tokens);
  const english = (post) => sentimentOf(readSentiment(readPost(post), 'en'));
  const anyLanguage = (post) => {
    const reading = readPost(post);
    return sentimentOf(readSentiment(reading, readLanguage(tokensOf(reading), post.language)));
  };
  return { known: rate(posts, english), found: rate(posts, anyLanguage) };
}

/** Everything, and what each step takes of it. */
async function pipeline() {
  const { createPipeline, createSteps } = await import('../dist/src/enrich/pipeline.js');
  const [posts, city] = [await readPosts(), await readCity()];
  const whole = createPipeline(city);
  const figures = rate(posts, (post) => whole.enrich(post));

  const spent = {};
  let inside = 0;
  const timed = Object.entries(createSteps(city)).map(([name, step]) => [
    name,
    (...args) => {
      const outer = inside;
      inside = 0;
      const started = performance.now();
      const result = step(...args);
      const took = performance.now() - started;
      // A step that calls another pays for its own part only.
      spent[name] = (spent[name] ?? 0) + took - inside;
      inside = outer + took;
      return result;
    },
  ]);
  const watched = createPipeline(city, Object.fromEntries(timed));
  for (const post of posts) watched.enrich(post);
  for (const name of Object.keys(spent)) spent[name] = 0;
  const started = performance.now();
  for (const post of posts) watched.enrich(post);
  const all = performance.now() - started;
  spent['reading and the rest'] = all - Object.values(spent).reduce((sum, ms) => sum + ms, 0);
  const steps = Object.entries(spent).map(([name, ms]) => [
    name,
    round((ms / all) * figures.microsecondsPerPost),
  ]);
  return { ...figures, steps: Object.fromEntries(steps.sort(([, a], [, b]) => b - a)) };
}

/** Two threads beside each other, each with the pipeline alone over all posts; by the clock of both together. */
async function beside() {
  const size = 2;
  const me = fileURLToPath(import.meta.url);
  const threads = Array.from({ length: size }, () => new Worker(me, { argv: ['alone', file, profile] }));
  const answers = (message) =>
    Promise.all(
      threads.map(async (thread) => {
        const answer = once(thread, 'message');
        if (message !== undefined) thread.postMessage(message);
        return (await answer)[0];
      }),
    );
  // Each says so when its first round has made its code warm; then both start at once.
  const [{ posts }] = await answers();
  const since = process.cpuUsage();
  const started = performance.now();
  const rounds = (await answers('go')).reduce((sum, { rounds }) => sum + rounds, 0);
  const seconds = (performance.now() - started) / 1_000;
  const figures = {
    threads: size,
    postsPerSecond: Math.round((rounds * posts) / seconds),
    postsPerCpuSecond: Math.round((rounds * posts) / (cpuMs(since) / 1_000)),
  };
  await Promise.all(threads.map((thread) => thread.terminate()));
  return figures;
}

/** One of these threads: a round, then rounds for as long as is measured, in parts so that both end at the same time. */
async function alone() {
  const { createPipeline } = await import('../dist/src/enrich/pipeline.js');
  const [posts, whole] = [await readPosts(), createPipeline(await readCity())];
  for (const post of posts) whole.enrich(post);
  const go = once(parentPort, 'message');
  parentPort.postMessage({ posts: posts.length });
  await go;
  const started = performance.now();
  let done = 0;
  while (performance.now() - started < measureForMs) whole.enrich(posts[done++ % posts.length]);
  parentPort.postMessage({ rounds: done / posts.length });
}

/** The threads of the program: start, memory, and posts per second of one and of two. */
async function threads() {
  const { createEnrichPool } = await import('../dist/src/enrich-pool.js');
  const [posts, city] = [await readPosts(), await readCity()];
  const batches = [];
  for (let i = 0; i < posts.length; i += 500) batches.push(posts.slice(i, i + 500));
  const figures = [];
  for (const size of [1, 2]) {
    const before = process.memoryUsage().rss;
    const pool = createEnrichPool(size);
    const started = performance.now();
    await pool.warm(city);
    const startMs = Math.round(performance.now() - started);
    const startMb = Math.round((process.memoryUsage().rss - before) / 1e6 / size);
    const run = () =>
      Promise.all(
        // Rows are let go as in the program, where they are on their way to the store.
        batches.map((batch) =>
          pool.enrich(city, batch, { imported: true, as: 'rows' }).then(() => undefined),
        ),
      );
    await run();
    const since = process.cpuUsage();
    const begun = performance.now();
    let rounds = 0;
    while (rounds === 0 || performance.now() - begun < measureForMs) {
      await run();
      rounds++;
    }
    const seconds = (performance.now() - begun) / 1_000;
    figures.push({
      threads: size,
      startMs,
      startMb,
      residentMbPerThread: Math.round((process.memoryUsage().rss - before) / 1e6 / size),
      postsPerSecond: Math.round((rounds * posts.length) / seconds),
      postsPerCpuSecond: Math.round((rounds * posts.length) / (cpuMs(since) / 1_000)),
    });
    await pool[Symbol.asyncDispose]();
  }
  return figures;
}

if (isMainThread) console.log(JSON.stringify(await { sentiment, pipeline, beside, threads }[part]()));
else await alone();
