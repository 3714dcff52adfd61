import { describe, expect, it } from 'vitest';
import type { CoverageEntry } from '../collectors/outcome.ts';
import { coverEntries, coveredAfter, prolong } from './cover.ts';

const counts = { read: 4, enqueued: 3, skipped: 1, dead: 0 };
const at = (time: string) => `2026-03-07T${time}:00.000Z`;
const run = (more: Partial<CoverageEntry> = {}): CoverageEntry => ({
  ...{ city: 'portside', source: 'forum', how: 'collect', run: 'r1', ended: 'complete', posts: 3 },
  ...{ startedAt: at('12:00'), finishedAt: at('12:01') },
  ...more,
});
const intervals = (entry: CoverageEntry, coveredTo?: string) =>
  coverEntries(entry, counts, coveredTo).map(({ channel, part, from, to, ended }) => [
    ...[channel, part, from, to, ended],
  ]);

describe('what a run covers', () => {
  it('is what it says, with its counts once, and every stretch of each channel', () => {
    const channels = [
      { channel: 'board', from: at('10:00'), to: at('10:30') },
      { channel: 'desk', from: at('10:00'), to: at('12:00') },
      { channel: 'board', from: at('11:00'), to: at('12:00') },
    ];
    const entry = run({ from: at('10:00'), to: at('12:00'), channels });
    expect(intervals(entry)).toEqual([
      ['', 0, at('10:00'), at('12:00'), 'complete'],
      ['board', 0, at('10:00'), at('10:30'), 'complete'],
      ['desk', 0, at('10:00'), at('12:00'), 'complete'],
      ['board', 1, at('11:00'), at('12:00'), 'complete'],
    ]);
    const all = coverEntries(entry, counts, undefined);
    expect(all.map(({ read }) => read)).toEqual([4, 0, 0, 0]);
  });

  it('of a complete run without anything new is all since the source was covered', () => {
    expect(intervals(run(), at('09:00'))).toEqual([['', 0, at('09:00'), at('12:00'), 'complete']]);
  });

  it('of a failed one is the interval in which anything may be missing', () => {
    const failed = run({ ended: 'failed', from: at('03:00'), to: at('04:00') });
    expect(intervals(failed, at('09:00'))).toEqual([['', 0, at('09:00'), at('12:01'), 'failed']]);
  });

  it('of a run that was sent away at once is nothing', () => {
    expect(intervals(run({ ended: 'rate limited' }), at('09:00'))).toEqual([]);
  });

  it('moves on only with what is there', () => {
    const moved = (entry: CoverageEntry) =>
      coveredAfter(coverEntries(entry, counts, at('09:00')), at('09:00'));
    expect(moved(run({ from: at('08:00'), to: at('11:00') }))).toBe(at('11:00'));
    expect(moved(run({ ended: 'failed' }))).toBe(at('09:00'));
  });
});

describe('runs that follow each other', () => {
  const [entry] = coverEntries(run({ from: at('12:00'), to: at('12:30') }), counts, undefined);
  const before = { ...entry!, run: 'r0', from: at('10:00'), to: at('12:00'), startedAt: at('10:00') };

  it('become one entry when they touch and end alike', () => {
    expect(prolong(entry!, [before])).toMatchObject({
      ...{ run: 'r0', from: at('10:00'), to: at('12:30'), startedAt: at('10:00'), read: 8, enqueued: 6 },
    });
  });

  it.each([
    ['a pause', { to: at('11:58') }],
    ['another ending', { ended: 'failed' }],
    ['another channel', { channel: 'board' }],
    ['another day', { startedAt: '2026-03-06T23:59:00.000Z' }],
  ])('stay apart with %s between them', (_, difference) => {
    expect(prolong(entry!, [{ ...before, ...difference }])).toEqual(entry);
  });
});
