import { expect, test } from 'vitest';
import { isIncomplete, lacksOf, lateStarts } from './collection.ts';

const stretch = { fromMs: Date.parse('2026-03-02T00:00:00Z'), toMs: Date.parse('2026-03-09T00:00:00Z') };
const gap = (from: string, to: string, channel = '') => ({
  ...{ source: 'news', channel, reason: 'failed' },
  from: `2026-03-${from}T00:00:00Z`,
  to: `2026-03-${to}T00:00:00Z`,
});

test('lacks are counted within the stretch, per source and channel, the longest first', () => {
  const gaps = [gap('08', '12'), gap('03', '04'), gap('01', '05', 'courier'), gap('09', '10')];
  expect(lacksOf(gaps, stretch)).toEqual([
    { name: 'news/courier', hours: 72, reasons: ['failed'] },
    { name: 'news', hours: 48, reasons: ['failed'] },
  ]);
});

test('a source that begins in the stretch, or after it, was not collected before', () => {
  const run = (source: string, from: string) => ({ source, from: `${from}T00:00:00Z` });
  const runs = [
    run('x', '2026-03-06'),
    run('x', '2026-03-05'),
    run('news', '2026-02-01'),
    run('reddit', '2026-03-10'),
  ];
  expect(lateStarts(runs, stretch)).toEqual([
    { name: 'x', hours: 72, reasons: ['not collected yet'] },
    { name: 'reddit', hours: 168, reasons: ['not collected yet'] },
  ]);
});

test('a tenth of the stretch is too much', () => {
  const lack = (hours: number) => [{ name: 'news', hours, reasons: [] }];
  expect(isIncomplete(lack(16.7), stretch)).toBe(false);
  expect(isIncomplete(lack(16.8), stretch)).toBe(true);
  expect(isIncomplete([], stretch)).toBe(false);
});
