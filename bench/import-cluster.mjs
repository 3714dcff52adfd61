// The cluster's way: an archive through Redis, workers and a store over HTTP. posts/s until the last row is confirmed, and what each process needed
// of the cores until every answer has the posts.
//   npm run build && node bench/import-cluster.mjs POSTS.jsonl PROFILE.yaml
// Starts a redis-server of its own as docker-compose.yml does (or takes REDIS_URL), the workers `enrich` and `maintain`, and asks CLICKHOUSE_URL (with CLICKHOUSE_USER
// and CLICKHOUSE_PASSWORD; the database must be empty). Without one the engine of the embedded store answers behind the HTTP front of the tests, which hands each statement over as text.
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const [archive, profile] = process.argv.slice(2);
if (!archive || !profile) {
  console.error('usage: node bench/import-cluster.mjs POSTS.jsonl PROFILE.yaml');
  process.exit(2);
}
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const directory = await mkdtemp(join(tmpdir(), 'earshot-bench-cluster-'));
const started = [];

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function startRedis() {
  const port = await freePort();
  const safe = [
    '--appendonly',
    'yes',
    '--appendfsync',
    'always',
    '--maxmemory-policy',
    'noeviction',
    '--save',
    '',
  ];
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, ...safe],
    {
      stdio: 'ignore',
    },
  );
  started.push({ name: 'redis-server', child });
  await pause(500);
  return `redis://127.0.0.1:${port}`;
}

async function startStore() {
  const { rolldown } = await import('rolldown');
  const bundle = await rolldown({
    input: here('../test/support/clickhouse-server.ts'),
    platform: 'node',
    external: [/^chdb/],
  });
  // inside node_modules, so that chdb is found from there
  const file = here('../node_modules/.cache/earshot-bench-store.mjs');
  await mkdir(here('../node_modules/.cache'), { recursive: true });
  await bundle.write({ file, format: 'esm' });
  await bundle.close();
  const [user, password] = ['earshot', 'an invented password'];
  const options = {
    path: join(directory, 'store'),
    user,
    password,
    reader: { user: 'reader', password: 'another' },
  };
  const child = fork(file, [JSON.stringify(options)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  started.push({ name: 'store', child });
  const [{ port }] = await once(child, 'message');
  return { CLICKHOUSE_URL: `http://127.0.0.1:${port}`, CLICKHOUSE_USER: user, CLICKHOUSE_PASSWORD: password };
}

const env = {
  ...process.env,
  LOG_LEVEL: 'warn',
  DATA_DIR: join(directory, 'data'),
  EARSHOT_CITY: profile,
  REDIS_URL: process.env.REDIS_URL ?? (await startRedis()),
  ...(process.env.CLICKHOUSE_URL ? {} : await startStore()),
};
const run = (args) => spawn(process.execPath, args, { env, stdio: ['ignore', 2, 'pipe'] });

function startWorker(name) {
  const child = run([here(`../dist/workers/${name}.js`)]);
  child.stderr.pipe(process.stderr);
  started.push({ name, child });
}

/** Seconds of processor time of a process so far. */
async function cpuSeconds(pid) {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (!stat) return undefined;
  const [utime, stime] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return (Number(utime) + Number(stime)) / 100;
}

async function peakMb(pid) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

try {
  const bin = here('../bin/earshot.cjs');
  const migrating = run([bin, 'migrate']);
  await once(migrating, 'exit');
  if (migrating.exitCode !== 0) throw new Error('the store could not be migrated');
  startWorker('enrich');
  startWorker('maintain');
  await pause(4_000);
  const before = await Promise.all(started.map(({ child }) => cpuSeconds(child.pid)));
  const importing = run([bin, 'import', archive, '--city', profile]);
  const cpuOfAll = () =>
    Promise.all([...started.map(({ child }) => child), importing].map(({ pid }) => cpuSeconds(pid)));
  let closing = '';
  let cpu = [];
  for await (const line of createInterface({ input: importing.stderr })) {
    if (!/\d+ read, /.test(line)) continue;
    closing = line;
    cpu = await cpuOfAll();
  }
  const [, rate] = /(\d+) posts\/s/.exec(closing) ?? [];
  const names = [...started.map(({ name }) => name), 'import'];
  const processes = await Promise.all(
    names.map(async (name, index) => ({
      name,
      cpuSeconds: Math.round((cpu[index] - (before[index] ?? 0)) * 10) / 10,
      ...(started[index] && { peakMb: await peakMb(started[index].child.pid) }),
    })),
  );
  const machine = {
    cpu: cpus()[0].model,
    cores: availableParallelism(),
    node: process.version,
    load: loadavg()[0],
  };
  const figures = {
    postsPerSecond: Number(rate),
    processes,
  };
  console.log(
    JSON.stringify({ date: new Date().toISOString().slice(0, 10), machine, closing, ...figures }, null, 2),
  );
} finally {
  for (const { child } of started.toReversed()) {
    if (child.exitCode !== null) continue;
    child.kill('SIGTERM');
    await Promise.race([once(child, 'exit'), pause(15_000).then(() => child.kill('SIGKILL'))]);
  }
  await rm(directory, { recursive: true, force: true });
}
