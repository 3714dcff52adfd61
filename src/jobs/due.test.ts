import { expect, it } from 'vitest';
import type { SourceRun } from '../store/source-run.ts';
import { dueAt } from './due.ts';

const last = (more: Partial<SourceRun> = {}): SourceRun => ({
  ...{ run: 'r', startedAt: '2026-03-07T12:00:00.000Z', finishedAt: '2026-03-07T12:03:00.000Z' },
  ...{ ended: 'complete', read: 0, enqueued: 0, skipped: 0, dead: 0, schedule: 'every hour' },
  ...more,
});
const due = (run: SourceRun | undefined, schedule = 'every hour') =>
  dueAt(run, schedule, 'America/Chicago')?.toISOString();

it('is at once without a run, and where there is more to read', () => {
  expect(due(undefined)).toBe('1970-01-01T00:00:00.000Z');
  expect(due(last({ ended: 'budget' }))).toBe('2026-03-07T12:03:00.000Z');
  expect(due(last({ ended: 'stopped' }))).toBe('2026-03-07T12:03:00.000Z');
});

it('counts from the start of the last run, also of one that failed', () => {
  expect(due(last())).toBe('2026-03-07T13:00:00.000Z');
  expect(due(last({ ended: 'failed' }), '30 2 * * *')).toBe('2026-03-08T08:30:00.000Z');
});

it('is not before the platform lets us come back, whatever the schedule says', () => {
  expect(due(last({ ended: 'rate limited', retryAt: '2026-03-07T18:00:00.000Z' }), 'every minute')).toBe(
    '2026-03-07T18:00:00.000Z',
  );
});

it('is later each time after failures in a row, a quarter of a day at most', () => {
  const failed = (failures: number) => due(last({ ended: 'blocked', failures }), 'every minute');
  expect(failed(1)).toBe('2026-03-07T12:03:00.000Z');
  expect(failed(2)).toBe('2026-03-07T12:08:00.000Z');
  expect(failed(4)).toBe('2026-03-07T12:23:00.000Z');
  expect(failed(99)).toBe('2026-03-07T18:03:00.000Z');
});
