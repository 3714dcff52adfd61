import { expect, test } from 'vitest';
import type { City, Topic } from '../config/city.ts';
import { evaluate } from './evaluate.ts';
import { neutralCity } from './neutral-city.ts';
import type { EvaluateOptions, Task } from './tasks.ts';

const topic = (id: string, label: string, keyword: string): Topic => ({
  id,
  label,
  description: '',
  keywords: { en: [keyword] },
  phrases: {},
  not: {},
});
const topics = [
  topic('roads', 'Roads', 'pothole'),
  topic('lights', 'Street lights', 'streetlight'),
  topic('waste', 'Waste', 'trash'),
];

const run = (task: Task, rows: unknown[], options: EvaluateOptions = {}) =>
  evaluate(
    task,
    rows.map((value, index) => ({ line: index + 1, value })),
    { topics, ...options },
  );
const times = <T>(n: number, row: T): T[] => Array.from({ length: n }, () => row);

test('sentiment: every figure, worked out by hand', async () => {
  const report = await run('sentiment', [
    ...times(30, { text: 'A wonderful day', label: 'Positive' }),
    ...times(10, { text: 'A wonderful day', label: 'negative' }),
    ...times(20, { text: 'An awful day', label: 'NEGATIVE' }),
    // Too few rows for an average.
    ...times(5, { text: 'The council meets', label: 'neutral' }),
  ]);
  expect(report).toMatchObject({
    task: 'sentiment',
    n: 65,
    accuracy: 55 / 65,
    macroRecall: (1 + 20 / 30) / 2,
    perClass: {
      positive: { n: 30, precision: 30 / 40, recall: 1, f1: (2 * 0.75) / 1.75, quantificationError: 10 / 65 },
      negative: { n: 30, precision: 1, recall: 20 / 30, quantificationError: -10 / 65 },
      neutral: { n: 5, recall: 1 },
    },
    confusion: {
      positive: { positive: 30 },
      negative: { positive: 10, negative: 20 },
      neutral: { neutral: 5 },
    },
    quantificationError: 10 / 65,
    badLines: { count: 0, first: [] },
  });
  expect(report.macroF1).toBeCloseTo((1.5 / 1.75 + 0.8) / 2);
  expect(report.postsPerSecond).toBeGreaterThan(0);
});

test('sentiment: the calibration error is the gap between what it claims and what it gets', async () => {
  const right = await run('sentiment', times(20, { text: 'A wonderful day', label: 'positive' }));
  const wrong = await run('sentiment', times(20, { text: 'A wonderful day', label: 'negative' }));
  // The same confidence c: once 1 − c, once c.
  expect(right.calibrationError! + wrong.calibrationError!).toBeCloseTo(1);
});

test('bad lines are counted and named, never quoted, and the rest goes on', async () => {
  const report = await run('sentiment', [
    { text: 'secret words', label: 'splendid' },
    'secret words',
    null,
    { label: 'positive' },
    { text: 'A wonderful day', label: 'positive' },
    ...times(30, {}),
  ]);
  expect(report.n).toBe(1);
  expect(report.badLines.count).toBe(34);
  expect(report.badLines.first).toHaveLength(20);
  expect(report.badLines.first.slice(0, 2)).toEqual([
    { line: 1, reason: 'label: expected negative, neutral or positive' },
    { line: 2, reason: 'line: expected object, received string' },
  ]);
  expect(JSON.stringify(report)).not.toContain('secret');
});

test('language: English names and codes; Hindi only when asked for', async () => {
  const rows = [
    { text: 'The street lights on our block have been out', lang: 'English' },
    { text: 'Hay un bache enorme en la calle', lang: 'es' },
    { text: 'yeh sadak bahut kharab hai', lang: 'hindi' },
    { text: 'x', lang: 'Klingonese' },
  ];
  const report = await run('language', rows);
  expect(report).toMatchObject({ n: 2, accuracy: 1, badLines: { count: 1, first: [{ line: 4 }] } });
  expect((await run('language', rows, { includeHindi: true })).n).toBe(3);
});

test('topics: the best mapped topic is the label, with a map or by name', async () => {
  const rows = [
    { text: 'A pothole', label: 'Holes' },
    { text: 'Trash, trash and a pothole', label: 'Holes' },
    { text: 'A dark streetlight', label: 'Dark' },
    { text: 'Nothing of it', label: 'Dark' },
  ];
  const report = await run('topics', rows, { map: { holes: ['roads'], Dark: ['lights'] } });
  expect(report.confusion).toEqual({ holes: { holes: 2 }, dark: { dark: 1, none: 1 } });
  const byName = await run('topics', [
    { text: 'A pothole', label: 'roads' },
    { text: 'A streetlight', label: 'STREET LIGHTS' },
  ]);
  expect(byName.accuracy).toBe(1);
});

test('topics: coverage is what can be answered with nine in ten right, by who says how sure it is', async () => {
  const rows = times(10, { text: 'sure', label: 'Dark' }).concat(
    times(30, { text: 'unsure', label: 'Holes' }),
  );
  const answers = {
    topic: () => 'dark',
    topicConfidence: ({ text }: { text: string }) => (text === 'sure' ? 0.9 : 0.2),
  };
  const report = await run('topics', rows, { answers });
  expect(report.coverage).toBe(10 / 40);
  expect(report.intervals!.coverage).toHaveLength(2);
  expect((await run('topics', rows, { answers: { topic: answers.topic } })).coverage).toBeUndefined();
});

const city: City = {
  ...neutralCity(topics),
  name: 'Harborton',
  neighbourhoods: [{ id: 'elmwick', name: 'Elmwick', aliases: [], polygons: [], center: { lat: 0, lon: 0 } }],
};

test('places: spans are code points of the file’s own text, before masking and beyond emoji', async () => {
  const text = '😀 @averyveryverylonghandle jane@example.org in Elmwick';
  const start = [...text.slice(0, text.indexOf('Elmwick'))].length;
  const report = await run(
    'places',
    [
      { text, places: [{ start, end: start + 7, type: 'AREA' }] },
      { text: 'Elsewhere', places: [{ start: 0, end: 9 }] },
      { text: 'In Elmwick', places: [] },
    ],
    { city },
  );
  expect(report).toMatchObject({ n: 3, precision: 1 / 2, recall: 1 / 2, f1: 1 / 2 });
});

test('relevance: keep and drop, by any of their names', async () => {
  const report = await run(
    'relevance',
    [
      { text: 'Harborton needs buses', label: 'relevant' },
      { text: 'Nice weather', label: 'Drop' },
      { text: 'Nice weather', label: 'keep' },
      { text: 'Nice weather', label: 'perhaps' },
    ],
    { city },
  );
  expect(report).toMatchObject({
    n: 3,
    confusion: { keep: { keep: 1, drop: 1 }, drop: { drop: 1 } },
    badLines: { count: 1, first: [{ line: 4 }] },
  });
});

test('aspects: what is said of each, and which are found', async () => {
  const opinion = (aspect: string, sentiment: string) => ({ target_entity: 'LOCATION1', aspect, sentiment });
  const report = await run(
    'aspects',
    [
      {
        text: 'A wonderful streetlight, but awful trash',
        opinions: [opinion('light', 'Positive'), opinion('rubbish', 'Negative')],
      },
      { text: 'It is there', opinions: [opinion('light', 'Positive')] },
      { text: 'Trash', opinions: [] },
    ],
    { map: { light: ['lights'], rubbish: ['waste'] } },
  );
  expect(report).toMatchObject({ n: 3, precision: 2 / 3, recall: 2 / 3 });
  // The file knows no neutral: the program must choose a side.
  expect(Object.keys(report.confusion!.positive!)).not.toContain('neutral');
  expect(report.confusion!.negative).toEqual({ negative: 1 });
});

test('aspects: the same aspect of two places has each its own sentiment', async () => {
  const opinion = (target: string, sentiment: string) => ({
    target_entity: target,
    aspect: 'looks',
    sentiment,
  });
  const report = await run('aspects', [
    {
      text: 'PLACE1 is wonderful and beautiful, but PLACE2 is horrible and ugly',
      opinions: [opinion('PLACE1', 'Positive'), opinion('PLACE2', 'Negative')],
    },
  ]);
  expect(report).toMatchObject({ opinions: 2, accuracy: 1 });
});
