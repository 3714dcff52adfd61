import { describe, expect, it } from 'vitest';
import { bins } from './detect-volume.ts';
import { type HourCounts, knownSources, type RecentPost, type Situation } from './situation.ts';
import { allowedHours, sinceLastPost } from './sources.ts';
import { historyHours } from './week.ts';

const zone = 'America/Chicago';
const covered = Date.parse('2026-03-20T12:00:00Z');

describe('how long a source may be behind', () => {
  it('is what the rule says where runs are frequent', () => {
    expect(allowedHours('every 15 minutes', zone, covered, 3)).toBe(3);
    expect(allowedHours('', zone, covered, 3)).toBe(3);
    expect(allowedHours('30 2 31 2 *', zone, covered, 3)).toBe(3);
  });

  it('is two runs of its schedule where those are rarer, and time for the second to end', () => {
    expect(allowedHours('every hour', zone, covered, 1)).toBe(2.25);
    expect(allowedHours('every 6 hours', zone, covered, 3)).toBe(12.25);
    // a Friday at seven: the second run is on Monday
    expect(allowedHours('0 8 * * 1-5', zone, covered, 3)).toBeCloseTo(3 * 24 + 1.25, 5);
  });
});

describe('posts to expect since the last one of a source', () => {
  const hour: HourCounts = { all: 6, own: 6, negative: 0, positive: 0 };
  const histories = new Map([['forum', Array.from({ length: historyHours }, () => hour)]]);
  const known = knownSources(histories)!;
  const nowMs = Date.parse('2026-03-20T12:00:00Z');
  const since = (isCollected: (bin: number) => boolean, posts: Pick<RecentPost, 'source'>[] = []) => {
    const situation: Situation = {
      ...{ timezone: 'UTC', nowMs, endMs: nowMs - 3 * 3_600_000, projects: new Map() },
      histories: () => histories,
      posts: posts as RecentPost[],
      collected: new Map([['forum', Array.from({ length: bins }, (_, bin) => isCollected(bin))]]),
    };
    return sinceLastPost(situation, { of: () => histories, known: () => known }, 'forum')!;
  };

  it('are those of what was collected, to five minutes', () => {
    expect(since(() => true).expected).toBeCloseTo(18, 5);
    expect(since((bin) => bin === 0).expected).toBeCloseTo(0.5, 5);
    expect(since(() => false)).toMatchObject({ expected: 0, emptyHours: 3 });
    expect(since(() => true, [{ source: 'forum' }])).toMatchObject({ expected: 0, emptyHours: 0 });
  });
});
