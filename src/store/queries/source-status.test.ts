import { describe, expect, it } from 'vitest';
import type { SourceRun } from '../source-run.ts';
import { judgeSource, type SourceFacts } from './source-status.ts';

const nowMs = Date.parse('2026-03-07T12:00:00Z');
const run = (more: Partial<SourceRun> = {}): SourceRun => ({
  ...{ run: 'r', startedAt: '2026-03-07T11:50:00.000Z', finishedAt: '2026-03-07T11:51:00.000Z' },
  ...{ ended: 'complete', read: 0, enqueued: 0, skipped: 0, dead: 0, schedule: 'every hour' },
  ...more,
});
const judge = (facts: Partial<SourceFacts>) =>
  judgeSource({ source: 'forum', isInProfile: true, isCollected: true, nowMs, ...facts });

describe('a source', () => {
  it.each<[string, Partial<SourceFacts>]>([
    ['ok', { lastRun: run({ nextAt: '2026-03-07T12:50:00.000Z' }) }],
    ['ok', { lastRun: run({ ended: 'budget', nextAt: '2026-03-07T11:51:00.000Z' }) }],
    ['new', {}],
    ['late', { lastRun: run({ nextAt: '2026-03-07T11:30:00.000Z' }) }],
    ['rate limited', { lastRun: run({ ended: 'rate limited', retryAt: '2026-03-07T13:00:00.000Z' }) }],
    ['failing', { lastRun: run({ ended: 'failed', reason: 'the site answers 500' }) }],
    ['blocked', { lastRun: run({ ended: 'blocked', reason: 'environment FORUM_TOKEN is not set' }) }],
    ['archive', { isInProfile: false, isCollected: false }],
    ['removed', { isInProfile: false, lastRun: run() }],
  ])('is %s', (status, facts) => {
    expect(judge(facts).status).toBe(status);
  });

  it('that is not well says what is wrong and what to do', () => {
    const { problem, advice } = judge({ lastRun: run({ ended: 'blocked', reason: 'the token is not set' }) });
    expect(problem).toBe('The token is not set.');
    expect(advice).toContain('earshot collect forum');
    expect(judge({ lastRun: run() })).toEqual({ status: 'ok', problem: '', advice: '' });
  });
});
