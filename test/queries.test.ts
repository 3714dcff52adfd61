// Every query against a slow and obvious computation, on random posts around changes of clock, on both engines.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listDirty, rebuildDay, rebuildDays } from '../src/maintain/rebuild.ts';
import { verify } from '../src/maintain/verify.ts';
import { type EnrichedPost, intents } from '../src/post.ts';
import { addDays, dayOf } from '../src/store/city-time.ts';
import type { Store } from '../src/store/client.ts';
import { queries } from '../src/store/queries/catalog.ts';
import { compare } from '../src/store/queries/compare.ts';
import { coverage } from '../src/store/queries/coverage.ts';
import type { QueryCity } from '../src/store/queries/define.ts';
import { places } from '../src/store/queries/places.ts';
import { posts } from '../src/store/queries/posts.ts';
import { series } from '../src/store/queries/series.ts';
import { summary } from '../src/store/queries/summary.ts';
import { topics } from '../src/store/queries/topics.ts';
import { toRow } from '../src/store/row.ts';
import { createState } from '../src/store/state.ts';
import { createSums } from '../src/store/sums/sums.ts';
import { deletePosts } from '../src/store/tombstones.ts';
import type { Writer } from '../src/store/writer.ts';
import { openTestStore, springfield, type TestStore } from './support/clickhouse.ts';
import { createRandom, makePost, randomPost } from './support/clickhouse-posts.ts';
import { type SlowQuery, slowBucket, slowMeasure, slowPosts } from './support/clickhouse-slow-answers.ts';
import { startMerges, stopMerges } from './support/merges.ts';
import { searchQuestion } from './support/search-question.ts';

const dayMs = 86_400_000;
/** Zone, and a day on which its clock changes (where it does). */
const zones: [string, string][] = [
  ['America/Chicago', '2026-03-08'],
  ['Europe/Madrid', '2025-10-26'],
  ['Asia/Kolkata', '2026-01-05'],
  ['Australia/Lord_Howe', '2026-04-05'],
  ['America/Havana', '2025-11-02'],
  ['Pacific/Pago_Pago', '2026-02-28'],
  ['Pacific/Kiritimati', '2026-01-01'],
];
const seed = Number(process.env.EARSHOT_TEST_SEED ?? Date.now() % 100_000);

interface Sample {
  city: QueryCity;
  posts: EnrichedPost[];
  fromDay: string;
  toDay: string;
}

describe.each(['embedded', 'cluster'] as const)(`queries on the %s store (seed ${seed})`, (mode) => {
  let test: TestStore;
  let store: Store;
  let writer: Writer;
  const samples: Sample[] = [];

  async function makeSample(city: QueryCity, day: string, random: () => number): Promise<Sample> {
    const middle = Date.parse(`${day}T00:00:00Z`);
    const range = { fromMs: middle - 3 * dayMs, toMs: middle + 3 * dayMs, ids: 90, city: city.id };
    const newest = new Map<string, EnrichedPost>();
    for (let batch = 0; batch < 3; batch += 1) {
      const made = Array.from({ length: 50 }, () => randomPost(random, range));
      for (const post of made) newest.set(post.id, post);
      await writer.write(made.map((post) => toRow(post, city.timezone)));
    }
    const dirty = (await listDirty(store, city.id)).map((entry) => entry.day);
    await rebuildDays(store, city, dirty);
    const all = [...newest.values()];
    const days = all.map(({ createdAt }) => dayOf(city.timezone, Date.parse(createdAt))).sort();
    return { city, posts: all, fromDay: days[0]!, toDay: addDays(days.at(-1)!, 1) };
  }

  beforeAll(async () => {
    test = await openTestStore(mode);
    ({ store, writer } = test);
    const random = createRandom(seed);
    for (const [timezone, day] of zones) {
      const id = timezone.toLowerCase().replace(/\W/g, '_');
      samples.push(await makeSample({ ...springfield, id, timezone }, day, random));
    }
  }, 240_000);
  afterAll(() => test?.[Symbol.asyncDispose]());

  /** Most filters are not set, or nothing would be left to compare. */
  const seldom = <T>(arbitrary: fc.Arbitrary<T>) =>
    fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
  const subset = (values: string[]) => seldom(fc.subarray(values, { minLength: 1, maxLength: 2 }));
  const question = fc.record({
    sample: fc.nat({ max: zones.length - 1 }),
    skip: fc.nat({ max: 2 }),
    length: fc.integer({ min: 1, max: 5 }),
    /** minutes added to both ends: whole hours keep the hourly sums, others need the posts */
    shift: fc.constantFrom(0, 0, 0, 60, 600, 17),
    topic: subset(['roads', 'transit', 'parks']),
    place: subset(['north', 'south']),
    source: subset(['file', 'mastodon']),
    kind: subset(['post', 'comment']),
    lang: subset(['en', 'es']),
    sentiment: subset(['negative', 'neutral', 'positive', 'unknown']),
    intent: subset([...intents]),
    include: subset(['official', 'automated', 'copied']),
    search: fc.oneof(fc.constant(undefined), searchQuestion),
    by: fc.option(
      fc.constantFrom(
        'topic' as const,
        'place' as const,
        'source' as const,
        'sentiment' as const,
        'intent' as const,
      ),
      { nil: undefined },
    ),
    interval: fc.constantFrom('hour' as const, 'day' as const, 'week' as const, 'month' as const),
    metric: fc.constantFrom('volume' as const, 'voices' as const, 'sentiment' as const),
  });
  type Question = typeof question extends fc.Arbitrary<infer T> ? T : never;

  /** The same question for the store, and for the slow answer. */
  function ask(asked: Question) {
    const sample = samples[asked.sample]!;
    const { timezone } = sample.city;
    const at = (day: string) => {
      // First instant of the day by looking at every quarter of an hour.
      let ms = Date.parse(`${day}T00:00:00Z`) - 16 * 3_600_000;
      while (slowBucket(timezone, ms, 'day') < day) ms += 900_000;
      return ms + asked.shift * 60_000;
    };
    const fromMs = at(addDays(sample.fromDay, asked.skip));
    const toMs = at(addDays(sample.fromDay, asked.skip + asked.length));
    const { topic, place, source, kind, lang, sentiment, intent, include, search } = asked;
    const lists = { topic, place, source, kind, lang, sentiment, intent, include };
    const given = Object.entries(lists).filter(([, list]) => list !== undefined);
    const filter = {
      ...Object.fromEntries(given.map(([name, list]) => [name, list!.join(',')])),
      ...(search && { q: search.said }),
    };
    const slow: SlowQuery = {
      timezone,
      fromMs,
      toMs,
      ...lists,
      search,
    };
    const period = { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
    return { sample, slow, params: { ...period, ...filter } };
  }
  // What differs between the stores is the way to them: fewer random questions show it.
  const runs = { numRuns: mode === 'embedded' ? 36 : 12, seed };

  async function expectSeries(asked: Question): Promise<void> {
    const { sample, slow, params } = ask(asked);
    const { by, interval, metric } = asked;
    fc.pre(metric !== 'sentiment' || by !== 'sentiment');
    const answer = await series.run(store, sample.city, { ...params, by, interval, metric, limit: 500 });
    const expected = slowMeasure(sample.posts, { ...slow, by, interval });
    const seen = new Map<string, number | null>();
    for (const row of answer.rows) {
      const bucket = slowBucket(slow.timezone, Date.parse(row.time), interval);
      if (row.n > 0) seen.set(`${bucket}|${by ? row[by] : ''}`, row.value);
      else expect(row.value === 0 || row.value === null).toBe(true);
    }
    const wanted = new Map<string, number | null>();
    for (const [key, counts] of expected) {
      const n = counts.negative + counts.neutral + counts.positive;
      if (metric !== 'sentiment') wanted.set(key, counts[metric]);
      else if (n > 0) wanted.set(key, n < 3 ? null : (counts.positive - counts.negative) / n);
    }
    expect(seen).toEqual(wanted);
  }

  it('series: volume, voices and sentiment by anything, in hours, days, weeks and months', async () => {
    await fc.assert(fc.asyncProperty(question, expectSeries), runs);
  });

  it('series: the same of periods that begin and end within days', async () => {
    const spanning = fc.record({
      any: question,
      shift: fc.constantFrom(60 as const, 600 as const),
      length: fc.integer({ min: 2, max: 5 }),
      topic: seldom(fc.constant<string[]>(['roads'])),
      place: subset(['north', 'south']),
      by: fc.constantFrom(undefined, 'topic' as const, 'place' as const, 'sentiment' as const),
      interval: fc.constantFrom('day' as const, 'week' as const, 'month' as const),
    });
    const nothing = {
      source: undefined,
      kind: undefined,
      lang: undefined,
      search: undefined,
    };
    const plain = { ...nothing, sentiment: undefined, intent: undefined, include: undefined };
    await fc.assert(
      fc.asyncProperty(spanning, ({ any, ...span }) => expectSeries({ ...any, ...plain, ...span })),
      runs,
    );
  });

  it('series: the same weeks, or months, of last year', async () => {
    for (const { city, fromDay, toDay } of samples) {
      for (const [interval, moved] of [
        ['day', (day: string) => addDays(day, 364)],
        ['hour', (day: string) => addDays(day, 364)],
        ['month', (day: string) => `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`],
      ] as const) {
        const [from, to] = [moved(fromDay), moved(toDay)];
        const then = await series.run(store, city, { from: fromDay, to: toDay, interval });
        const now = await series.run(store, city, { from, to, interval });
        expect(now.lastYear).toEqual(then.rows);
      }
    }
  });

  it('series: a 29 February has no day a year ago', async () => {
    const leap = { from: '2024-02-29', to: '2024-03-01' };
    const { lastYear } = await series.run(store, springfield, { ...leap, interval: 'month' });
    expect(lastYear).toBeUndefined();
  });

  it('summary, topics and places, with the period before', async () => {
    await fc.assert(
      fc.asyncProperty(question, async (asked) => {
        const { sample, slow, params } = ask(asked);
        const total =
          slowMeasure(sample.posts, { timezone: slow.timezone, fromMs: slow.fromMs, toMs: slow.toMs }).get(
            '|',
          )?.volume ?? 0;
        for (const [query, by, name] of [
          [summary, undefined, undefined],
          [topics, 'topic', 'topic'],
          [places, 'place', 'place'],
        ] as const) {
          const answer = await query.run(store, sample.city, params);
          const expected = slowMeasure(sample.posts, { ...slow, by });
          const rows = (answer.rows as Record<string, unknown>[]).filter((row) => row.volume !== 0);
          expect(rows).toHaveLength(expected.size);
          for (const row of rows) {
            const counts = expected.get(`|${name ? row[name] : ''}`)!;
            expect(row).toMatchObject({ ...counts });
            expect(row.share).toBeCloseTo(counts.volume / total, 10);
            if (by) expect((row.trend as number[]).reduce((sum, n) => sum + n, 0)).toBe(counts.volume);
          }
          const before = String(answer.query.previousFrom);
          const earlier = slowMeasure(sample.posts, {
            ...slow,
            by,
            fromMs: Date.parse(before),
            toMs: slow.fromMs,
          });
          const previous = (answer.previous as Record<string, unknown>[]).filter((row) => row.volume !== 0);
          expect(previous.map((row) => [`|${name ? row[name] : ''}`, row.volume]).sort()).toEqual(
            [...earlier].map(([key, { volume }]) => [key, volume]).sort(),
          );
        }
      }),
      { ...runs, numRuns: mode === 'embedded' ? 25 : 10 },
    );
  });

  it('says what a figure is by residents, where all of those it is about are known', async () => {
    const { city: plain, fromDay, toDay } = samples[0]!;
    const within = { from: fromDay, to: toDay };
    const known = {
      ...plain,
      neighbourhoods: [
        { id: 'north', name: 'North End', residents: 1_000 },
        { id: 'south', name: 'Southside', residents: 250 },
      ],
    };
    const ratios = (rows: readonly { volume: number; perThousand?: number | undefined }[]) =>
      rows.map(({ volume, perThousand }) => perThousand && Math.round(1_000 * (volume / perThousand)));
    const all = async (city: QueryCity, place?: string) => {
      const query = { ...within, ...(place && { place }) };
      const answers = [
        ...[await summary.run(store, city, query), await topics.run(store, city, { ...query, limit: 1 })],
        await compare.run(store, city, { ...query, by: 'topic', limit: 1 }),
      ];
      return answers.flatMap(({ rows }) => ratios(rows));
    };
    expect(await all(known)).toEqual([1_250, 1_250, 1_250]);
    expect(await all(known, 'south')).toEqual([250, 250, 250]);
    expect(await all(plain)).toEqual([undefined, undefined, undefined]);
    expect(await all(plain, 'north')).toEqual([1_000, 1_000, 1_000]);
    const byPlace = await compare.run(store, plain, { ...within, by: 'place' });
    const residents = (row: (typeof byPlace.rows)[number]) => [row.place, ...ratios([row])];
    expect(byPlace.rows.map(residents).sort()).toEqual([
      ['north', 1_000],
      ['south', undefined],
    ]);
  });

  it('compare: any two sides, counted each by itself', async () => {
    await fc.assert(
      fc.asyncProperty(question, question, async (asked, otherAsked) => {
        const one = ask(asked);
        const other = ask({ ...otherAsked, sample: asked.sample });
        const by = asked.by === 'sentiment' ? undefined : asked.by;
        const lifted = Object.fromEntries(Object.keys(one.params).map((name) => [name, '']));
        const vs = new URLSearchParams({ ...lifted, ...other.params }).toString();
        const answer = await compare.run(store, one.sample.city, { ...one.params, vs, by, limit: 500 });
        const [here, there] = [one, other].map(({ slow }) => slowMeasure(one.sample.posts, { ...slow, by }));
        const volumes = (rows: unknown[]) =>
          (rows as Record<string, unknown>[])
            .filter(({ volume }) => volume !== 0)
            .map((row) => [`|${by ? row[by] : ''}`, row.volume, row.voices])
            .sort();
        const expected = (counts: typeof here) =>
          [...counts!].map(([key, { volume, voices }]) => [key, volume, voices]).sort();
        expect(volumes(answer.rows)).toEqual(expected(here));
        expect(volumes(answer.previous!)).toEqual(expected(there));
        const areDays = asked.shift === 0 && otherAsked.shift === 0;
        const weight = areDays
          ? asked.length / otherAsked.length
          : (one.slow.toMs - one.slow.fromMs) / (other.slow.toMs - other.slow.fromMs);
        for (const [index, row] of answer.rows.entries()) {
          const before = answer.previous![index]!.volume;
          expect(row.change!.volume.difference).toBeCloseTo(row.volume - before * weight, 8);
        }
      }),
      { ...runs, numRuns: mode === 'embedded' ? 25 : 10 },
    );
  });

  it('compare: with the period before, with a period as long, and with what was not meant', async () => {
    const { city, fromDay } = samples[0]!;
    const to = addDays(fromDay, 4);
    const [plain, figures] = await Promise.all([
      compare.run(store, city, { from: fromDay, to, by: 'topic' }),
      topics.run(store, city, { from: fromDay, to }),
    ]);
    // The clock changes within: both still have as many days.
    expect(plain.rows).toEqual(figures.rows.map(({ trend: _, ...row }) => row));
    expect(plain.previous).toEqual(figures.previous);
    const start = addDays(fromDay, 3);
    const moved = await compare.run(store, city, { from: fromDay, to, vs: `from=${start}` });
    const other = moved.query.vs as { from: string; to: string };
    expect([other.from.slice(0, 10), other.to.slice(0, 10)]).toEqual([start, addDays(start, 4)]);
    for (const vs of [
      'plaec=north',
      'place=nroth',
      'place=north&place=south',
      'from=never',
      'limit=3',
      '__proto__=1',
      '&',
      'from=2020-01-01&to=2024-01-01&q=x',
    ])
      await expect(compare.run(store, city, { from: fromDay, to, vs })).rejects.toMatchObject({
        issues: [{ path: ['vs'] }],
      });
  });

  it('posts: say where they match', async () => {
    const { city, fromDay, toDay } = samples[0]!;
    const { rows } = await posts.run(store, city, { from: fromDay, to: toDay, q: 'bus', limit: 200 });
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      const said = row.matches!.map(({ field, start, end }) => row[field]!.slice(start, end));
      expect(new Set(said)).toEqual(new Set(['bus']));
    }
    const [plain] = (await posts.run(store, city, { from: fromDay, to: toDay, limit: 1 })).rows;
    expect(plain).not.toHaveProperty('matches');
  });

  it('posts: every page, newest first, under every filter', async () => {
    await fc.assert(
      fc.asyncProperty(question, fc.constantFrom(1, 7, 200), async (asked, limit) => {
        const { sample, slow, params } = ask(asked);
        const found: string[] = [];
        let cursor: string | undefined;
        do {
          const answer = await posts.run(store, sample.city, {
            ...params,
            limit: Math.max(limit, 5),
            ...(cursor && { cursor }),
          });
          found.push(...answer.rows.map(({ source, id, text }) => `${source} ${id} ${text}`));
          cursor = answer.next;
        } while (cursor !== undefined);
        const expected = slowPosts(sample.posts, slow).map(
          ({ source, id, text }) => `${source} ${id} ${text}`,
        );
        expect(found).toEqual(expected);
      }),
      { ...runs, numRuns: mode === 'embedded' ? 40 : 15 },
    );
  });

  it('share: a part of all posts of the city', async () => {
    const { city, posts: all, fromDay, toDay } = samples[0]!;
    const { rows, basis } = await series.run(store, city, {
      from: fromDay,
      to: toDay,
      metric: 'share',
      by: 'topic',
      interval: 'month',
    });
    expect(basis).toBe('rollup');
    const [month] = rows.map(({ time }) => time.slice(0, 7));
    const inMonth = all.filter(
      ({ createdAt }) => slowBucket(city.timezone, Date.parse(createdAt), 'month') === month,
    );
    const roads = inMonth.filter((post) => post.topics.some(({ id }) => id === 'roads')).length;
    const row = rows.find(({ time, topic }) => time.startsWith(month!) && topic === 'roads')!;
    expect(row).toMatchObject({ n: inMonth.length });
    expect(row.value).toBeCloseTo(roads / inMonth.length, 10);
    expect(row.low! < row.value! && row.value! < row.high!).toBe(true);
  });

  it('rollups equal FINAL after any order of inserts, re-collections, relabels and deletions', async () => {
    const city = { ...springfield, id: 'shuffled' };
    const range = { fromMs: Date.UTC(2026, 2, 7), toMs: Date.UTC(2026, 2, 10), ids: 12, city: city.id };
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          what: fc.constant('write' as const),
          seed: fc.nat(),
          size: fc.integer({ min: 1, max: 6 }),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          what: fc.constant('delete' as const),
          seed: fc.nat({ max: 11 }),
          size: fc.constant(1),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({ what: fc.constant('rebuild' as const), seed: fc.nat(), size: fc.constant(1) }),
      },
    );
    const gone = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
        await Promise.all(
          steps.map(async ({ what, seed: from, size }) => {
            if (what === 'write') {
              const random = createRandom(from);
              await writer.write(
                Array.from({ length: size }, () => toRow(randomPost(random, range), city.timezone)),
              );
            } else if (what === 'delete') {
              const source = from % 3 === 0 ? 'mastodon' : 'file';
              await deletePosts(store, city, [{ source, id: `id${from}` }]);
              gone.add(`id${from}`);
            } else {
              const [first] = await listDirty(store, city.id);
              if (first) await rebuildDay(store, city, first.day);
            }
          }),
        );
        const dirty = await listDirty(store, city.id);
        await rebuildDays(
          store,
          city,
          dirty.map(({ day }) => day),
        );
        expect(await verify(store, city, { fromDay: '2026-03-06', toDay: '2026-03-11' })).toEqual([]);
        const { rows } = await posts.run(store, city, { from: '2026-03-01', to: '2026-04-01', limit: 200 });
        expect(rows.filter(({ id }) => gone.has(id))).toEqual([]);
      }),
      { numRuns: 6, seed },
    );
  }, 240_000);

  describe('answers made from sums', () => {
    const city = { ...springfield, id: 'asked' };
    const period = { from: '2026-05-04', to: '2026-05-06' };
    const day = (date: string, change = {}) =>
      makePost({
        city: city.id,
        createdAt: `${date}T18:00:00.000Z`,
        topics: [['roads', 'negative']],
        ...change,
      });
    const write = (...made: EnrichedPost[]) => writer.write(made.map((post) => toRow(post, city.timezone)));
    const rebuild = async () => {
      const dirty = await listDirty(store, city.id);
      await rebuildDays(
        store,
        city,
        dirty.map((entry) => entry.day),
      );
    };
    /** A store that keeps answers of its own, and how many statements about sums made them. */
    const keeping = (mostBytes?: number) => {
      const asked = { statements: 0 };
      const rows: typeof store.pages.rows = (row, sql, params) => {
        if (/rollup_/.test(sql)) asked.statements += 1;
        return store.pages.rows(row, sql, params);
      };
      return {
        asked,
        store: {
          ...store,
          sums: createSums({ ...store.pages, rows }, store.pages, { ...(mostBytes && { mostBytes }) }),
        },
      };
    };
    const volumeIn = async (from: Store) => {
      const [{ volume } = { volume: 0 }] = (await summary.run(from, city, period)).rows;
      return volume;
    };
    const summed = ['rollup_total', 'rollup_day'];
    beforeAll(() => stopMerges(store, summed));
    afterAll(() => startMerges(store, summed));

    it('are kept while the days they are about stay as they are, and no longer', async () => {
      const { asked, store: own } = keeping();
      const expectVolume = async (volume: number, statements: number) => {
        expect([await volumeIn(own), asked.statements]).toEqual([volume, statements]);
      };
      await write(day('2026-05-04', { id: 'a' }), day('2026-05-05', { id: 'b' }));
      await rebuild();
      await expectVolume(2, 1);
      await expectVolume(2, 1);
      await write(day('2026-05-20', { id: 'later' }), day('2026-06-01', { id: 'next month' }));
      await rebuild();
      await expectVolume(2, 1);
      await write(day('2026-05-05', { id: 'c' }));
      await expectVolume(2, 1);
      await rebuild();
      await expectVolume(3, 2);
      await deletePosts(store, city, [{ source: 'file', id: 'a' }]);
      await rebuild();
      await expectVolume(2, 3);
      expect((await topics.run(own, city, period)).rows[0]).toMatchObject({ topic: 'roads', volume: 2 });
      await startMerges(store, summed);
      await store.jobs.command('OPTIMIZE TABLE rollup_total FINAL');
      expect(await volumeIn(own)).toBe(2);
      await stopMerges(store, summed);
      own.sums.forget();
      const before = asked.statements;
      expect(await Promise.all(Array.from({ length: 5 }, () => volumeIn(own)))).toEqual([2, 2, 2, 2, 2]);
      expect(asked.statements).toBe(before + 1);
    });

    it('of whole days are there for every period of the same years, until one of their days changes', async () => {
      const { asked, store: own } = keeping();
      await write(
        day('2026-05-04', { id: 'a' }),
        day('2026-02-02', { id: 'winter' }),
        day('2025-05-05', { id: 'old' }),
      );
      await rebuild();
      const volumes = async (params: Record<string, unknown>) => {
        const { rows, previous, lastYear } = await series.run(own, city, series.params.parse(params));
        const anew = await series.run(keeping().store, city, series.params.parse(params));
        expect({ rows, previous, lastYear }).toEqual({
          ...{ rows: anew.rows, previous: anew.previous, lastYear: anew.lastYear },
        });
        return rows.reduce((sum, { value }) => sum + (value ?? 0), 0);
      };
      const spring = { from: '2026-05-01', to: '2026-05-08', by: 'topic' };
      const before = await volumes(spring);
      expect(before).toBeGreaterThan(0);
      // this year and the last
      expect(asked.statements).toBe(2);
      expect(await volumes({ from: '2026-02-01', to: '2026-02-15', interval: 'week' })).toBe(1);
      expect(await volumes({ from: '2025-05-01', to: '2026-01-01', interval: 'month', topic: 'roads' })).toBe(
        1,
      );
      expect(asked.statements).toBe(3);
      await write(day('2026-05-06', { id: 'new' }));
      await rebuild();
      expect(await volumes(spring)).toBe(before + 1);
      expect(asked.statements).toBe(4);
    });

    it('are not kept when they failed, or where there is no room', async () => {
      const { asked, store: own } = keeping();
      const row = z.object({ n: z.number() });
      const wrong = 'SELECT no_such_column AS n FROM rollup_total';
      await expect(own.sums.rows(row, wrong)).rejects.toThrow();
      await expect(own.sums.rows(row, wrong)).rejects.toThrow();
      expect(asked.statements).toBe(2);
      const right = 'SELECT count() AS n FROM rollup_total';
      const [first, again] = [await own.sums.rows(row, right), await own.sums.rows(row, right)];
      expect([again, asked.statements]).toEqual([first, 3]);
      expect(() => (first as { n: number }[]).pop()).toThrow(TypeError);
      await expect(own.sums.rows(row, 'SELECT count() AS n FROM posts')).rejects.toThrow(/reads posts/);
      const { asked: askedBare, store: bare } = keeping(100);
      for (const _ of [1, 2]) await bare.sums.rows(row, right);
      expect([askedBare.statements, bare.sums.bytes()]).toEqual([2, 0]);
    });

    it('are never another than those of the moment, whatever is written and rebuilt meanwhile', async () => {
      // Embedded, the store's own know when something was written; in a cluster the parts are looked up each time.
      const own = mode === 'embedded' ? store : keeping().store;
      const step = fc.oneof(
        { weight: 2, arbitrary: fc.record({ what: fc.constant('write' as const), id: fc.nat({ max: 30 }) }) },
        {
          weight: 1,
          arbitrary: fc.record({ what: fc.constant('delete' as const), id: fc.nat({ max: 30 }) }),
        },
        { weight: 3, arbitrary: fc.record({ what: fc.constant('rebuild' as const), id: fc.constant(0) }) },
        { weight: 4, arbitrary: fc.record({ what: fc.constant('ask' as const), id: fc.constant(0) }) },
      );
      const take = async ({ what, id }: { what: 'write' | 'delete' | 'rebuild' | 'ask'; id: number }) => {
        if (what === 'write') await write(day(`2026-05-0${4 + (id % 3)}`, { id: `m${id}` }));
        else if (what === 'delete') await deletePosts(store, city, [{ source: 'file', id: `m${id}` }]);
        else if (what === 'rebuild') await rebuild();
        else await topics.run(own, city, period);
      };
      await fc.assert(
        fc.asyncProperty(fc.array(fc.array(step, { maxLength: 3 }), { maxLength: 4 }), async (rounds) => {
          for (const steps of rounds) {
            await Promise.all(steps.map(take));
            const { rows, previous } = await topics.run(own, city, period);
            const anew = await topics.run(keeping().store, city, period);
            expect({ rows, previous }).toEqual({ rows: anew.rows, previous: anew.previous });
          }
        }),
        { numRuns: mode === 'embedded' ? 6 : 2, seed },
      );
    });
  });

  it('tells where a period was not collected', async () => {
    const city = { ...springfield, id: 'gappy' };
    const { coverage: ledger } = createState(store);
    const entry = (run: string, from: string, to: string, ended: string) => ({
      ...{ city: city.id, source: 'mastodon', run, from, to, ended, startedAt: to, finishedAt: to },
      ...{ read: 1, enqueued: 1, skipped: 0, dead: 0 },
    });
    await ledger.put(entry('1', '2026-03-02T06:00:00Z', '2026-03-04T06:00:00Z', 'complete'));
    await ledger.put(entry('2', '2026-03-04T06:00:00Z', '2026-03-05T06:00:00Z', 'failed'));
    await ledger.put(entry('3', '2026-03-06T06:00:00Z', '2026-03-07T06:00:00Z', 'complete'));
    const nowMs = Date.parse('2026-03-08T06:00:00Z');
    const answer = await summary.run(store, city, { from: '2026-03-01', to: '2026-04-01' }, { nowMs });
    const told = { source: 'mastodon', channel: '' };
    expect(answer.coverage).toEqual([
      { ...told, from: '2026-03-04T00:00:00-06:00', to: '2026-03-06T00:00:00-06:00', reason: 'failed' },
      {
        ...told,
        from: '2026-03-07T00:00:00-06:00',
        to: '2026-03-08T00:00:00-06:00',
        reason: 'not collected',
      },
    ]);
    const runsOf = await coverage.run(store, city, { from: '2026-03-05', to: '2026-03-07' }, { nowMs });
    expect(runsOf.rows.map(({ run, ended }) => [run, ended])).toEqual([
      ['2', 'failed'],
      ['3', 'complete'],
    ]);
    await ledger.put(entry('2 again', '2026-03-04T06:00:00Z', '2026-03-05T06:00:00Z', 'complete'));
    const healed = await summary.run(store, city, { from: '2026-03-01', to: '2026-04-01' }, { nowMs });
    expect(healed.coverage.map(({ from }) => from)).toEqual([
      '2026-03-05T00:00:00-06:00',
      '2026-03-07T00:00:00-06:00',
    ]);
    const other = await summary.run(
      store,
      city,
      { from: '2026-03-01', to: '2026-04-01', source: 'reddit' },
      { nowMs },
    );
    expect(other.coverage).toEqual([]);
  });

  it('takes the last 30 days of the city when no period is given', async () => {
    const nowMs = Date.parse('2026-03-09T04:30:00Z');
    const { query } = await summary.run(store, springfield, {}, { nowMs });
    expect(query).toMatchObject({
      from: '2026-02-07T00:00:00-06:00',
      to: '2026-03-09T00:00:00-05:00',
      previousFrom: '2026-01-08T00:00:00-06:00',
    });
  });

  it.each([
    [{ topic: 'raods' }, 'topic', /roads/],
    [{ place: 'nroth' }, 'place', /north/],
    [{ from: 'someday' }, 'from', /2026-03-01/],
    [{ from: '2026-03-02', to: '2026-03-01' }, 'from', /before/],
    [{ sentiment: 'angry' }, 'sentiment', /negative, neutral/],
    [{ q: 'pothole OR' }, 'q', /expected a word, at character 11/],
    [{ q: 'pothole topic:raods' }, 'q', /raods is not known here; did you mean roads/],
    [{ q: '"main street' }, 'q', /partner/],
    [{ intent: 'shout' }, 'intent', /complaint, request/],
    [{ kind: 'novel' }, 'kind', /article/],
    [{ source: "x' OR 1=1 --" }, 'source', /names of sources/],
    [{ q: 'pothole', from: '2020-01-01', to: '2026-01-01' }, 'from', /a year/],
  ])('refuses %j, naming the parameter', async (params, name, message) => {
    const error = await summary.run(store, springfield, params).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(z.ZodError);
    const [issue] = (error as z.ZodError).issues;
    expect(issue?.path).toEqual([name]);
    expect(issue?.message).toMatch(message);
  });

  it('never answers with an author, whatever is asked', async () => {
    const author = 'f'.repeat(32);
    const city = { ...springfield, id: 'quiet' };
    await writer.write([toRow(makePost({ city: city.id, author }), city.timezone)]);
    await rebuildDay(store, city, '2026-03-01');
    for (const query of queries) {
      expect(Object.keys(query.params.shape)).not.toContain('author');
      const period = { from: '2026-01-05', to: '2026-03-08' };
      const answer = await query.run(store, city, { ...period, date: '2026-02-20', topic: 'roads' } as never);
      expect(JSON.stringify(answer)).not.toContain(author);
    }
  });

  it('takes hostile values as values', async () => {
    const { city } = samples[0]!;
    for (const q of ["'; DROP TABLE posts; --", "\\' OR 1=1", 'a\u0000b', '{q:String}', '1) OR (1=1']) {
      await posts.run(store, city, { q }).catch((error: unknown) => expect(error).toBeInstanceOf(z.ZodError));
    }
    await expect(posts.run(store, city, { cursor: 'WzEsMl0' })).rejects.toBeInstanceOf(z.ZodError);
    expect(
      (await posts.run(store, city, { from: samples[0]!.fromDay, to: samples[0]!.toDay })).rows.length,
    ).toBeGreaterThan(0);
  });
});

it('describes every parameter, with an example', () => {
  for (const query of queries) {
    for (const [name, schema] of Object.entries(query.params.shape)) {
      const { description, examples } = (schema as z.ZodType).meta() ?? {};
      expect(description, `${query.name} ${name}`).toMatch(/\.$/);
      expect(examples, `${query.name} ${name}`).toHaveLength(1);
    }
  }
});
