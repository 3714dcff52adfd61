// Weeks in which the clock changes: what is usual is of the city's own clock, so an hour that it skips or shows twice is neither a rise nor a miss.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { offsetAt } from '../store/city-time.ts';
import { binMinutes, bins } from './detect-volume.ts';
import { fill, slotsBefore } from './history.ts';
import { limitsOf } from './limits.ts';
import { type HourCounts, knownSources, type RecentPost, type Situation, usualBins } from './situation.ts';
import { judgeVolume } from './volume.ts';

const minute = 60_000;
const hour = 60 * minute;
const weekMs = 168 * hour;

/** By the clock: a night, a day and an evening, less on two days; 60 posts an hour at most. */
function rateAtWall(wallMs: number): number {
  const slot = Math.floor(wallMs / hour) % 168;
  const clock = slot % 24;
  const day = Math.floor(slot / 24);
  return (clock < 6 ? 24 : clock < 18 ? 36 : 60) * (day === 2 || day === 3 ? 0.75 : 1);
}
const rateAt = (zone: string, ms: number) => rateAtWall(ms + offsetAt(zone, ms));

/** What the store has of a source that always brings what is usual at its hour of the clock, and nothing else. */
function historyOf(zone: string, nowMs: number) {
  const slots = slotsBefore(zone, nowMs);
  const counts = new Map<number, HourCounts>();
  for (const [at, start] of slots.starts.entries()) {
    const slot = slots.slots[at]!;
    const posts = (counts.get(slot)?.all ?? 0) + rateAt(zone, start);
    counts.set(slot, { all: posts, own: posts, negative: 0, positive: 0 });
  }
  return { endMs: slots.endMs, history: fill(slots, counts, undefined) };
}

/** Posts as they come, one after another: `times` the usual in the last so many minutes. */
function postsBefore(zone: string, nowMs: number, times: number, minutes: number): RecentPost[] {
  const posts: RecentPost[] = [];
  let due = 0.5;
  for (let at = nowMs - 180 * minute; at < nowMs; at += minute) {
    const isBurst = at >= nowMs - minutes * minute;
    due += ((isBurst ? times : 1) * rateAt(zone, at)) / 60;
    for (; due >= 1; due -= 1) {
      const id = `${at}-${due}`;
      posts.push({
        ...{ at, source: 'forum', id, voice: posts.length + 1, thread: '', topics: [], topicSentiments: [] },
        ...{ sentiment: 'neutral', place: '', isOwn: true, isCopied: false, isAutomated: false },
        isOfficial: false,
      });
    }
  }
  return posts;
}

function lookAt(zone: string, nowMs: number, { times = 1, minutes = 30 } = {}) {
  const { endMs, history } = historyOf(zone, nowMs);
  const histories = new Map([['forum', history]]);
  const situation: Situation = {
    ...{ timezone: zone, nowMs, endMs, projects: new Map(), collected: new Map() },
    histories: () => histories,
    posts: postsBefore(zone, nowMs, times, minutes),
  };
  const known = knownSources(histories)!;
  const limits = limitsOf('medium', { isAll: true, parts: 23, voices: 5 });
  return { usual: usualBins(situation, known), found: judgeVolume(situation, {}, known, limits) };
}

/** Each with a change of the clock; that of Lord Howe is of half an hour. */
const changes: readonly [zone: string, at: string][] = [
  ['America/Chicago', '2026-03-08T08:00:00Z'],
  ['America/Chicago', '2026-11-01T07:00:00Z'],
  ['Europe/Berlin', '2026-03-29T01:00:00Z'],
  ['Europe/Berlin', '2026-10-25T01:00:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T15:30:00Z'],
];

const moments = fc.record({
  change: fc.constantFrom(...changes),
  // from the change to the last week that still remembers it, the hours around it most
  afterMs: fc.oneof(
    fc.integer({ min: -2 * 60, max: 6 * 60 }).map((minutes) => minutes * minute),
    fc.integer({ min: 0, max: 9 * 168 }).map((hours) => hours * hour),
  ),
});

it('expects what the clock makes usual, also in an hour that is skipped or comes twice', () => {
  fc.assert(
    fc.property(moments, ({ change: [zone, at], afterMs }) => {
      const nowMs = Math.floor((Date.parse(at) + afterMs) / (binMinutes * minute)) * binMinutes * minute;
      const { usual, found } = lookAt(zone, nowMs);
      const sum = usual.reduce((all, mean) => all + mean, 0);
      let truth = 0;
      for (let bin = 0; bin < bins; bin += 1)
        truth += (rateAt(zone, nowMs - (bin + 0.5) * binMinutes * minute) * binMinutes) / 60;
      // rates go from the middle of one hour to that of the next: a step of the clock is a slope
      expect(Math.abs(sum - truth)).toBeLessThan(24);
      expect(found).toBeUndefined();
    }),
    { numRuns: 150 },
  );
}, 60_000);

it('misses no burst in these hours', () => {
  fc.assert(
    fc.property(moments, ({ change: [zone, at], afterMs }) => {
      const nowMs = Date.parse(at) + afterMs;
      expect(lookAt(zone, nowMs, { times: 4, minutes: 45 }).found?.rise.now).toBeGreaterThan(0);
    }),
    { numRuns: 100 },
  );
}, 60_000);

it('keeps the same week through both changes: eight counts of each hour, none of them twice as high', () => {
  for (const [zone, at] of changes) {
    const { history } = historyOf(zone, Date.parse(at) + weekMs);
    const missing = history.filter((one) => one === null).length;
    expect(missing, `${zone} ${at}`).toBeLessThanOrEqual(1);
    const highest = Math.max(...history.map((one) => one?.all ?? 0));
    expect(highest, `${zone} ${at}`).toBeLessThanOrEqual(60);
  }
});
