import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createLog } from '../log.ts';
import { termsOf } from '../terms.ts';
import { type Collector, defineCollector, type Page } from './collector.ts';
import { type RecheckSource, recheckCollector, settledAfterMs } from './recheck-run.ts';

const hourMs = 3_600_000;
const startMs = Date.parse('2026-11-20T12:00:00Z');
type Key = Awaited<ReturnType<RecheckSource['list']>>[number];

const key = (index: number, ageMs: number): Key => ({
  ...{ id: `p${index}`, channel: 'board', kind: 'post', createdAtMs: startMs - ageMs },
  createdAt: new Date(startMs - ageMs).toISOString(),
});

/** A store of keys, and a platform that lacks some of them. */
function make(keys: Key[], more: Partial<Collector<unknown, object>> = {}) {
  const asked: string[][] = [];
  let nowMs = startMs;
  const collector = defineCollector<unknown, object>({
    source: 'board',
    homepage: 'https://board.example',
    terms: termsOf('board'),
    options: z.object({}),
    secrets: [],
    async *collect() {
      yield* [];
      return undefined;
    },
    toPost: () => ({ skip: 'nothing' }),
    recheckBatch: 2,
    async recheck(posts) {
      asked.push(posts.map(({ id }) => id));
      return { gone: posts.map(({ id }) => id).filter((id) => id === 'p2'), items: ['changed'] };
    },
    ...more,
  });
  const source: RecheckSource = {
    everyDays: 7,
    async list({ fromMs, toMs, after, limit }) {
      const isAfter = ({ createdAtMs, id }: Key) =>
        !after || createdAtMs > after.createdAtMs || (createdAtMs === after.createdAtMs && id > after.id);
      return keys
        .filter((one) => one.createdAtMs >= fromMs && one.createdAtMs < toMs && isAfter(one))
        .sort((a, b) => a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1))
        .slice(0, limit);
    },
  };
  async function go(cursor?: unknown, mostPages = Number.POSITIVE_INFINITY) {
    const pages: Page<unknown>[] = [];
    const run = recheckCollector(collector, source)!.collect({
      ...{ city: { id: 'q', timezone: 'UTC', officialAccounts: [], sources: {} }, options: {}, cursor },
      ...{ signal: new AbortController().signal, log: createLog('silent'), credentials: {} },
      ...{ clock: { now: () => new Date(nowMs), wait: async () => {} }, turn: async () => {} },
      ...{ noteRate: () => {}, spend: () => {}, progress: () => {} },
    });
    for (;;) {
      const next = pages.length < mostPages ? await run.next() : undefined;
      if (!next) return { pages, end: undefined };
      if (next.done) return { pages, end: next.value };
      pages.push(JSON.parse(JSON.stringify(next.value)) as Page<unknown>);
    }
  }
  const later = (ms: number) => {
    nowMs += ms;
  };
  return { collector, source, asked, go, later };
}

const days = (count: number) => count * 24 * hourMs;
const five = [1, 2, 3, 4, 5].map((index) => key(index, days(10 - index)));

describe('looking again', () => {
  it('goes over all that is stored, in batches, and tells what is gone once', async () => {
    const { go, asked } = make(five);
    const { pages } = await go();
    expect(asked).toEqual([['p1', 'p2'], ['p3', 'p4'], ['p5']]);
    expect(pages.flatMap(({ deleted = [] }) => deleted)).toEqual([{ source: 'board', id: 'p2' }]);
    expect(pages[0]?.items).toEqual(['changed']);
  });

  it('goes on after the last batch when it was killed, and begins anew only when its days are over', async () => {
    const { go, asked, later } = make(five);
    const { pages } = await go(undefined, 1);
    const rest = await go(pages[0]!.cursor);
    expect(asked.flat()).toEqual(['p1', 'p2', 'p3', 'p4', 'p5']);
    later(days(6));
    const early = await go(rest.pages.at(-1)!.cursor);
    expect(asked).toHaveLength(3);
    later(days(1));
    await go(early.pages.at(-1)!.cursor);
    expect(asked.flat()).toHaveLength(10);
  });

  it('believes of nothing that it did not ask for that it is gone', async () => {
    const { go } = make(five, { recheck: async () => ({ gone: ['p1', 'stranger'] }) });
    const { pages } = await go();
    const deleted = pages.flatMap((page) => page.deleted ?? []).map(({ id }) => id);
    expect(deleted).toEqual(['p1']);
  });

  it('looks at each post once when it has settled, where that is free', async () => {
    const { go, asked, later } = make([key(1, settledAfterMs + hourMs), key(2, settledAfterMs - hourMs)], {
      isRecheckFree: true,
    });
    const first = await go();
    // The settled one, and then all of them for the first time.
    expect(asked).toEqual([['p1'], ['p1', 'p2']]);
    later(2 * hourMs);
    await go(first.pages.at(-1)!.cursor);
    expect(asked.slice(2)).toEqual([['p2']]);
  });

  it('waits for a platform that takes its time, with the state it gave', async () => {
    const states: unknown[] = [];
    const { go, later } = make([key(1, days(3))], {
      async recheck(_posts, { pending }) {
        states.push(pending);
        return pending === undefined
          ? { gone: [], pending: { state: { job: 7 }, afterMs: hourMs } }
          : { gone: ['p1'] };
      },
    });
    const first = await go();
    expect(first.end).toMatchObject({ ended: 'stopped', retryAt: new Date(startMs + hourMs) });
    const early = await go(first.pages.at(-1)!.cursor);
    expect(early.end).toMatchObject({ ended: 'stopped' });
    later(hourMs);
    const late = await go(first.pages.at(-1)!.cursor);
    expect(states).toEqual([undefined, { job: 7 }]);
    expect(late.pages[0]?.deleted).toEqual([{ source: 'board', id: 'p1' }]);
  });

  it('is nothing for a collector that cannot', () => {
    const { collector, source } = make([]);
    const { recheck: _, ...rest } = collector;
    expect(recheckCollector(rest, source)).toBeUndefined();
  });
});
