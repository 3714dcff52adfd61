// What people take away, asked of the process that holds the data: saved questions, statements, files of posts.
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { whenSays } from './support/cli.ts';
import { createInstallation, type Installation } from './support/installation.ts';

let city: Installation;
let up: ReturnType<Installation['start']>;
let url: string;

beforeAll(async () => {
  city = await createInstallation();
  up = city.start(['up', '--port', '0', '--city', city.city]);
  url = (await whenSays(up.child, /answers at (http:\S+)/))[1]!;
  const posts = await city.writePosts('posts.jsonl', 300, '2026-03-01T00:00:00Z');
  expect((await city.run(['import', posts, '--city', city.city])).code).toBe(0);
}, 120_000);
afterAll(async () => {
  up?.child.kill('SIGTERM');
  await up?.finished;
  await city?.[Symbol.asyncDispose]();
});

const get = (path: string) => fetch(`${url}/api/v1/${path}`);

it('a question keeps its name, on a terminal and over the API, until it is removed', async () => {
  const asked = ['query', 'series', '--period', '2026-03', '--interval', 'week', '--format', 'json'];
  const first = await city.run([...asked, '--save', 'march']);
  expect(first.stderr).toContain('earshot query @march');
  expect(JSON.parse((await city.run(['query', '@march', '--format', 'json'])).stdout)).toEqual(
    JSON.parse(first.stdout),
  );
  const shorter = (await (await get('series?saved=march&period=2026-W10')).json()) as { query: object };
  expect(shorter.query).toMatchObject({ from: '2026-03-02T00:00:00-06:00', interval: 'week' });
  expect((await city.run(['queries'])).stdout).toMatch(/@march +series +--period 2026-03 --interval week/);
  expect(await (await get('topics?saved=march')).text()).toContain('a question of series, not of topics');
  expect((await city.run(['queries', 'remove', 'march'])).code).toBe(0);
  expect((await city.run(['query', '@march'])).stderr).toContain('no question is saved as @march');
  expect(await (await get('series?saved=march')).text()).toContain('no question is saved as');
}, 60_000);

it('a file of posts arrives whole, with its manifest, and is known afterwards', async () => {
  const response = await get('export?format=parquet&period=2026-03');
  const bytes = Buffer.from(await response.arrayBuffer());
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  expect(response.headers.get('x-earshot-sha256')).toBe(sha256);
  const rows = (await parquetReadObjects({ file: new Uint8Array(bytes).buffer })) as {
    id: string;
    source: string;
  }[];
  expect(String(rows.length)).toBe(response.headers.get('x-earshot-rows'));
  expect(rows.length).toBeGreaterThan(100);
  const { code } = await city.run(['export', 'march.csv', '--period', '2026-03']);
  expect(code).toBe(0);
  const manifest = JSON.parse(await readFile(join(city.directory, 'march.csv.manifest.json'), 'utf8'));
  expect(manifest).toMatchObject({ rows: rows.length, file: 'march.csv', city: 'portside' });
  const { source, id } = rows[0]!;
  const held = JSON.parse(
    (await city.run(['exports', '--source', source, '--id', id, '--format', 'json'])).stdout,
  );
  expect(held.map(({ file }: { file: string }) => file).sort()).toEqual([
    'march.csv',
    manifest.file && expect.stringMatching(/parquet$/),
  ]);
  expect((await readdir(join(city.directory, 'data'))).filter((name) => name.startsWith('export-'))).toEqual(
    [],
  );
  expect((await get('export?topic=nothing-of-the-kind')).status).toBe(400);
  expect((await get('export?period=whenever')).status).toBe(400);
}, 60_000);

it('a statement is answered or refused there', async () => {
  const counted = await city.run(['sql', 'SELECT count() FROM posts', '--format', 'csv']);
  expect(counted.stdout).toBe('count()\n300\n');
  const refused = await city.run(['sql', "SELECT file('/etc/passwd')"]);
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toContain('file is not available');
}, 60_000);
