// A cluster as containers run it: one process per worker kind, on Redis and ClickHouse over HTTP, from packages without the
// embedded engines.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseCounts, whenSays } from './support/cli.ts';
import { createInstallation, type Installation } from './support/installation.ts';

const root = new URL('../', import.meta.url);
const path = (name: string) => fileURLToPath(new URL(name, root));
const kinds = ['collect', 'enrich', 'maintain', 'report', 'serve'] as const;

let here: Installation;
const workers = new Map<string, ChildProcess>();
let said = '';

function startWorker(kind: string): ChildProcess {
  const withoutEngines = ['--import', path('test/support/without-engines.mjs')];
  const child = spawn(process.execPath, [...withoutEngines, path(`dist/workers/${kind}.js`)], {
    env: {
      PATH: process.env.PATH,
      ...here.env,
      LOG_LEVEL: 'debug',
      HOST: '127.0.0.1',
      PORT: '0',
      TMPDIR: here.directory,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  child.stderr!.setEncoding('utf8').on('data', (chunk: string) => {
    said += chunk;
  });
  workers.set(kind, child);
  return child;
}

async function isAlive(kind: string): Promise<boolean> {
  const child = spawn(process.execPath, [path('dist/workers/alive.js'), kind], {
    env: { PATH: process.env.PATH, TMPDIR: here.directory },
    stdio: 'ignore',
  });
  const [code] = await once(child, 'exit');
  return code === 0;
}

beforeAll(async () => {
  here = await createInstallation('cluster');
  // Without a city of its own it would collect the whole demo city first.
  const cities = join(here.env.CONFIG_DIR!, 'cities');
  await mkdir(cities, { recursive: true });
  for (const name of ['portside.yaml', 'portside.geojson'])
    await copyFile(join(here.directory, name), join(cities, name));
});

afterAll(async () => {
  for (const child of workers.values()) child.kill('SIGKILL');
  await here?.[Symbol.asyncDispose]();
});

it('needs no embedded engine, says that it lives, and ends in time', { timeout: 240_000 }, async () => {
  let url = '';
  for (const kind of kinds) {
    const child = startWorker(kind);
    const answers = whenSays(child, /"url":"(http:\/\/127\.0\.0\.1:\d+)"/).catch(() => undefined);
    await whenSays(child, /"msg":"started"/);
    if (kind === 'serve') url = (await answers)![1]!;
  }
  for (const kind of kinds) await expect.poll(() => isAlive(kind), { message: kind }).toBe(true);

  const archive = await here.writePosts('archive.jsonl', 700, '2025-03-01T00:00:00Z', 0.1);
  const imported = await here.run(['import', archive]);
  expect(imported.code, imported.stderr).toBe(0);
  expect(parseCounts(imported.lastLine)).toEqual({ read: 700, stored: 700, skipped: 0, dead: 0 });
  const asked = `${url}/api/v1/summary?city=portside&from=2015-01-01&to=2035-01-01`;
  const answer = (await (await fetch(asked)).json()) as { rows: { volume: number }[] };
  expect(answer.rows[0]?.volume).toBe(700);
  expect((await fetch(`${url}/readyz`)).status).toBe(200);

  for (const [kind, child] of workers) {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await ended, kind).toEqual([0, null]);
    expect(await isAlive(kind), kind).toBe(false);
  }
  expect(said.split('\n').filter((line) => /"level":(40|50|60)/.test(line))).toEqual([]);
});
