// Every item, once, however the run is cut into pieces.
import { expect, it } from 'vitest';
import { leastItems, leastPages } from './platform.ts';
import type { Subject } from './subject.ts';
import { type Ground, startTrial, type Trial } from './trial.ts';

const sorted = (ids: Iterable<string>) => [...ids].sort();

/** Everything that the platform has is in the queue, and nothing else. */
export function expectAll({ platform, ids, letters, deleted }: Trial): void {
  const gone = new Set(deleted.map(({ id }) => id));
  expect(sorted([...ids()].filter((id) => !gone.has(id)))).toEqual(sorted(platform.ids()));
  expect(letters.map(({ reason, where }) => `${where}: ${reason}`)).toEqual([]);
}

export function itDelivers(subject: Subject, ground: () => Ground): void {
  const { collector, settlesMs = 0 } = subject;

  it('gets every item once, over several pages, and counts every call', async () => {
    await using trial = await startTrial(subject, ground());
    const outcomes = await trial.drive();
    expectAll(trial);
    expect(trial.posts).toHaveLength(trial.ids().size);
    expect(trial.ids().size).toBeGreaterThanOrEqual(leastItems);
    expect(trial.front.seen.filter(({ isPage }) => isPage).length).toBeGreaterThanOrEqual(leastPages);
    expect(trial.pages).toBeGreaterThanOrEqual(leastPages);
    expect(outcomes.at(-1)?.ended).toBe('complete');
    const calls = trial.front.seen.filter((request) => !subject.isUncounted?.(request));
    expect(trial.cost).toMatchObject({ requests: calls.length, posts: trial.posts.length });
    expect(trial.coverage.some(({ source, from }) => source === collector.source && from !== undefined)).toBe(
      true,
    );
  });

  it('goes on from where it was: nothing again, and what is new', async () => {
    await using trial = await startTrial(subject, ground());
    await trial.drive();
    const known = new Set(trial.batches);
    trial.clock.advance(15 * 60_000);
    await trial.drive();
    const again = trial.batches.filter((batch) => !known.has(batch));
    if (!subject.rereads) expect(again).toEqual([]);
    const before = trial.ids();
    trial.platform.add(7);
    trial.clock.advance(15 * 60_000 + settlesMs);
    await trial.drive();
    expectAll(trial);
    expect(trial.ids().size).toBe(before.size + 7);
  });

  it('loses nothing when it is killed after any page, before or after its cursor is saved', async () => {
    await using whole = await startTrial(subject, ground());
    await whole.drive();
    const most = Math.min(whole.pages - 1, subject.crashes ?? 12);
    const step = (whole.pages - 1) / most;
    const last = Array.from({ length: most }, (_, index) => 1 + Math.floor(index * step));
    for (const dieAfterPage of last) {
      for (const dies of ['before its cursor is saved', 'after its cursor is saved'] as const) {
        await using trial = await startTrial(subject, ground());
        expect(await trial.run({ dieAfterPage, dies }), `page ${dieAfterPage}, ${dies}`).toBeUndefined();
        trial.clock.advance(60_000);
        await trial.drive();
        expectAll(trial);
      }
    }
  });

  it('gets to the end by lives of one page each', async () => {
    await using trial = await startTrial(subject, ground());
    for (let life = 0; life < 300; life++) {
      const outcome = await trial.run({ dieAfterPage: 1, dies: 'after its cursor is saved' });
      trial.clock.advance(60_000);
      if (outcome?.ended === 'complete') break;
      const gone = new Set(trial.deleted.map(({ id }) => id));
      const have = [...trial.ids()].filter((id) => !gone.has(id));
      if (have.length >= trial.platform.ids().length) break;
    }
    expectAll(trial);
  });

  it('passes an empty page in the middle', async () => {
    await using trial = await startTrial(subject, ground(), { hasEmptyPage: true });
    await trial.drive();
    expectAll(trial);
  });

  it('takes an item that stands on two pages for one', async () => {
    await using trial = await startTrial(subject, ground(), { repeatsItems: true });
    await trial.drive();
    expectAll(trial);
  });

  it('stops when the budget is spent, says so, and goes on in the next period', async () => {
    await using trial = await startTrial(subject, ground());
    const until = new Date(trial.clock.nowMs() + 3_600_000);
    const left = 2;
    const allowance = { of: 'requests', left, limit: `${left} requests a day`, until } as const;
    const outcome = await trial.run({ allowances: [allowance] });
    expect(outcome).toMatchObject({ ended: 'budget', retryAt: until });
    expect(outcome?.reason).toMatch(/2 requests a day/);
    expect(trial.cost.requests).toBe(left);
    trial.clock.advance(3_600_000);
    await trial.drive();
    expectAll(trial);
  });
}
