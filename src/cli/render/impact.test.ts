import { expect, it } from 'vitest';
import { type ImpactRow, renderImpact } from './impact.ts';

it('of an impact says what would have been without the project, and what that is made of', () => {
  const week = (value: number, expected: number) => ({
    time: '2026-03-07T00:00:00-06:00',
    value,
    expected,
  });
  const row = {
    ...{
      metric: 'volume',
      before: 12.44,
      after: 31.5,
      expected: 13.1,
      effect: 18.4,
      low: 11.2,
      high: 25.6,
    },
    ...{ ratio: 1.4, p: 0.04, isMoreThanChance: true, fit: 2.1, placebos: 24 },
    control: [{ topic: 'culture', weight: 0.61 }],
    series: [week(12, 12), week(33, 13)],
  };
  const unknown = {
    ...{ metric: 'sentiment', before: 0.25, after: null, expected: null, effect: null },
    ...{ p: null, isMoreThanChance: null, fit: null, placebos: 0, control: [], series: [] },
  };
  const lines = renderImpact([row, unknown] as ImpactRow[], { width: 100, color: false }).split('\n');
  expect(lines).toEqual([
    '               before  after  without it                  effect     p  placebos',
    'posts a week     12.4   31.5        13.1  +18.4 (+11.2 … +25.6)*  0.04        24',
    'net sentiment   +0.25      –           –                       –     –         0',
    '',
    'posts a week   ▄█',
    'without it     ▄▄  culture 61%',
    '',
    'without it: a mixture of other topics that followed these posts best before',
    '* of all topics, this one among them, at most 1 in 20 moved as far from its mixture',
  ]);
});
