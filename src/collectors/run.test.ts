import { describe, expect, it } from 'vitest';
import {
  failing,
  type Item,
  log,
  now,
  page,
  params,
  pass,
  scripted,
  some,
} from '../../test/support/scripted-run.ts';
import { ConfigError, PermanentError, RateLimitedError, TransientError } from '../errors.ts';
import { run } from './run.ts';

describe('pages', () => {
  it('saves the cursor after the page is in the queue', async () => {
    const collector = scripted(async function* () {
      yield page('a', some(600));
      yield page('b', some(1));
      return undefined;
    });
    const outcome = await run(collector, params());
    expect(log.events).toEqual(['enqueue 300', 'enqueue 300', 'cursor a', 'enqueue 1', 'cursor b']);
    expect(outcome).toMatchObject({ read: 601, enqueued: 601, ended: 'complete' });
  });

  it('hands deletions on before the cursor moves, and counts them', async () => {
    const collector = scripted(async function* () {
      yield { ...page('a', some(1)), deleted: [{ source: 'invented', id: 'gone' }] };
      return undefined;
    });
    const deleted = async (keys: { id: string }[]) => void log.events.push(`deleted ${keys[0]?.id}`);
    expect(await run(collector, params({ deleted }))).toMatchObject({ enqueued: 1, deleted: 1 });
    expect(log.events).toEqual(['enqueue 1', 'deleted gone', 'cursor a']);
  });

  it('keeps a job under 500 KB, and cuts a post that alone is over it', async () => {
    const collector = scripted(async function* () {
      yield page('a', [
        ...some(20).map((item) => ({ ...(item as object), text: 'x'.repeat(90_000) }) as Item),
        { id: 'big', text: '\u0001'.repeat(100_000) },
      ]);
      return undefined;
    });
    await run(collector, params());
    for (const { posts } of log.batches)
      expect(Buffer.byteLength(JSON.stringify(posts))).toBeLessThan(501_000);
    expect(log.batches.flatMap(({ posts }) => posts)).toHaveLength(21);
  });

  it('takes 499 of 500 when one is poison, and names it without its content', async () => {
    const collector = scripted(async function* () {
      yield page('a', [...some(300), 'poison', 'ad', ...some(198, 300)]);
      return undefined;
    });
    const outcome = await run(collector, params());
    expect(outcome).toMatchObject({
      read: 500,
      enqueued: 498,
      dead: 1,
      skipped: 1,
      skips: { advertisement: 1 },
    });
    expect(log.letters).toEqual([
      expect.objectContaining({ where: 'a#301', reason: 'not understood by the collector (TypeError)' }),
    ]);
    expect(JSON.stringify(log.letters)).not.toContain('Jane');
  });

  it('names a page by its content: the same again, another when a post changed', async () => {
    const names = async (text: string) => {
      log.batches = [];
      pass(5_000);
      await run(
        scripted(async function* () {
          yield page('a', [{ id: '1', text }]);
          return undefined;
        }),
        params(),
      );
      return log.batches[0]!.page;
    };
    const first = await names('one');
    expect(await names('one')).toBe(first);
    expect(await names('two')).not.toBe(first);
  });

  it('does not save the cursor of a page that the queue refused', async () => {
    const collector = scripted(async function* () {
      yield page('a', some(1));
      return undefined;
    });
    await expect(
      run(collector, params({ enqueue: async () => Promise.reject(new Error('full')) })),
    ).rejects.toThrow('full');
    expect(log.cursors).toEqual([]);
    expect(log.coverage[0]).toMatchObject({ ended: 'failed', reason: 'the queue or the store failed' });
  });

  it('waits while the queue is away', async () => {
    let tries = 0;
    const collector = scripted(async function* () {
      yield page('a', some(1));
      return undefined;
    });
    const outcome = await run(
      collector,
      params({
        async enqueue() {
          if (++tries < 4) throw new TransientError('away');
        },
      }),
    );
    expect(outcome.ended).toBe('complete');
    expect(log.waits).toEqual([500, 1_000, 2_000]);
  });
});

describe('failures of the source', () => {
  it('goes on from the last page after a transient failure', async () => {
    const cursors: unknown[] = [];
    const collector = scripted(async function* (context, call) {
      cursors.push(context.cursor);
      if (call === 1) {
        yield page('a', some(1));
        throw new TransientError('503');
      }
      yield page('b', some(1, 1));
      return undefined;
    });
    expect(await run(collector, params())).toMatchObject({ ended: 'complete', enqueued: 2 });
    expect(cursors).toEqual([undefined, 'a']);
  });

  it('gives up after failures without a page between them', async () => {
    const collector = scripted(() => failing(new TransientError('503')));
    expect(await run(collector, params())).toMatchObject({ ended: 'failed', reason: '503' });
    expect(log.waits).toHaveLength(5);
    expect(log.coverage[0]).toMatchObject({ source: 'invented', ended: 'failed', posts: 0 });
  });

  it.each([
    ['seconds', 30_000, 31_000],
    ['in the past', -5, 500],
    ['missing', Number.NaN, 500],
    ['never', Number.POSITIVE_INFINITY, 500],
  ])('makes no call before a reset that is %s', async (_, retryAfterMs, wait) => {
    const times: number[] = [];
    const collector = scripted(async function* (_context, call) {
      times.push(now);
      if (call === 1) throw new RateLimitedError('429', retryAfterMs);
      yield page('a', some(1));
      return undefined;
    });
    expect(await run(collector, params())).toMatchObject({ ended: 'complete', enqueued: 1 });
    expect(times[1]! - times[0]!).toBe(wait);
  });

  it('ends with the time to come back when the reset is far away', async () => {
    const collector = scripted(() => failing(new RateLimitedError('429', 3_600_000)));
    const outcome = await run(collector, params());
    expect(outcome).toMatchObject({ ended: 'rate limited', retryAt: new Date(now + 3_601_000) });
    expect(log.waits).toEqual([]);
  });

  it.each([
    [new ConfigError('the token is refused'), 'blocked', 'the token is refused'],
    [new PermanentError('the answer is no JSON'), 'failed', 'the answer is no JSON'],
    [new TypeError('cannot read Jane Roe'), 'failed', 'the collector failed (TypeError)'],
  ])('%o ends the run and says why', async (error, ended, reason) => {
    const collector = scripted(() => failing(error));
    expect(await run(collector, params())).toMatchObject({ ended, reason });
    expect(log.coverage[0]).toMatchObject({ ended, reason });
  });

  it('stops between pages when asked, and says so', async () => {
    const stop = new AbortController();
    let closed = false;
    const collector = scripted(async function* () {
      try {
        yield page('a', some(1));
        yield page('b', some(1));
      } finally {
        closed = true;
      }
      return undefined;
    });
    const outcome = await run(collector, params({ signal: stop.signal, enqueue: async () => stop.abort() }));
    expect(outcome).toMatchObject({ ended: 'stopped', enqueued: 1 });
    expect(log.cursors.map(({ at }) => at)).toEqual(['a']);
    expect(closed).toBe(true);
  });

  it('ends when the budget is spent', async () => {
    const collector = scripted(async function* () {
      for (let number = 0; ; number++) yield page(`${number}`, some(10, number * 10));
    });
    expect(await run(collector, params({ budget: { posts: 25 } }))).toMatchObject({
      ended: 'budget',
      enqueued: 30,
    });
  });

  it('keeps the limit of the source', async () => {
    const collector = scripted(
      async function* (context) {
        for (let call = 0; call < 3; call++) await context.turn();
        yield page('a', []);
        return undefined;
      },
      { limit: { calls: 2, perMs: 10_000 } },
    );
    await run(collector, params());
    expect(log.waits).toEqual([5_000, 5_000]);
  });
});
