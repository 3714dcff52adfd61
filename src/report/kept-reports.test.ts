import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openKeptReports } from './kept-reports.ts';

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'earshot-kept-'));
  const put = async (path: string) => {
    await mkdir(join(dataDir, 'reports', path, '..'), { recursive: true });
    await writeFile(join(dataDir, 'reports', path), path);
  };
  await put('port/2026-W09/port-2026-W09.html');
  await put('port/2026-W10/port-2026-W10-streets-topics.csv');
  await put('port/2026-W10/port-2026-W10-city-hall.pdf');
  await put('port/2026-W10/.port-2026-W10.html.0a1b');
  await put('port/2026-W10/notes.txt');
  await put('port/2026-W10/other-2026-W10.html');
  await put('other/2026-W10/other-2026-W10.html');
  await writeFile(join(dataDir, 'secret.json'), 'secret');
  await symlink(dataDir, join(dataDir, 'reports', 'port', 'out'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

test('lists what was made for a city, the newest week first', async () => {
  const rows = await openKeptReports(dataDir).list('port');
  expect(rows.map(({ week, audience, form }) => [week, audience, form])).toEqual([
    ['2026-W10', 'city-hall', 'pdf'],
    ['2026-W10', 'streets', 'topics.csv'],
    ['2026-W09', 'city', 'html'],
  ]);
  expect(await openKeptReports(dataDir).list('nowhere')).toEqual([]);
});

test('reads what it lists and nothing else', async () => {
  const reports = openKeptReports(dataDir);
  const found = await reports.read('port', 'port-2026-W09.html');
  expect(Buffer.from(found!.content).toString()).toBe('port/2026-W09/port-2026-W09.html');
  const wrong = [
    '../../secret.json',
    'notes.txt',
    'other-2026-W10.html',
    '..',
    '',
    '__proto__',
    'port-2026-W09.html\0',
  ];
  for (const name of wrong) expect(await reports.read('port', name), name).toBeUndefined();
});
