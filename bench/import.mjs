// End to end: an archive through the whole path, embedded, beside a running `earshot up`: posts/s, resident memory, and how long the
// API takes to answer meanwhile. `npm run build && node bench/import.mjs POSTS.jsonl PROFILE.yaml`
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const [archive, profile] = process.argv.slice(2);
if (!archive || !profile) {
  console.error('usage: node bench/import.mjs POSTS.jsonl PROFILE.yaml');
  process.exit(2);
}
const bin = fileURLToPath(new URL('../bin/earshot.cjs', import.meta.url));
const dataDir = await mkdtemp(join(tmpdir(), 'earshot-bench-'));
const env = { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'warn' };
const start = (args) => spawn(process.execPath, [bin, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });

async function waitFor(child, pattern) {
  for await (const line of createInterface({ input: child.stderr })) {
    const match = pattern.exec(line);
    if (match) return match;
  }
  throw new Error(`it ended without saying ${pattern}`);
}

/** Peak of the process's resident memory so far, in MB. */
async function peakMb(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)[1]) / 1024);
}

const quantile = (sorted, share) =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] * 10) / 10;

async function measureAnswers(url, city, running) {
  const times = [];
  while (running()) {
    const at = performance.now();
    const response = await fetch(
      `${url}/api/v1/series?interval=day&from=2017-07-01&to=2017-10-01&city=${city}`,
    );
    await response.arrayBuffer();
    if (response.status === 200) times.push(performance.now() - at);
    await pause(50);
  }
  const sorted = times.sort((a, b) => a - b);
  return {
    answers: sorted.length,
    p50Ms: quantile(sorted, 0.5),
    p95Ms: quantile(sorted, 0.95),
    maxMs: quantile(sorted, 1),
  };
}

const up = start(['up', '--port', '0', '--city', profile]);
try {
  const [, url] = await waitFor(up, /answers at (http:\S+)/);
  const [, city] = /^id: *(\S+)/m.exec(await readFile(profile, 'utf8'));
  let isRunning = true;
  const answers = measureAnswers(url, city, () => isRunning);
  const startedAt = performance.now();
  const child = start(['import', archive, '--city', profile]);
  const [closing] = await waitFor(child, /\d+ read, .*/);
  if (child.exitCode === null) await once(child, 'exit');
  const wholeSeconds = (performance.now() - startedAt) / 1_000;
  isRunning = false;
  const [, postsPerSecond] = /(\d+) posts\/s/.exec(closing);
  const machine = { cpu: cpus()[0].model, cores: availableParallelism(), node: process.version };
  const figures = {
    postsPerSecond: Number(postsPerSecond),
    wholeSeconds: Math.round(wholeSeconds * 10) / 10,
    peakMb: await peakMb(up.pid),
  };
  console.log(JSON.stringify({ machine, closing, ...figures, api: await answers }, null, 2));
} finally {
  up.kill('SIGTERM');
  if (up.exitCode === null) await once(up, 'exit');
  await rm(dataDir, { recursive: true, force: true });
}
