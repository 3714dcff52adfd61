// What only the other posts can say of a post: copies, syndicated articles, automated accounts; on both engines.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findCopies, type SignedPost } from '../src/maintain/copies.ts';
import { listDirty, rebuildDay, rebuildDays } from '../src/maintain/rebuild.ts';
import { verify } from '../src/maintain/verify.ts';
import type { EnrichedPost } from '../src/post.ts';
import { dayOf } from '../src/store/city-time.ts';
import type { Store } from '../src/store/client.ts';
import type { QueryCity } from '../src/store/queries/define.ts';
import { posts } from '../src/store/queries/posts.ts';
import { summary } from '../src/store/queries/summary.ts';
import { toRow } from '../src/store/row.ts';
import { deletePosts } from '../src/store/tombstones.ts';
import type { Writer } from '../src/store/writer.ts';
import { bandsOf } from './support/bands.ts';
import { openTestStore, springfield, type TestStore } from './support/clickhouse.ts';
import { createRandom, randomPost } from './support/clickhouse-posts.ts';
import { makeSigned, signed } from './support/clickhouse-signed.ts';

const seed = Number(process.env.EARSHOT_TEST_SEED ?? Date.now() % 100_000);
const march = { from: '2026-03-01', to: '2026-04-01' };
const nowMs = Date.parse('2026-03-20T00:00:00Z');
const report = 'The council voted to close the old ferry landing for two years of repairs to the pier';
let cities = 0;

describe.each(['embedded', 'cluster'] as const)(`settling on the %s store (seed ${seed})`, (mode) => {
  let test: TestStore;
  let store: Store;
  let writer: Writer;
  const newCity = (): QueryCity => ({ ...springfield, id: `city${++cities}` });
  const write = (city: QueryCity, list: EnrichedPost[]) =>
    writer.write(list.map((post) => toRow({ ...post, city: city.id }, city.timezone)));
  /** Until no day is dirty: a rebuild may mark days after its own. */
  const settle = async (city: QueryCity) => {
    for (let dirty = await listDirty(store, city.id); dirty.length > 0; ) {
      for (const { day } of dirty) await rebuildDay(store, city, day);
      dirty = await listDirty(store, city.id);
    }
  };
  const figures = async (city: QueryCity) => (await summary.run(store, city, march, { nowMs })).rows[0]!;
  const shown = async (city: QueryCity, filter: object = {}) =>
    (await posts.run(store, city, { ...march, limit: 200, ...filter }, { nowMs })).rows;
  const flagsOf = async (city: QueryCity) =>
    Object.fromEntries((await shown(city)).map(({ id, flags }) => [id, flags]));

  beforeAll(async () => {
    test = await openTestStore(mode);
    ({ store, writer } = test);
  });
  afterAll(() => test?.[Symbol.asyncDispose]());

  it('10,000 copies, near and exact, move net sentiment by no more than a point', async () => {
    const city = newCity();
    const voices = Array.from({ length: 300 }, (_, i) =>
      makeSigned({
        id: `v${i}`,
        createdAt: new Date(Date.UTC(2026, 2, 1 + (i % 20), 15)).toISOString(),
        text: `w${i}a w${i}b w${i}c w${i}d w${i}e w${i}f`,
        sentiment: i % 3 === 0 ? 'negative' : 'positive',
      }),
    );
    await write(city, voices);
    await settle(city);
    const before = await figures(city);
    for (let part = 0; part < 5; part++) {
      const flood = Array.from({ length: 2_000 }, (_, i) =>
        makeSigned({
          id: `f${part}-${i}`,
          createdAt: new Date(Date.UTC(2026, 2, 10, 12) + i * 1_000 + part).toISOString(),
          text: `${i % 3 === 0 ? 'RT' : ''} This Mayor has ruined our lovely town and must resign today @user #${i} https://example.org/${i}`,
          author: (part * 2_000 + i).toString(16).padStart(32, '0'),
          sentiment: 'negative',
        }),
      );
      await write(city, flood);
    }
    await settle(city);
    const after = await figures(city);
    expect(after.volume).toBe(before.volume + 10_000);
    expect(Math.abs(after.sentiment! - before.sentiment!)).toBeLessThanOrEqual(0.01);
    // From single posts too, not only from kept sums.
    const single = (await summary.run(store, city, { ...march, q: 'mayor resign' }, { nowMs })).rows[0]!;
    expect(single.volume).toBe(10_000);
    expect(single.n).toBeLessThanOrEqual(3);
  }, 240_000);

  it('shows the first, its copies, and how many there are; deleting the first makes another the first', async () => {
    const city = newCity();
    const at = (hour: number) => ({ createdAt: `2026-03-05T${hour}:00:00.000Z` });
    await write(city, [
      makeSigned({ id: 'b', text: `${report}!`, ...at(11) }),
      makeSigned({ id: 'a', text: report, ...at(10) }),
      makeSigned({ id: 'c', text: `RT @user ${report}`, createdAt: '2026-03-09T10:00:00.000Z' }),
      makeSigned({ id: 'other', text: 'The bus on Mill Hill was late again this morning', ...at(12) }),
    ]);
    await settle(city);
    const rows = await shown(city);
    const kin = rows.map(({ id, copies, flags }) => [id, copies, flags]);
    expect(kin).toEqual([
      ['c', 2, ['copied']],
      ['other', 0, []],
      ['b', 2, ['copied']],
      ['a', 2, []],
    ]);
    const clusters = Object.fromEntries(rows.map(({ id, cluster }) => [id, cluster]));
    expect(clusters.a).toMatch(/^[0-9a-f]{16}$/);
    expect([clusters.b, clusters.c, clusters.other]).toEqual([clusters.a, clusters.a, undefined]);
    expect((await figures(city)).n).toBe(2);
    const all = await summary.run(store, city, { ...march, include: 'copied' }, { nowMs });
    expect([all.basis, all.rows[0]!.n]).toEqual(['posts', 4]);
    await deletePosts(store, city, [{ source: 'file', id: 'a' }]);
    await settle(city);
    expect(await flagsOf(city)).toEqual({ b: [], c: ['copied'], other: [] });
    expect((await figures(city)).n).toBe(2);
    await deletePosts(store, city, [{ source: 'file', id: 'b' }]);
    await settle(city);
    // The copy was written days after the first: its own day was rebuilt too.
    expect(await flagsOf(city)).toEqual({ c: [], other: [] });
    expect(await verify(store, city, { fromDay: '2026-03-01', toDay: '2026-03-12' })).toEqual([]);
  });

  it('a post that arrives late makes copies of later ones, whose days are marked', async () => {
    const city = newCity();
    await write(city, [makeSigned({ id: 'late', text: report, createdAt: '2026-03-08T10:00:00.000Z' })]);
    await settle(city);
    await write(city, [makeSigned({ id: 'early', text: report, createdAt: '2026-03-02T10:00:00.000Z' })]);
    await rebuildDays(store, city, ['2026-03-02']);
    expect(await listDirty(store, city.id)).toEqual([{ city: city.id, day: '2026-03-08' }]);
    await settle(city);
    expect(await flagsOf(city)).toEqual({ early: [], late: ['copied'] });
  });

  it('flags an article that several outlets carry, in each of them', async () => {
    const city = newCity();
    const article = (id: string, channel: string, hour: number) =>
      makeSigned({
        ...{ id, channel, kind: 'article', source: 'news', text: `${report} and of its piles` },
        ...{ title: `Title of ${channel}`, createdAt: `2026-03-05T${hour}:00:00.000Z` },
      });
    await write(city, [article('a', 'courier', 10), article('b', 'herald', 11)]);
    await write(city, [
      makeSigned({ id: 'p', text: `${report} and of its piles`, createdAt: '2026-03-05T12:00:00.000Z' }),
    ]);
    await settle(city);
    expect(await flagsOf(city)).toEqual({ a: ['syndicated'], b: ['copied', 'syndicated'], p: ['copied'] });
    expect((await figures(city)).n).toBe(1);
  });

  it('flags accounts that post like machines, and not people who repeat themselves', async () => {
    const city = newCity();
    const by = (author: number, count: number, text: (i: number) => string, official = false) =>
      Array.from({ length: count }, (_, i) =>
        makeSigned({
          id: `${author}-${i}`,
          author: String(author).padStart(32, '0'),
          text: text(i),
          official,
          createdAt: new Date(Date.UTC(2026, 2, 5, 13) + i * 600_000 + author).toISOString(),
        }),
      );
    const own = (name: string, i: number) => [...'abcdefg'].map((letter) => `${name}${i}${letter}`).join(' ');
    await write(city, [
      ...by(1, 51, (i) => own('first', i)),
      ...by(2, 12, (i) => `Temperature at the harbour station is now ${i} degrees`),
      ...by(3, 2, () => 'I said it and I say it again: enough is enough'),
      ...by(4, 30, (i) => own('fourth', i)),
      ...by(5, 60, (i) => own('fifth', i), true),
    ]);
    await settle(city);
    const flags = await shown(city);
    const automated = new Map<string, number>();
    for (const row of flags) {
      const author = row.id.split('-')[0]!;
      automated.set(author, (automated.get(author) ?? 0) + (row.flags.includes('automated') ? 1 : 0));
    }
    expect(Object.fromEntries(automated)).toEqual({ 1: 51, 2: 12, 3: 0, 4: 0, 5: 0 });
    // 30 of the fourth, and what the third said first.
    expect((await figures(city)).n).toBe(31);
    expect(await verify(store, city, { fromDay: '2026-03-04', toDay: '2026-03-07' })).toEqual([]);
    // Nothing about an account is kept: the only column of authors is that of the posts.
    const columns = await store.jobs.rows(
      z.object({ table: z.string() }),
      "SELECT table FROM system.columns WHERE database = currentDatabase() AND name LIKE '%author%'",
    );
    expect(columns).toEqual([{ table: 'posts' }]);
  });

  const storedRow = z.object({
    at: z.number(),
    source: z.string(),
    id: z.string(),
    post_kind: z.string(),
    channel: z.string(),
    signature: z.array(z.number()),
  });
  /** The copies of all that is stored, found at once. */
  async function expectedCopies(city: QueryCity): Promise<string[]> {
    const rows = await store.jobs.rows(
      storedRow,
      `SELECT toUnixTimestamp64Milli(created_at) AS at, source, id, kind AS post_kind, channel, signature
       FROM posts FINAL WHERE city = {city:String} AND notEmpty(signature)`,
      { city: city.id },
    );
    const all: SignedPost[] = rows.map(({ post_kind: kind, ...row }) => ({
      ...row,
      ...{ kind, bands: bandsOf(row.signature) },
    }));
    return findCopies(all)
      .map(({ post, cluster }) => `${post.source} ${post.id} ${cluster}`)
      .sort();
  }
  async function settledCopies(city: QueryCity): Promise<string[]> {
    const rows = await store.jobs.rows(
      z.object({ name: z.string() }),
      `SELECT concat(source, ' ', id, ' ', cluster) AS name FROM settled FINAL
       WHERE city = {city:String} AND cluster != ''`,
      { city: city.id },
    );
    return rows.map(({ name }) => name).sort();
  }

  it('ends the same whatever the order of writes, deletions and rebuilds, and the sums equal the posts', async () => {
    const city = newCity();
    const random = createRandom(seed);
    const range = { fromMs: Date.UTC(2026, 2, 2), toMs: Date.UTC(2026, 2, 19), ids: 300 };
    for (let step = 0; step < 12; step++) {
      const batch = Array.from({ length: 40 }, () => {
        const words = [...'abcdefg'].map((letter) => `saying${Math.floor(random() * 8)}${letter}`);
        const said = random() < 0.7 ? words.slice(0, 1) : words;
        return signed({ ...randomPost(random, range), title: undefined, text: said.join(' ') });
      });
      await write(city, batch);
      if (step % 3 === 1) await deletePosts(store, city, batch.slice(0, 3));
      const dirty = await listDirty(store, city.id);
      const some = dirty.filter(() => random() < 0.5).map(({ day }) => day);
      // Two at once, as two processes would that both hold the job.
      await Promise.all([rebuildDays(store, city, some), rebuildDays(store, city, some.slice(0, 3))]);
    }
    await settle(city);
    const expected = await expectedCopies(city);
    expect(expected.length).toBeGreaterThan(20);
    expect(await settledCopies(city)).toEqual(expected);
    expect(await verify(store, city, { fromDay: '2026-03-01', toDay: '2026-03-21' })).toEqual([]);
    expect(dayOf(city.timezone, range.fromMs)).toBe('2026-03-01');
  }, 240_000);
});
