// A cluster as containers run it: one process per worker kind, on Redis and ClickHouse over HTTP, from packages without the
// embedded engines.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readEnvironment } from '../src/config.ts';
import { createLog } from '../src/log.ts';
import { openRuntime } from '../src/runtime.ts';
import { parseCounts, whenSays } from './support/cli.ts';
import { createInstallation, type Installation } from './support/installation.ts';
import { type Receiver, startReceiver } from './support/receivers.ts';

const root = new URL('../', import.meta.url);
const path = (name: string) => fileURLToPath(new URL(name, root));
const kinds = ['collect', 'enrich', 'maintain', 'report', 'serve'] as const;

let here: Installation;
let web: Receiver;
const workers = new Map<string, ChildProcess>();
let said = '';

function startWorker(kind: string, name = kind): ChildProcess {
  const withoutEngines = ['--import', path('test/support/without-engines.mjs')];
  const child = spawn(process.execPath, [...withoutEngines, path(`dist/workers/${kind}.js`)], {
    env: {
      PATH: process.env.PATH,
      ...here.env,
      LOG_LEVEL: 'debug',
      HOST: '127.0.0.1',
      PORT: '0',
      TMPDIR: join(here.directory, name),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  child.stderr!.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
  });
  workers.set(name, child);
  return child;
}

async function isAlive(kind: string): Promise<boolean> {
  const child = spawn(process.execPath, [path('dist/workers/alive.js'), kind], {
    env: { PATH: process.env.PATH, TMPDIR: join(here.directory, kind) },
    stdio: 'ignore',
  });
  const [code] = await once(child, 'exit');
  return code === 0;
}

beforeAll(async () => {
  here = await createInstallation('cluster');
  web = await startReceiver(async () => 200);
  await appendFile(
    here.city,
    `delivery: { recipients: { hook: { channel: webhook, url: "http://127.0.0.1:${web.port}/hook", secret: HOOK } } }\n`,
  );
  Object.assign(here.env, {
    EARSHOT_INSIDE_HOSTS: `127.0.0.1:${web.port}`,
    HOOK: 'a signing key of more than 24 bytes',
  });
  // Without a city of its own it would collect the whole demo city first.
  const cities = join(here.env.CONFIG_DIR!, 'cities');
  await mkdir(cities, { recursive: true });
  for (const name of [...kinds, 'second']) await mkdir(join(here.directory, name));
  for (const name of ['portside.yaml', 'portside.geojson'])
    await copyFile(join(here.directory, name), join(cities, name));
});

afterAll(async () => {
  for (const child of workers.values()) child.kill('SIGKILL');
  for (const one of [web, here]) await one?.[Symbol.asyncDispose]();
});

it('needs no embedded engine, says that it lives, and ends in time', { timeout: 240_000 }, async () => {
  // the summary of last week is due, and two workers will see that at once
  await using runtime = await openRuntime(readEnvironment(here.env), createLog('silent'));
  const served = { day: '2025-01-06', at: '2025-01-06T13:00:00.000Z', about: '2025-W01' };
  await runtime.state.run.put('portside', 'schedule weekly', served);
  let url = '';
  const second = startWorker('report', 'second');
  const isUp = whenSays(second, /"msg":"started"/);
  for (const kind of kinds) {
    const child = startWorker(kind);
    const answers = whenSays(child, /"url":"(http:\/\/127\.0\.0\.1:\d+)"/).catch(() => undefined);
    await whenSays(child, /"msg":"started"/);
    if (kind === 'serve') url = (await answers)![1]!;
  }
  await isUp;
  for (const kind of kinds) await expect.poll(() => isAlive(kind), { message: kind }).toBe(true);

  const archive = await here.writePosts('archive.jsonl', 700, '2025-03-01T00:00:00Z', 0.1);
  const imported = await here.run(['import', archive]);
  expect(imported.code, imported.stderr).toBe(0);
  expect(parseCounts(imported.lastLine)).toEqual({ read: 700, stored: 700, skipped: 0, dead: 0 });
  const asked = `${url}/api/v1/summary?city=portside&from=2015-01-01&to=2035-01-01`;
  const answer = (await (await fetch(asked)).json()) as { rows: { volume: number }[] };
  expect(answer.rows[0]?.volume).toBe(700);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);

  await expect.poll(() => web.requests.length, { timeout: 60_000 }).toBe(1);

  for (const [kind, child] of workers) {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended, kind).toEqual([0, null]);
    expect(await isAlive(kind), kind).toBe(false);
  }
  // once, by whichever of the two
  expect(web.requests.map(({ path }) => path)).toEqual(['/hook']);
  expect(JSON.parse(String(web.requests[0]!.body))).toMatchObject({
    type: 'earshot.weekly',
    data: { city: 'portside', audience: 'city' },
  });
  expect(said.match(/"msg":"delivered"/g)).toHaveLength(1);
  expect(said.split('\n').filter((line) => /"level":(40|50|60)/.test(line))).toEqual([]);
});
