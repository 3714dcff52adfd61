import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { loadCity, readEnvironment } from '../config.ts';
import { createLog } from '../log.ts';
import { type Post, postSchema } from '../post.ts';
import type { CoverageEntry, RunCursor } from './outcome.ts';
import { run } from './run.ts';
import { collector } from './sample.ts';

const profile = new URL('../../config/demo/quillport.yaml', import.meta.url).pathname;
const city = await loadCity(profile, readEnvironment({}));
const secrets = {
  authorKey: (at: Date) => createHmac('sha256', 'test').update(String(at.getUTCFullYear())).digest(),
};

async function collectAt(
  now: string,
  extras: { cursor?: unknown; from?: Date; budget?: { posts: number } } = {},
) {
  const posts: Post[] = [];
  const sizes: number[] = [];
  const coverage: CoverageEntry[] = [];
  let cursor: RunCursor | undefined;
  const outcome = await run(collector, {
    city,
    options: {},
    cursor: extras.cursor,
    from: extras.from,
    budget: extras.budget,
    async enqueue(batch) {
      sizes.push(batch.posts.length);
      posts.push(...batch.posts);
    },
    async saveCursor(saved) {
      cursor = JSON.parse(JSON.stringify(saved)) as RunCursor;
    },
    recordCoverage: async (entry) => void coverage.push(entry),
    deadLetter: async (letters) => expect(letters).toEqual([]),
    signal: new AbortController().signal,
    secrets,
    log: createLog('silent'),
    clock: { now: () => new Date(now), wait: async () => {} },
    run: 'run-1',
  });
  return { outcome, posts, sizes, coverage, cursor };
}

const now = '2026-11-21T22:30:00.000Z';
const week = new Date('2026-11-10T05:00:00Z');

describe('the sample collector', () => {
  it('goes back 13 months at first, in batches of at most 500', async () => {
    const { outcome, posts, sizes, coverage } = await collectAt(now);
    expect(outcome).toMatchObject({ ended: 'complete', dead: 0, skipped: 0, mended: 0 });
    expect(posts.length).toBeGreaterThan(55_000);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(500);
    expect(coverage).toMatchObject([{ source: 'sample', from: '2025-10-21T04:00:00.000Z', to: now }]);
    const official = posts.filter((post) => post.official);
    expect(official.length).toBeGreaterThan(500);
    expect(new Set(official.map(({ channel }) => channel))).toEqual(new Set(['city announcements']));
  });

  it('hands on valid posts that name nobody but the city itself', async () => {
    const { posts } = await collectAt(now, { from: week });
    expect(posts.length).toBeGreaterThan(1_000);
    for (const post of posts) expect(postSchema.safeParse(post).success).toBe(true);
    const handles = new Set(
      posts.flatMap(({ text, parent }) => `${text} ${parent?.text ?? ''}`.match(/@\w+/g) ?? []),
    );
    for (const { account } of city.officialAccounts) handles.delete(`@${account}`);
    expect([...handles]).toEqual(['@user']);
  });

  it('goes on from its cursor and brings every post once, whenever it runs', async () => {
    const later = '2026-11-22T15:00:00.000Z';
    const first = await collectAt(now, { from: week });
    const second = await collectAt(later, { cursor: first.cursor });
    expect(second.posts.length).toBeGreaterThan(40);
    expect(second.posts.every(({ createdAt }) => createdAt >= now && createdAt < later)).toBe(true);
    expect(second.coverage).toMatchObject([{ from: now, to: later }]);
    const again = await collectAt(later, { cursor: second.cursor });
    expect(again.posts).toEqual([]);
    const ids = [...first.posts, ...second.posts].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('resumes an interrupted back-fill without a gap or a repetition', async () => {
    const whole = await collectAt(now, { from: week });
    const begun = await collectAt(now, { from: week, budget: { posts: 600 } });
    expect(begun.outcome.ended).toBe('budget');
    const rest = await collectAt(now, { cursor: begun.cursor });
    expect([...begun.posts, ...rest.posts].map(({ id }) => id)).toEqual(whole.posts.map(({ id }) => id));
  });

  it('keeps its stories where they were when the first run began', async () => {
    const first = await collectAt(now, { from: new Date('2026-11-21T05:00:00Z') });
    const later = '2026-11-22T05:00:00.000Z';
    const second = await collectAt(later, { cursor: first.cursor });
    const isBridge = ({ id }: Post) => id.startsWith('2026-11-21-bridge');
    expect(first.posts.some(isBridge)).toBe(true);
    expect(second.posts.some(isBridge)).toBe(true);
    const nextDay = await collectAt('2026-11-24T04:00:00.000Z', { cursor: second.cursor });
    expect(nextDay.posts.some(({ id }) => id.includes('bridge'))).toBe(false);
  });
});
