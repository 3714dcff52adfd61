import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { draftOf, removeLeftDrafts } from './draft.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-draft-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const leave = async (path: string) => {
  await writeFile(path, 'half');
  return basename(path);
};
/** as a process that has ended would have called it */
const ofDead = (path: string) => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  return draftOf(path).replace(`.${process.pid}.`, `.${pid}.`);
};

it('removes what ended processes left of a file, and nothing else', async () => {
  const path = join(folder, 'a+b.csv');
  await leave(ofDead(path));
  const kept = [
    await leave(draftOf(path)),
    await leave(ofDead(join(folder, 'a+b.csv.manifest.json'))),
    await leave(ofDead(join(folder, 'other.csv'))),
    await leave(path),
    await leave(join(folder, '.a+b.csv.notes.part')),
  ];
  await removeLeftDrafts(path);
  expect((await readdir(folder)).sort()).toEqual(kept.sort());
});

it('takes for left what another machine began and did not go on with', async () => {
  const path = join(folder, 'posts.csv');
  const foreign = draftOf(path).replace(/\.[0-9a-f]{8}\./, '.00000000.');
  await leave(foreign);
  await removeLeftDrafts(path);
  expect(await readdir(folder)).toEqual([basename(foreign)]);
  const longAgo = new Date(Date.now() - 7_200_000);
  await utimes(foreign, longAgo, longAgo);
  await removeLeftDrafts(path);
  expect(await readdir(folder)).toEqual([]);
});

it('has nothing to do in a folder that is not there', async () => {
  await removeLeftDrafts(join(folder, 'no', 'posts.csv'));
});
