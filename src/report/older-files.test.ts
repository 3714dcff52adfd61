import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { olderFiles } from './older-files.ts';

let folder: string;
const city = 'springfield-2026-W11';
const names = [
  ...['.html', '.pdf', '-topics.csv', '-metrics.csv', '-town-hall.pdf', '-town-hall-topics.csv'],
  '-town-hall-2.pdf',
].map((ending) => `${city}${ending}`);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-older-'));
  for (const name of [...names, 'springfield-2026-W110.pdf', 'notes.txt'])
    await writeFile(join(folder, name), '');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const isAudience = (id: string) => id === 'town-hall';

it('tells what an earlier making of the same report left, and nothing of another', async () => {
  expect(
    await olderFiles(folder, { stem: city, isAudience }, [`${city}.html`, `${city}-topics.csv`]),
  ).toEqual([`${city}-metrics.csv`, `${city}.pdf`]);
  const stem = `${city}-town-hall`;
  expect(await olderFiles(folder, { stem, isAudience: (rest) => rest === '2' }, [`${stem}.pdf`])).toEqual([
    `${stem}-topics.csv`,
  ]);
});

it('has nothing to tell of a folder that is not there', async () => {
  expect(await olderFiles(join(folder, 'no'), { stem: city, isAudience }, [])).toEqual([]);
});
