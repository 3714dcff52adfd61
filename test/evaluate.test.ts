// earshot evaluate as its users run it: one object on standard output, and one clear line for whatever is wrong.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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

test('a file or a map that cannot be measured with is one line and a failure', async () => {
  const topics = await write('topics.jsonl', lines([{ text: 'A pothole', label: 'Holes' }]));
  const cases: [string[], RegExp][] = [
    [['sentiment', await write('empty.jsonl', '')], /empty\.jsonl is empty/],
    [['sentiment', await write('bare.jsonl', lines([{ text: 'x' }]))], /no line .* \(line 1: label: /],
    [['topics', topics, '--map', await write('a.json', '{"Holes": ["road"]}')], /"road", which is no topic/],
    [['topics', topics, '--map', await write('b.json', '{"Pits": ["roads"]}')], /does not have: Pits$/m],
    [['topics', topics, '--map', join(folder, 'missing.json')], /cannot read .*missing\.json/],
    [['sentiment', join(folder, 'missing.jsonl')], /missing\.jsonl/],
  ];
  for (const [args, message] of cases) {
    const { code, stdout, stderr } = await evaluate(...args, '--format', 'json');
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(code).toBeGreaterThan(0);
    expect(stdout).toBe('');
  }
});

test('all: what the folder has is measured, what it lacks is said, and the page keeps its text', async () => {
  const data = join(folder, 'labelled');
  await mkdir(join(data, 'sentiment'), { recursive: true });
  await writeFile(join(data, 'sentiment', 'tweeteval-val.jsonl'), lines(moods));
  await writeFile(join(data, 'sentiment', 'goemotions-dev.jsonl'), lines(moods));
  const rated = moods.map(({ text, label }) => ({ text, score: label === 'Positive' ? 2.1 : -1.9 }));
  await writeFile(join(data, 'sentiment', 'vader-tweets.jsonl'), lines(rated));
  const page = await write('page.md', '# How right\n\nKept.\n');
  const { code, stdout, stderr } = await evaluate('all', '--data', data, '--out', page, '--format', 'json');
  expect(code).toBe(0);
  expect(stderr).toMatch(/there is no .*boundaries/);
  const { groups } = JSON.parse(stdout) as { groups: { id: string; rows: unknown[] }[] };
  expect(groups.map(({ id }) => id)).toEqual(['sentiment']);
  expect(groups[0]!.rows[0]).toMatchObject({
    what: 'tweets: macro recall',
    n: 50,
    cells: {
      Earshot: { value: 1 },
      'natural (AFINN)': {},
      'vader-sentiment': {},
      sentiment: {},
      'wink-nlp': {},
    },
  });
  const text = await readFile(page, 'utf8');
  expect(text).toMatch(/^# How right\n\nKept\.\n/);
  expect(text).toContain('| tweets: macro recall | 50 | 100.0 (100.0–100.0) |');
  const without = await evaluate('all');
  expect(without.code).toBe(2);
  expect(without.stderr).toBe('earshot: evaluate all takes the folder of labelled files: --data DIR\n');
});
