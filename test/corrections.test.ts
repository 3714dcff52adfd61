// What a person corrected stays: through re-collection, in every answer, whatever fails in between; and a deletion wins over it.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CorrectionRequest } from '../src/correction.ts';
import { TransientError } from '../src/errors.ts';
import { listDirty, rebuildDay } from '../src/maintain/rebuild.ts';
import { verify } from '../src/maintain/verify.ts';
import type { Store } from '../src/store/client.ts';
import { createCorrections } from '../src/store/correct-posts.ts';
import { posts } from '../src/store/queries/posts.ts';
import { series } from '../src/store/queries/series.ts';
import { summary } from '../src/store/queries/summary.ts';
import { topics } from '../src/store/queries/topics.ts';
import { postColumns, toRow } from '../src/store/row.ts';
import { deletePosts } from '../src/store/tombstones.ts';
import { createWriter, type Writer } from '../src/store/writer.ts';
import { openTestStore, springfield, type TestStore, testLog } from './support/clickhouse.ts';
import { makePost } from './support/clickhouse-posts.ts';

const nowMs = Date.parse('2026-03-20T00:00:00Z');
const march = { from: '2026-03-01', to: '2026-04-01' };
const key = { source: 'file', id: 'p1' };
let cities = 0;

describe.each(['embedded', 'cluster'] as const)('corrections in the %s store', (mode) => {
  let test: TestStore;
  let store: Store;
  let writer: Writer;
  const newCity = () => ({ ...springfield, id: `city${++cities}` });
  type City = ReturnType<typeof newCity>;
  const rowOf = (city: City, change: Parameters<typeof makePost>[0] = {}) =>
    toRow(
      makePost({
        sentiment: 'positive',
        topics: [['roads', 'positive']],
        neighbourhood: 'north',
        ...change,
        city: city.id,
      }),
      city.timezone,
    );
  const correct = (city: City, request: Partial<CorrectionRequest>) =>
    createCorrections(store, writer).correct(city, { ...key, ...request });
  const rebuildAll = async (city: City) => {
    for (const { day } of await listDirty(store, city.id)) await rebuildDay(store, city, day);
    expect(await verify(store, city, { fromDay: '2026-03-01', toDay: '2026-03-02' })).toEqual([]);
  };
  const find = async (city: City, filter: object = {}) =>
    (await posts.run(store, city, { ...march, ...filter }, { nowMs })).rows;
  const volume = async (city: City, filter: object = {}) =>
    (await summary.run(store, city, { ...march, ...filter }, { nowMs })).rows[0]?.volume ?? 0;

  beforeAll(async () => {
    test = await openTestStore(mode);
    ({ store, writer } = test);
  });
  afterAll(() => test?.[Symbol.asyncDispose]());

  it('reach rows whose tags the version before wrote as objects', async () => {
    const city = newCity();
    const evidence = [{ field: 'text', start: 0, end: 7 }];
    const sentiment = { label: 'positive', score: 1, p: [0, 0, 1], evidence };
    const row = rowOf(city);
    const values = JSON.parse(row.line) as unknown[];
    const topics = [{ id: 'roads', sentiment, evidence, confidence: 0.62 }];
    values[postColumns.indexOf('tags')] = JSON.stringify({ evidence, stance: [], topics, places: [] });
    await writer.write([{ ...row, line: JSON.stringify(values) }]);
    await rebuildAll(city);
    const shown = { id: 'roads', sentiment: 'positive', evidence, confidence: 0.62 };
    expect(await find(city)).toMatchObject([{ evidence, score: 1, topics: [shown] }]);
    await correct(city, { sentiment: 'negative' });
    await rebuildAll(city);
    const corrected = { from: { sentiment: 'positive', topics: [{ id: 'roads', sentiment: 'positive' }] } };
    expect(await find(city)).toMatchObject([
      { evidence: [], score: -1, topics: [{ id: 'roads', sentiment: 'negative' }], corrected },
    ]);
  });

  it('are the only labels that any answer knows, also when the post is collected again', async () => {
    const city = newCity();
    await writer.write([rowOf(city)]);
    await rebuildAll(city);
    const change = { topics: [{ id: 'roads', remove: true }, { id: 'parks' }], place: 'south' };
    expect(await correct(city, { ...change, sentiment: 'negative', intent: 'complaint' })).toMatchObject(
      change,
    );
    const check = async () => {
      await rebuildAll(city);
      for (const old of [
        { topic: 'roads' },
        { place: 'north' },
        { sentiment: 'positive' },
        { intent: 'information' },
      ]) {
        expect([old, await find(city, old)]).toEqual([old, []]);
        expect([old, await volume(city, old)]).toEqual([old, 0]);
      }
      const now = { topic: 'parks', place: 'south', sentiment: 'negative', intent: 'complaint' };
      expect(await find(city, now)).toHaveLength(1);
      expect(await volume(city, { place: 'south' })).toBe(1);
      const { rows } = await topics.run(store, city, march, { nowMs });
      expect(rows.map(({ topic, negative }) => [topic, negative])).toEqual([['parks', 1]]);
      const byIntent = await series.run(store, city, { ...march, by: 'intent' }, { nowMs });
      expect(new Set(byIntent.rows.map(({ intent }) => intent))).toEqual(new Set(['complaint']));
    };
    await check();
    // The platform counts new likes, and a newer program has other tags.
    await writer.write([
      rowOf(city, { sentiment: 'neutral', topics: [['transit', 'neutral']], engagement: { likes: 9 } }),
    ]);
    await rebuildAll(city);
    const [post] = await find(city);
    expect(post).toMatchObject({ sentiment: 'negative', place: 'south', engagement: { likes: 9 } });
    // The program's own finding stays beside what the person said.
    expect(post!.topics.map(({ id }) => id)).toEqual(['transit', 'parks']);
    expect(post!.corrected).toMatchObject({ from: { sentiment: 'neutral', place: 'north' } });
  });

  it('take a post out of every figure and bring it back', async () => {
    const city = newCity();
    await writer.write([rowOf(city), rowOf(city, { id: 'p2' })]);
    await correct(city, { relevance: 'drop' });
    await rebuildAll(city);
    expect(await volume(city)).toBe(1);
    expect(await volume(city, { q: 'nothing' })).toBe(1);
    expect((await find(city)).map(({ id }) => id)).toEqual(['p2']);
    expect(await correct(city, { undo: true })).toEqual({});
    await rebuildAll(city);
    expect(await volume(city)).toBe(2);
    const back = (await find(city)).find(({ id }) => id === 'p1');
    expect(back).toMatchObject({ sentiment: 'positive', place: 'north' });
    expect(back).not.toHaveProperty('corrected');
    expect(await createCorrections(store, writer).list(city.id)).toEqual([]);
  });

  it('add up, and are listed', async () => {
    const city = newCity();
    await writer.write([rowOf(city)]);
    const table = createCorrections(store, writer);
    await Promise.all([
      table.correct(city, { ...key, place: 'south' }),
      table.correct(city, { ...key, sentiment: 'neutral' }),
      table.correct(city, { ...key, topics: [{ id: 'parks' }] }),
    ]);
    const all = { place: 'south', sentiment: 'neutral', topics: [{ id: 'parks' }] };
    expect(await table.list(city.id)).toMatchObject([{ ...key, correction: all }]);
    const [post] = await find(city);
    expect(post).toMatchObject({ place: 'south', sentiment: 'neutral' });
    expect(post!.topics.map(({ id, sentiment }) => [id, sentiment])).toEqual([
      ['roads', 'neutral'],
      ['parks', 'neutral'],
    ]);
  });

  it('say when there is no such post, and lose against a deletion', async () => {
    const city = newCity();
    expect(await correct(city, { place: 'south' })).toBeUndefined();
    await writer.write([rowOf(city)]);
    await correct(city, { place: 'south' });
    await deletePosts(store, city, [key]);
    expect(await correct(city, { place: 'north' })).toBeUndefined();
    expect(await writer.write([rowOf(city)])).toMatchObject({ refused: 1 });
    await rebuildAll(city);
    expect(await find(city)).toEqual([]);
    expect(await volume(city)).toBe(0);
  });

  it('cost a city without any nothing', async () => {
    if (!test.server) return;
    const [corrected, other] = [newCity(), newCity()];
    await writer.write([rowOf(corrected), rowOf(other)]);
    await correct(corrected, { place: 'south' });
    const statements = async (city: City) => {
      await test.server!.seen();
      await writer.write([rowOf(city)]);
      return (await test.server!.seen()).map(({ query }) => query);
    };
    const [some, none] = [await statements(corrected), await statements(other)];
    expect(some.some((query) => query.includes('FROM state_correction FINAL'))).toBe(true);
    expect(none.some((query) => query.includes('FROM state_correction FINAL'))).toBe(false);
    // One look before the insert and one behind it, which say of deletions too.
    expect(none.filter((query) => query.includes('state_correction'))).toHaveLength(2);
  });

  it('are put over a row that was written while they were made', async () => {
    const city = newCity();
    await writer.write([rowOf(city)]);
    let isMade = false;
    const lane = {
      ...store.writer,
      insert: async (...given: Parameters<Store['writer']['insert']>) => {
        if (given[0] === 'posts' && !isMade) {
          isMade = true;
          await correct(city, { place: 'south' });
        }
        await store.writer.insert(...given);
      },
    };
    await using late = createWriter({ ...store, writer: lane }, { log: testLog });
    await late.write([rowOf(city, { engagement: { likes: 3 } })]);
    expect(await find(city)).toMatchObject([{ place: 'south', engagement: { likes: 3 } }]);
    await rebuildAll(city);
    expect(await volume(city, { place: 'north' })).toBe(0);
  });
});

describe('a correction that fails half-way', () => {
  let test: TestStore;
  beforeAll(async () => {
    test = await openTestStore('embedded');
  });
  afterAll(() => test?.[Symbol.asyncDispose]());

  /** The store's writer lane until its nth statement, which fails before or after it was done, like everything from then on. */
  function failing(store: Store, nth: number, isDone: boolean): Store {
    let left = nth;
    const guard =
      <A extends unknown[], R>(task: (...given: A) => Promise<R>) =>
      async (...given: A): Promise<R> => {
        left -= 1;
        if (left > 0) return task(...given);
        if (left === 0 && isDone) await task(...given);
        throw new TransientError('killed');
      };
    const { writer } = store;
    const lane = { ...writer, rows: guard(writer.rows), insert: guard(writer.insert) };
    return { ...store, writer: lane as Store['writer'] };
  }

  it('is either not kept at all or in the row once the next process has looked', async () => {
    const { store } = test;
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 16 }), fc.boolean(), async (nth, isDone) => {
        const city = { ...springfield, id: `killed${++cities}` };
        await using writer = createWriter(store, { log: testLog });
        await writer.write([toRow(makePost({ city: city.id, neighbourhood: 'north' }), city.timezone)]);
        const broken = failing(store, nth, isDone);
        await using dying = createWriter(broken, { log: testLog });
        const request = { ...key, place: 'south' };
        const said = await createCorrections(broken, dying)
          .correct(city, request)
          .catch(() => undefined);
        const next = createCorrections(store, writer);
        await next.finishPending(async () => city);
        const [kept] = await next.list(city.id);
        // What was answered is kept.
        if (said) expect(kept?.correction).toEqual({ place: 'south' });
        if (kept) seen += 1;
        for (const { day } of await listDirty(store, city.id)) await rebuildDay(store, city, day);
        const { rows } = await posts.run(store, city, march, { nowMs });
        expect(rows.map(({ place }) => place)).toEqual([kept ? 'south' : 'north']);
        const south = await summary.run(store, city, { ...march, place: 'south' }, { nowMs });
        expect(south.rows[0]?.volume ?? 0).toBe(kept ? 1 : 0);
        await next.finishPending(async () => {
          throw new Error('nothing is pending any more');
        });
      }),
      { numRuns: 12 },
    );
    expect(seen).toBeGreaterThan(0);
  }, 120_000);
});
