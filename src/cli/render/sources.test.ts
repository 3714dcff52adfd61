import { expect, it } from 'vitest';
import { formatMinutes, renderSources, type SourceRow } from './sources.ts';

const row = (more: Partial<SourceRow>): SourceRow => ({
  ...{ source: 'news', status: 'ok', problem: '', advice: '', schedule: 'every 15 minutes', posts24h: 1_204 },
  ...{ lastRun: '2026-03-07T06:00:00-06:00', ended: 'complete', behind: 4, gaps: 0, longestGap: 0 },
  ...{ requestsToday: 0, requestsMonth: 0, usdMonth: 0, budget: '' },
  ...{ terms: 'only links and figures leave' },
  ...more,
});
const look = { width: 120, color: false };

it('says how each source does, and what to do about those that are not well', () => {
  const rows = [
    row({}),
    row({
      source: 'forum',
      status: 'blocked',
      problem: 'The token is not set.',
      advice: 'Set it.',
      gaps: 2,
      ...{ requestsToday: 12, requestsMonth: 3_400, usdMonth: 1.2, budget: '20 USD a month' },
      longestGap: 50,
    }),
  ];
  expect(renderSources({ id: 'portside', isSample: false }, rows, look)).toBe(
    [
      'portside',
      'source           schedule          last run          ended     behind  posts 24 h      gaps, 90 days',
      'news    ok       every 15 minutes  2026-03-07 06:00  complete   4 min       1,204               none',
      'forum   blocked  every 15 minutes  2026-03-07 06:00  complete   4 min       1,204  2, longest 2 days',
      '',
      'news: terms: only links and figures leave',
      'forum: The token is not set. Set it.',
      'forum: cost: 12 requests today, 3,400 this month, 1.20 USD this month; budget: 20 USD a month',
      'forum: terms: only links and figures leave',
      '',
    ].join('\n'),
  );
});

it('says where nothing is collected, and which city is invented', () => {
  expect(renderSources({ id: 'quillport', isSample: true }, [], look)).toMatch(
    /^quillport \(sample data\)\nNo source/,
  );
});

it('tells times in the unit that fits', () => {
  expect([4, 119, 180, 47 * 60, 72 * 60].map(formatMinutes)).toEqual([
    '4 min',
    '119 min',
    '3 h',
    '47 h',
    '3 days',
  ]);
});
