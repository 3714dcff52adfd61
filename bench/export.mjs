// How much resident memory does an export of many posts add to the process that makes it, in each of the four formats?
//   npm run build && node bench/queries.mjs --posts 1000000 --dir DIR --posts-only
//   node bench/export.mjs --dir DIR [--only FORMAT]
// Each format in a process of its own, which has answered some questions of the page before. Writes bench/baselines/export-<posts>.json.
import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';

const formats = ['csv', 'jsonl', 'parquet', 'xlsx'];
const { values } = parseArgs({
  options: { dir: { type: 'string' }, only: { type: 'string' }, measure: { type: 'string' } },
});
if (values.dir === undefined) throw new Error('--dir DIR: where bench/queries.mjs put its posts');
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const mb = (bytes) => Math.round(bytes / 1024 / 1024);

/** Resident memory as the kernel counts it, and the most that it was since `clear`. */
async function residentBytes() {
  const status = await readFile('/proc/self/status', 'utf8');
  const of = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)[1]) * 1024;
  return { now: of('VmRSS'), peak: of('VmHWM') };
}
/** The kernel forgets the peak (proc(5), clear_refs). */
const clearPeak = () => writeFile('/proc/self/clear_refs', '5');

async function measure(format) {
  const { pino } = await import('pino');
  const { loadCity, readEnvironment } = await import('../dist/src/config.js');
  const { openStore } = await import('../dist/src/store/client.js');
  const { queries } = await import('../dist/src/store/queries/catalog.js');
  const { writeExport } = await import('../dist/src/export/write-export.js');
  const store = await openStore({ dataDir: values.dir, log: pino({ level: 'warn' }) });
  const city = await loadCity(here('../config/demo/quillport.yaml'), readEnvironment());
  const nowMs = Date.parse('2026-03-01');
  const period = { from: '2024-12-01', to: '2026-03-01' };
  // As a process that has been asked for a while: before that its heap has not taken what it takes anyway.
  const posts = queries.find(({ name }) => name === 'posts');
  for (let day = 1; day <= 28; day += 1) {
    const from = `2025-02-${String(day).padStart(2, '0')}`;
    for (const limit of [20, 200]) await posts.run(store, city, { ...period, from, limit }, { nowMs });
  }
  await clearPeak();
  const before = await residentBytes();
  const started = process.cpuUsage();
  const since = performance.now();
  const path = join(values.dir, `bench-export.${format}`);
  const heap = { heapUsed: 0, external: 0, arrayBuffers: 0 };
  const watch = setInterval(() => {
    const usage = process.memoryUsage();
    for (const name of Object.keys(heap)) heap[name] = Math.max(heap[name], usage[name]);
  }, 200);
  const manifest = await writeExport(store, city, {
    ...{ query: period, format, path, nowMs },
    signal: new AbortController().signal,
  });
  clearInterval(watch);
  const { user, system } = process.cpuUsage(started);
  const { peak } = await residentBytes();
  await store.close();
  await rm(path);
  return {
    ...{ format, posts: manifest.rows, fileMb: mb(manifest.bytes) },
    ...{ beforeMb: mb(before.now), peakMb: mb(peak), addedMb: mb(peak) - mb(before.now) },
    ...{ heapMb: mb(heap.heapUsed), externalMb: mb(heap.external) },
    ...{
      cpuSeconds: Math.round((user + system) / 1e6),
      seconds: Math.round((performance.now() - since) / 1000),
    },
  };
}

if (values.measure !== undefined) {
  console.log(JSON.stringify(await measure(values.measure)));
} else {
  const answers = [];
  for (const format of formats.filter((each) => !values.only || each === values.only)) {
    // with the launcher's own arguments (bin/earshot.cjs)
    const args = [here('export.mjs'), '--dir', values.dir, '--measure', format];
    const env = { ...process.env, UV_THREADPOOL_SIZE: '16' };
    const { stdout } = await promisify(execFile)(process.execPath, args, { env });
    answers.push(JSON.parse(stdout));
    console.error(stdout.trim());
  }
  const result = {
    date: new Date().toISOString().slice(0, 10),
    machine: {
      cpu: cpus()[0].model.trim(),
      cores: availableParallelism(),
      node: process.version,
      load: Math.round(loadavg()[0] * 10) / 10,
    },
    answers,
  };
  const json = `${JSON.stringify(result, null, 2)}\n`;
  console.log(json);
  if (!values.only) await writeFile(here(`baselines/export-${answers[0].posts}.json`), json);
}
