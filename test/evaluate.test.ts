// earshot evaluate as its users run it: one object on standard output, and one clear line for whatever is wrong.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Finished, runCli } from './support/cli.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-evaluate-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}
const lines = (rows: unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const evaluate = (...args: string[]): Promise<Finished> =>
  runCli(['evaluate', ...args], { env: { DATA_DIR: join(folder, 'data'), CONFIG_DIR: folder } });

const moods = [
  ...Array.from({ length: 25 }, () => ({ text: 'What a wonderful new park, I love it', label: 'Positive' })),
  ...Array.from({ length: 25 }, () => ({ text: 'The horrible smell is awful', label: 'NEGATIVE' })),
];

test('json is exactly one object with every figure, bad lines are told by number and never quoted', async () => {
  const path = await write(
    'moods.jsonl',
    `${lines(moods)}{"text": "secretword"\n\n${lines([{ text: 'x' }])}`,
  );
  const { code, stdout, stderr } = await evaluate('sentiment', path, '--format', 'json');
  expect(code).toBe(0);
  const report = JSON.parse(stdout) as Record<string, unknown>;
  expect(report).toMatchObject({ task: 'sentiment', n: 50, accuracy: 1, macroRecall: 1, macroF1: 1 });
  for (const name of ['perClass', 'confusion', 'intervals', 'quantification'])
    expect(report[name]).toBeTypeOf('object');
  for (const name of ['calibrationError', 'quantificationError', 'postsPerSecond'])
    expect(report[name]).toBeTypeOf('number');
  expect(stderr.trimEnd().split('\n')).toEqual([
    'line 51: it is not JSON',
    'line 53: label: expected string, and there is none',
  ]);
  expect(stdout + stderr).not.toContain('secretword');
});

test('the table shows figures, classes and what was taken for what', async () => {
  const { code, stdout } = await evaluate('sentiment', await write('table.jsonl', lines(moods)));
  expect(code).toBe(0);
  expect(stdout).toMatch(/^accuracy +100\.0% +\(100\.0% … 100\.0%\)$/m);
  expect(stdout).toMatch(/^negative +25 +100\.0% +100\.0% +100\.0%/m);
  expect(stdout).toMatch(/^in the file ↓ said → +negative +positive$/m);
});
