import { expect, test } from 'vitest';
import { accuracyTables, marks, placeTables } from './accuracy-table.ts';
import type { AllFigures } from './run-all.ts';

const figures: AllFigures = {
  date: '2026-03-01',
  enricherVersion: '2',
  machine: 'a machine',
  groups: [
    {
      id: 'moods',
      title: 'Moods',
      about: 'Invented.',
      rows: [
        {
          what: 'accuracy',
          n: 1_234,
          format: 'share',
          cells: {
            Earshot: { value: 0.654, interval: [0.61, 0.7] },
            other: { value: 0.5 },
          },
        },
        {
          what: 'calibration error',
          n: 1_234,
          format: 'error',
          cells: { Earshot: { value: 0.0312 } },
        },
        { what: 'posts/s', n: 1_234, format: 'rate', cells: { other: { value: 12_345.6 } } },
      ],
    },
  ],
};

test('a column per program, and a dash where one does not say', () => {
  expect(accuracyTables(figures).split('\n').slice(-6)).toEqual([
    '|  | n | Earshot | other |',
    '| --- | --: | --: | --: |',
    '| accuracy | 1,234 | 65.4 (61.0–70.0) | 50.0 |',
    '| calibration error | 1,234 | 0.031 | – |',
    '| posts/s | 1,234 | – | 12,346 |',
    '',
  ]);
});

test('only what stands between the marks is replaced, as often as you like', () => {
  const page = `# Title\n\nBefore.\n\n${marks.start}\nold\n${marks.end}\n\nAfter.\n`;
  const once = placeTables(page, 'new\n');
  expect(once).toBe(`# Title\n\nBefore.\n\n${marks.start}\n\nnew\n\n${marks.end}\n\nAfter.\n`);
  expect(placeTables(once, 'new\n')).toBe(once);
});

test('a page without marks keeps its text, and an empty one begins with them', () => {
  expect(placeTables('# Title\n', 'new\n')).toBe(`# Title\n\n${marks.start}\n\nnew\n\n${marks.end}\n`);
  expect(placeTables('', 'new\n')).toBe(`${marks.start}\n\nnew\n\n${marks.end}\n`);
});
