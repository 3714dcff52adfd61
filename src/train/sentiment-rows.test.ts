import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCorrections, type TrainingData, withCorrections } from './sentiment-rows.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'earshot-rows-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const data: TrainingData = {
  corpora: [
    { name: 'a', rows: [{ text: 'The bench is new', label: 1 }], weight: 1, balance: 1 },
    { name: 'b', rows: [], weight: 1, balance: 1 },
  ],
  validation: [{ name: 'a', rows: [{ text: 'The Ferry was late!', label: 0 }] }],
};

it('reads labels that people gave, by language, and leaves out what teaches nothing', async () => {
  const file = join(directory, 'corrections.jsonl');
  const lines = [
    { source: 'file', id: '1', lang: 'en', text: 'The tram came twice', label: 'negative' },
    { source: 'file', id: '2', lang: 'es', text: 'Gracias por el banco', label: 'positive' },
    { source: 'x', id: '3', lang: 'en', label: 'negative' },
    { source: 'file', id: '4', lang: 'en', text: 'Only its topic was wrong', place: 'north' },
    { source: 'file', id: '5', lang: 'en', text: 'A word', label: '__proto__' },
  ];
  await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const corrections = readCorrections(file);
  expect(Object.fromEntries(corrections)).toEqual({
    en: [{ text: 'The tram came twice', label: 0 }],
    es: [{ text: 'Gracias por el banco', label: 2 }],
  });
});

it('puts them among the rows of the first corpus, without any that the model is judged by', () => {
  const rows = [
    { text: 'The tram came twice', label: 0 as const },
    { text: 'the ferry was LATE', label: 2 as const },
  ];
  const { corpora } = withCorrections(data, rows);
  expect(corpora.map((corpus) => corpus.rows.map(({ text }) => text))).toEqual([
    ['The bench is new', 'The tram came twice'],
    [],
  ]);
  expect(withCorrections(data, undefined)).toBe(data);
});
