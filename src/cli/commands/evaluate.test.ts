import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readEnvironment } from '../../config.ts';
import type { CommandContext } from '../command.ts';
import { evaluate } from './evaluate.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earshot-evaluate-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}
const lines = (rows: unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** The command in this process; rejects as it does. */
async function run(positional: string[], options: Record<string, string>) {
  const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
  const io = { ...streams, canAsk: false, width: 100, color: false, isForwarded: false, cwd: folder };
  const context = {
    io: { ...io, signal: new AbortController().signal },
    environment: readEnvironment({ CONFIG_DIR: folder, DATA_DIR: join(folder, 'data') }),
  } as unknown as CommandContext;
  const said = Promise.all([text(streams.stdout), text(streams.stderr)]);
  try {
    await evaluate.run(positional, { format: 'json', ...options } as never, context);
  } finally {
    streams.stdout.end();
    streams.stderr.end();
  }
  const [stdout, stderr] = await said;
  return { stdout, stderr };
}

test('a file or a map that cannot be measured with is refused in one sentence', async () => {
  const topics = await write('topics.jsonl', lines([{ text: 'A pothole', label: 'Holes' }]));
  const cases: [string[], Record<string, string>, RegExp][] = [
    [['sentiment', await write('empty.jsonl', '')], {}, /empty\.jsonl is empty/],
    [['sentiment', await write('bare.jsonl', lines([{ text: 'x' }]))], {}, /no line .* \(line 1: label: /],
    [['topics', topics], { map: await write('a.json', '{"Holes": ["road"]}') }, /"road", which is no topic/],
    [['topics', topics], { map: await write('b.json', '{"Pits": ["roads"]}') }, /does not have: Pits$/],
    [['topics', topics], { map: 'missing.json' }, /cannot read .*missing\.json/],
    [['sentiment', 'missing.jsonl'], {}, /missing\.jsonl/],
    [['sentiment'], {}, /needs the file/],
    [['all'], {}, /--data DIR/],
    [['all'], { data: 'missing' }, /there is no folder .*missing/],
  ];
  for (const [positional, options, message] of cases)
    await expect(run(positional, options)).rejects.toThrow(message);
});

test('all: what the folder has is measured, what it lacks is said, and the page keeps its text', async () => {
  const moods = Array.from({ length: 25 }, () => [
    { text: 'What a wonderful new park, I love it', label: 'Positive' },
    { text: 'The horrible smell is awful', label: 'NEGATIVE' },
  ]).flat();
  const data = join(folder, 'labelled');
  await mkdir(join(data, 'sentiment'), { recursive: true });
  await writeFile(join(data, 'sentiment', 'tweeteval-val.jsonl'), lines(moods));
  await writeFile(join(data, 'sentiment', 'goemotions-dev.jsonl'), lines(moods));
  const rated = moods.map(({ text, label }) => ({ text, score: label === 'Positive' ? 2.1 : -1.9 }));
  await writeFile(join(data, 'sentiment', 'vader-tweets.jsonl'), lines(rated));
  const page = await write('page.md', '# How right\n\nKept.\n');
  const { stdout, stderr } = await run(['all'], { data, out: page });
  expect(stderr).toContain('there is no boundaries: what needs it is left out');
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
  const written = await readFile(page, 'utf8');
  expect(written).toMatch(/^# How right\n\nKept\.\n/);
  expect(written).toContain('| tweets: macro recall | 50 | 100.0 (100.0–100.0) |');
});
