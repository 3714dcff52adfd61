// Trends against a slow and obvious computation, around changes of clock and year ends; what chance does, and what is planted.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listDirty, rebuildDays } from '../src/maintain/rebuild.ts';
import type { EnrichedPost } from '../src/post.ts';
import { addDays } from '../src/store/city-time.ts';
import type { Store } from '../src/store/client.ts';
import type { QueryCity } from '../src/store/queries/define.ts';
import { readCarriers } from '../src/store/queries/trend-posts.ts';
import { trends } from '../src/store/queries/trends.ts';
import { tempered } from '../src/store/queries/usual.ts';
import { toRow } from '../src/store/row.ts';
import { createState } from '../src/store/state.ts';
import { deletePosts } from '../src/store/tombstones.ts';
import type { Writer } from '../src/store/writer.ts';
import { openTestStore, springfield, type TestStore } from './support/clickhouse.ts';
import { createRandom, makePost, randomPost } from './support/clickhouse-posts.ts';
import { slowBucket } from './support/clickhouse-slow-answers.ts';
import { startMerges, stopMerges } from './support/merges.ts';

const dayMs = 86_400_000;
const seed = Number(process.env.EARSHOT_TEST_SEED ?? Date.now() % 100_000);
/** Zone, and the last day of its posts: with a change of clock, the end of a year, an ISO week 53 in the nine weeks before. */
const zones: [string, string][] = [
  ['America/Chicago', '2026-03-20'],
  ['Asia/Kolkata', '2021-01-09'],
  ['Pacific/Pago_Pago', '2026-01-20'],
  ['Pacific/Kiritimati', '2025-05-01'],
  ['Europe/Madrid', '2025-11-15'],
];

const things = ['lantern', 'trolley', 'awning', 'bollard', 'culvert', 'kiosk', 'mural', 'turnstile', 'weir'];

/** Posts of a city by its day and hour, whichever pass of a repeated hour. */
function slowCount(
  posts: readonly EnrichedPost[],
  timezone: string,
  hours: ReadonlyMap<string, number>,
  grain: 'day' | 'hour',
): number {
  return posts.reduce((sum, { createdAt }) => {
    const bucket = slowBucket(timezone, Date.parse(createdAt), grain);
    return sum + (hours.get(grain === 'day' ? bucket : bucket.slice(0, 13)) ?? 0);
  }, 0);
}

/** A run of a collector over a stretch of time. */
const ledgerEntry = ({ id }: QueryCity, source: string, [from, to]: [string, string], ended: string) => ({
  ...{ city: id, source, run: `${source} ${from}`, ended, from, to, startedAt: to, finishedAt: to },
  ...{ read: 1, enqueued: 1, skipped: 0, dead: 0 },
});

/** Sources added up in another order end in another last digit. */
const rounded = (row: object): unknown =>
  JSON.parse(JSON.stringify(row), (_, value) =>
    typeof value === 'number' ? Number(value.toPrecision(9)) : value,
  );

const passes =
  ({ kind, topic, place }: { kind: string; topic?: string; place?: string }) =>
  (post: EnrichedPost) =>
    (topic === undefined || post.topics.some(({ id }) => id === topic)) &&
    (place === undefined || post.neighbourhood === place) &&
    (kind !== 'place' || post.neighbourhood !== '');

describe(`trends (seed ${seed})`, () => {
  let test: TestStore;
  let store: Store;
  let writer: Writer;
  let cities = 0;
  const newCity = (timezone = 'America/Chicago'): QueryCity => ({
    ...springfield,
    timezone,
    minimumN: { sentiment: 3, voices: 1 },
    id: `city${++cities}`,
  });
  const fill = async (city: QueryCity, list: readonly EnrichedPost[]) => {
    const rows = list.map((post) => toRow({ ...post, city: city.id }, city.timezone));
    for (let at = 0; at < rows.length; at += 5_000) await writer.write(rows.slice(at, at + 5_000));
    for (
      let dirty = await listDirty(store, city.id);
      dirty.length > 0;
      dirty = await listDirty(store, city.id)
    )
      await rebuildDays(
        store,
        city,
        dirty.map(({ day }) => day),
      );
  };

  beforeAll(async () => {
    test = await openTestStore('embedded');
    ({ store, writer } = test);
  });
  afterAll(() => test?.[Symbol.asyncDispose]());

  it.each(zones)(
    'count what %s said in the period and in each like stretch before it (%s)',
    async (timezone, last) => {
      const city = newCity(timezone);
      const random = createRandom(seed);
      const range = {
        fromMs: Date.parse(`${last}T12:00:00Z`) - 90 * dayMs,
        toMs: Date.parse(`${last}T12:00:00Z`),
      };
      const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)]!;
      const said = () => `${pick(things)} ${pick(things)} ${pick(things)}`;
      const newest = new Map(
        Array.from({ length: 2_500 }, () => randomPost(random, { ...range, ids: 4_000 })).map((post) => [
          post.id,
          { ...post, text: said() },
        ]),
      );
      // Two days that are never quiet: a word and a topic rise, so that each kind of row is told of.
      const rise = Array.from({ length: 40 }, (_, at) =>
        makePost({
          id: `rise ${at}`,
          createdAt: `${addDays(last, -2)}T18:${String(at).padStart(2, '0')}:00.000Z`,
          text: `siphon ${said()}`,
          topics: [['transit', 'negative']],
        }),
      );
      const posts = [...newest.values(), ...rise];
      await fill(city, posts);
      const question = fc.record({
        end: fc.nat({ max: 12 }),
        length: fc.constantFrom(1, 2, 7, 7, 10, 21),
        /** hours after midnight, in the first half of a day: no clock changes there twice */
        hours: fc.option(fc.tuple(fc.integer({ min: 4, max: 10 }), fc.integer({ min: 1, max: 13 })), {
          nil: undefined,
          freq: 2,
        }),
      });
      const termDays = await store.jobs.rows(
        z.object({ day: z.string(), term: z.string(), n: z.number() }),
        `SELECT toString(day) AS day, term, sum(posts) AS n FROM said_day FINAL
         ARRAY JOIN terms.term AS term, terms.n AS posts
         WHERE city = {city:String} AND topic = '' GROUP BY day, term`,
        { city: city.id },
      );
      let told = 0;
      let toldTerms = 0;
      await fc.assert(
        fc.asyncProperty(question, async ({ end, length, hours }) => {
          const to = addDays(last, -end);
          const pad = (hour: number) => String(hour).padStart(2, '0');
          const period =
            hours === undefined
              ? { from: addDays(to, -length), to }
              : { from: `${to}T${pad(hours[0])}:00`, to: `${to}T${pad(hours[0] + hours[1])}:00` };
          const { rows } = await trends.run(store, city, { ...period, limit: 200 });
          const grain = hours === undefined ? 'day' : 'hour';
          const stretch = (week: number): Map<string, number> => {
            if (hours !== undefined) {
              const day = addDays(to, -7 * week);
              return new Map(
                Array.from({ length: hours[1] }, (_, at) => [`${day} ${pad(hours[0] + at)}`, 1]),
              );
            }
            const days = new Map<string, number>();
            for (let at = 0; at < length; at += 1) {
              // A longer period takes each day of the week as often as it has it, from one week.
              const day = addDays(period.from, (week === 0 ? at : at % 7) - 7 * week);
              days.set(day, (days.get(day) ?? 0) + 1);
            }
            return days;
          };
          const cells = rows.filter(({ kind }) => kind !== 'term');
          told += cells.length;
          for (const row of cells) {
            const own = posts.filter(passes(row));
            expect(row.volume).toBe(slowCount(own, timezone, stretch(0), grain));
            const before = [1, 2, 3, 4, 5, 6, 7, 8].map((week) =>
              slowCount(own, timezone, stretch(week), grain),
            );
            const scale = hours === undefined ? Math.max(1, length / 7) : 1;
            const mean =
              tempered(before.map((count) => count / scale)).reduce((sum, count) => sum + count, 0) / 8;
            expect(row.usual).toBeCloseTo(mean * scale, 8);
            const said = own.filter((post) => slowCount([post], timezone, stretch(0), grain) > 0);
            expect(row.voices).toBe(
              new Set(said.map(({ author, source, id }) => author ?? `${source} ${id}`)).size,
            );
            expect(row.low <= row.usual && row.usual <= row.high).toBe(true);
          }
          if (hours !== undefined || length > 7) return;
          // Terms: their share of all that is said now, against their share before.
          const saidIn = (week: number, term?: string) =>
            termDays
              .filter((row) => (term === undefined || row.term === term) && stretch(week).has(row.day))
              .reduce((sum, { n }) => sum + n, 0);
          const weeks = [1, 2, 3, 4, 5, 6, 7, 8];
          const allBefore = weeks.reduce((sum, week) => sum + saidIn(week), 0);
          const terms = rows.filter(({ kind }) => kind === 'term');
          toldTerms += terms.length;
          for (const { term, volume, usual, voices } of terms.slice(0, 12)) {
            expect(volume).toBe(saidIn(0, term));
            const before = tempered(weeks.map((week) => saidIn(week, term)));
            const mean = (before.reduce((sum, n) => sum + n, 0) * saidIn(0)) / allBefore;
            expect(usual).toBeCloseTo(mean, 8);
            expect(voices).toBeLessThanOrEqual(volume);
            expect(voices).toBeGreaterThan(0);
          }
        }),
        { numRuns: 8, seed, examples: [[{ end: 0, length: 2, hours: undefined }]] },
      );
      expect(told).toBeGreaterThan(0);
      expect(toldTerms).toBeGreaterThan(0);
      // Whole days and the hours beside them say what all sources say one by one.
      const sources = [...new Set(posts.map(({ source }) => source))].join(',');
      const span = fc.record({
        end: fc.nat({ max: 12 }),
        days: fc.integer({ min: 1, max: 7 }),
        hours: fc.tuple(fc.integer({ min: 4, max: 23 }), fc.integer({ min: 0, max: 23 })),
        topic: fc.option(fc.constantFrom(...city.topics.map(({ id }) => id)), { nil: undefined, freq: 1 }),
      });
      const expectSameBySources = async () => {
        let told = 0;
        await fc.assert(
          fc.asyncProperty(span, async ({ end, days, hours, topic }) => {
            const to = addDays(last, -end);
            const at = (day: string, hour: number) => `${day}T${String(hour).padStart(2, '0')}:00`;
            // No more than a week.
            const until = days === 7 ? Math.min(...hours) : hours[1];
            const asked = { from: at(addDays(to, -days), hours[0]), to: at(to, until), limit: 200, topic };
            const cells = async (query: Parameters<typeof trends.run>[2]) => {
              const { rows } = await trends.run(store, city, query);
              const told = rows.filter(({ kind }) => kind !== 'term');
              return new Map(told.map((row) => [`${row.kind} ${row.topic} ${row.place}`, rounded(row)]));
            };
            const whole = await cells(asked);
            expect(whole).toEqual(await cells({ ...asked, source: sources }));
            const byDay = { ...asked, from: addDays(to, -days), to };
            expect(await cells(byDay)).toEqual(await cells({ ...byDay, source: sources }));
            told += whole.size;
          }),
          { numRuns: 8, seed },
        );
        expect(told).toBeGreaterThan(0);
      };
      await expectSameBySources();
      // The same where one of them was not collected for two weeks, and where there are too few weeks of one to say what is usual.
      const { coverage } = createState(store);
      const time = (daysAgo: number) => `${addDays(last, 1 - daysAgo)}T00:00:00Z`;
      const run = (source: string, [from, to]: [number, number], ended = 'complete') =>
        ledgerEntry(city, source, [time(from), time(to)], ended);
      await coverage.put(
        ...[run('mastodon', [120, 40]), run('mastodon', [40, 26], 'failed'), run('mastodon', [26, 0])],
        run('file', [120, 0]),
      );
      await expectSameBySources();
      await coverage.put(run('new', [20, 0]), run('mastodon', [26, 0], 'failed'));
      await expectSameBySources();
    },
    120_000,
  );

  /** Posts of `perDay` voices on each day, each with words of its own. */
  const everyDay = (days: readonly string[], perDay: number, change: Parameters<typeof makePost>[0]) =>
    days.flatMap((day) =>
      Array.from({ length: perDay }, (_, at) =>
        makePost({
          ...change,
          id: `${day} ${at} ${change?.id}`,
          createdAt: `${day}T${String(10 + (at % 12)).padStart(2, '0')}:00:00.000Z`,
          text: `${change?.text} word${at} the`,
        }),
      ),
    );
  const daysFrom = (day: string, length: number) => Array.from({ length }, (_, at) => addDays(day, at));

  it('find a story, say what a flood is made of, and carry the posts of a term', async () => {
    const city = { ...newCity(), minimumN: { sentiment: 3, voices: 5 } };
    const [before, week] = [daysFrom('2026-01-05', 56), daysFrom('2026-03-02', 7)];
    const usual = { id: 'usual', text: 'swing', topics: [['parks', 'neutral']] as [string, 'neutral'][] };
    const story = {
      id: 'story',
      text: 'signal box',
      topics: [['transit', 'negative']] as [string, 'negative'][],
      neighbourhood: 'north',
    };
    const flood = Array.from({ length: 60 }, (_, at) =>
      makePost({
        id: `flood ${at}`,
        createdAt: '2026-03-03T12:00:00.000Z',
        text: 'road tax',
        topics: [['roads', 'negative']],
        author: String(at % 6).padStart(32, '0'),
        signature: [1, 2, 3, 4, 5, 6],
      }),
    );
    await fill(city, [
      ...everyDay([...before, ...week], 3, usual),
      ...everyDay([...before, ...week], 1, { ...story, id: 'bus', text: 'bus' }),
      ...everyDay(week.slice(2, 4), 15, story),
      ...flood,
    ]);
    const nowMs = Date.parse('2026-03-09T15:00:00Z');
    const { rows, query } = await trends.run(store, city, {}, { nowMs });
    expect(query).toMatchObject({
      from: '2026-03-02T00:00:00-06:00',
      to: '2026-03-09T00:00:00-05:00',
      usualFrom: '2026-01-05T00:00:00-06:00',
    });
    expect(rows.filter(({ kind }) => kind !== 'term')).toEqual([
      expect.objectContaining({
        kind: 'topic',
        topic: 'roads',
        label: 'Roads and potholes',
        volume: 60,
        usual: 0,
        ratio: null,
      }),
      expect.objectContaining({
        kind: 'topic',
        topic: 'transit',
        volume: 37,
        usual: 7,
        isMoreThanChance: true,
      }),
      expect.objectContaining({ kind: 'place', place: 'north', name: 'North End', volume: 37 }),
      expect.objectContaining({ kind: 'cell', topic: 'transit', place: 'north', volume: 37, voices: 37 }),
    ]);
    expect(rows[0]!.rise.copied).toBeCloseTo(59 / 60, 10);
    expect(rows[1]!.rise).toEqual({ automated: 0, copied: 0, official: 0 });
    const terms = rows.filter(({ kind }) => kind === 'term');
    expect(
      terms
        .slice(0, 3)
        .map(({ term }) => term)
        .sort(),
    ).toEqual(['box', 'signal', 'signal box']);
    expect(terms.map(({ term }) => term)).not.toContain('road tax');
    expect(terms[0]).toMatchObject({ volume: 30, usual: 0, voices: 30, isMoreThanChance: true });
    expect(terms[0]!.posts).toHaveLength(3);
    for (const { id, time } of terms[0]!.posts!) {
      expect(id).toMatch(/story$/);
      expect(time).toMatch(/^2026-03-0[45]T/);
    }
    const ofTransit = await trends.run(store, city, { topic: 'transit', rows: 'term' }, { nowMs });
    expect(new Set(ofTransit.rows.map(({ topic }) => topic))).toEqual(new Set(['transit']));
  });

  describe('terms', () => {
    const range = { fromMs: Date.parse('2026-03-01T12:00:00Z'), toMs: Date.parse('2026-03-08T12:00:00Z') };
    const scope = {
      ...range,
      fromDay: '2026-03-01',
      toDay: '2026-03-09',
      topic: '',
      sources: [] as string[],
      leftOut: [],
    };
    const pairs = things.slice(0, 3).map((thing) => `${thing} ${things[0]}`);
    const carried = [...things, ...pairs];
    const order = (a: EnrichedPost, b: EnrichedPost) =>
      (b.engagement?.likes ?? 0) - (a.engagement?.likes ?? 0) ||
      Date.parse(a.createdAt) - Date.parse(b.createdAt) ||
      (a.source < b.source ? -1 : a.source > b.source ? 1 : a.id < b.id ? -1 : 1);
    /** Ids of the three of each term with most reactions. */
    const first = (saying: (term: string) => EnrichedPost[]) =>
      carried.map((term) =>
        saying(term)
          .sort(order)
          .slice(0, 3)
          .map(({ id }) => id),
      );
    const invent = (random: () => number, count: number, toMs = range.toMs): EnrichedPost[] => {
      const word = () => things[Math.floor(random() ** 7 * things.length)]!;
      return Array.from({ length: count }, (_, at) => ({
        ...randomPost(random, { ...range, toMs, ids: 1e9 }),
        id: `said ${at}`,
        title: undefined,
        text: `${word()} ${word()} ${word()} number${at} of many${at}`,
        engagement: { likes: Math.floor(random() * 12) },
        topics: makePost({ topics: [['roads', 'neutral']] }).topics,
      }));
    };
    const says = ({ text }: EnrichedPost, term: string) => ` ${text} `.includes(` ${term} `);
    const idsOf = (told: Awaited<ReturnType<typeof readCarriers>>) =>
      told.map((found) => found.map(({ id }) => id));

    it('of a topic are carried by the posts with most reactions, however few are looked at first', async () => {
      const city = newCity();
      const posts = invent(createRandom(seed), 300);
      await fill(city, posts);
      const expected = first((term) => posts.filter((post) => says(post, term)));
      for (const most of [4, 20, 40, 60, 3_000])
        expect(idsOf(await readCarriers(store, city, carried, { ...scope, topic: 'roads' }, most))).toEqual(
          expected,
        );
    });

    // A day with many posts is read by another statement.
    it.each([
      ['few', 300, range.toMs],
      ['many', 5_000, range.fromMs + dayMs / 4],
    ])('are carried by the posts that the sums of days with %s count', async (_, count, toMs) => {
      const city = newCity();
      const posts = invent(createRandom(seed + 1), count, toMs);
      await fill(city, posts);
      const dayOf = ({ createdAt }: EnrichedPost) =>
        new Date(createdAt).toLocaleDateString('sv', { timeZone: city.timezone });
      /** Days on which two voices said a term. */
      const daysOf = (term: string) => {
        const voices = new Map<string, Set<string>>();
        for (const post of posts.filter((post) => says(post, term))) {
          const day = dayOf(post);
          voices.set(day, (voices.get(day) ?? new Set()).add(post.author ?? post.id));
        }
        return new Set([...voices].filter(([, { size }]) => size > 1).map(([day]) => day));
      };
      const expected = first((term) => {
        const days = daysOf(term);
        return posts.filter((post) => says(post, term) && days.has(dayOf(post)));
      });
      const enough = expected.map((list) => list.length === 3);
      expect(enough.filter(Boolean).length).toBeGreaterThan(5);
      const told = idsOf(await readCarriers(store, city, carried, scope));
      expect(told.filter((_, index) => enough[index])).toEqual(expected.filter((_, index) => enough[index]));
      // Of one source they are looked for in the posts.
      const sources = ['mastodon'];
      expect(idsOf(await readCarriers(store, city, carried, { ...scope, sources }))).toEqual(
        first((term) => posts.filter((post) => says(post, term) && post.source === 'mastodon')),
      );
    });

    it('leave the sums with the first of them that expires', async () => {
      const city = newCity();
      const [post] = invent(createRandom(seed + 3), 1);
      const rowOf = (id: string, days: number) =>
        toRow(
          { ...post!, id, author: undefined, city: city.id, collectedAt: new Date().toISOString() },
          city.timezone,
          {
            retentionDays: days,
          },
        );
      await writer.write([rowOf('a', 30), rowOf('b', 2), rowOf('c', 60)]);
      for (const { day } of await listDirty(store, city.id)) await rebuildDays(store, city, [day]);
      const kept = async () => {
        const row = z.object({ ids: z.array(z.string()), days: z.number() });
        const [told] = await store.jobs.rows(
          row,
          `SELECT arraySort(groupUniqArrayArray(carriers.id)) AS ids, min(dateDiff('hour', now(), carriers_expire)) / 24 AS days
           FROM said_day FINAL WHERE city = {city:String} AND topic = ''`,
          { city: city.id },
        );
        return told!;
      };
      expect(await kept()).toMatchObject({ ids: ['a', 'b', 'c'] });
      expect(Math.round((await kept()).days)).toBe(2);
      await store.jobs.command(
        `INSERT INTO said_day SELECT * REPLACE (now() - 1 AS carriers_expire, version + 1 AS version) FROM said_day FINAL WHERE city = '${city.id}'`,
      );
      await store.jobs.command('OPTIMIZE TABLE said_day FINAL');
      expect((await kept()).ids).toEqual([]);
      const found = await readCarriers(store, city, [things[0]!], scope);
      expect(idsOf(found)[0]!.sort()).toEqual(post!.text.includes(things[0]!) ? ['a', 'b', 'c'] : []);
    });

    it('are looked for in the posts where a day was summed by a version that kept none', async () => {
      const city = newCity();
      const posts = invent(createRandom(seed + 2), 300);
      await fill(city, posts);
      await store.jobs.command(
        `INSERT INTO said_day SELECT * REPLACE ([] AS \`carriers.term\`, [] AS \`carriers.reactions\`, [] AS \`carriers.at\`, [] AS \`carriers.id\`, version + 1 AS version)
         FROM said_day FINAL WHERE city = '${city.id}' AND day = '2026-03-03'`,
      );
      expect(idsOf(await readCarriers(store, city, carried, scope))).toEqual(
        first((term) => posts.filter((post) => says(post, term))),
      );
    });
  });

  it('are carried by the posts of these sums, of which none is told that was deleted since', async () => {
    const city = newCity();
    const posts = [9, 7, 5, 3].map((likes) =>
      makePost({ id: `likes ${likes}`, text: 'A lantern fell over', engagement: { likes } }),
    );
    await stopMerges(store, ['said_day']);
    await fill(city, posts);
    let searches = 0;
    const rows: Store['pages']['rows'] = (row, sql, params) => {
      searches += Number(/FROM posts FINAL/.test(sql));
      return store.pages.rows(row, sql, params);
    };
    const watched = { ...store, pages: { ...store.pages, rows } };
    const scope = {
      ...{ fromMs: Date.parse('2026-03-01T00:00:00Z'), toMs: Date.parse('2026-03-02T00:00:00Z') },
      ...{ fromDay: '2026-02-28', toDay: '2026-03-02', topic: '', sources: [], leftOut: [] },
    };
    const carriers = async () => {
      const [found] = await readCarriers(watched, city, ['lantern'], scope);
      return found!.map(({ id }) => id);
    };
    expect(await carriers()).toEqual(['likes 9', 'likes 7', 'likes 5']);
    expect(await carriers()).toEqual(['likes 9', 'likes 7', 'likes 5']);
    expect(searches).toBe(0);
    await deletePosts(store, city, [{ source: 'file', id: 'likes 7' }]);
    expect(await carriers()).toEqual(['likes 9', 'likes 5', 'likes 3']);
    expect(searches).toBe(1);
    // what was found is known as long as these sums stand
    expect(await carriers()).toEqual(['likes 9', 'likes 5', 'likes 3']);
    expect(searches).toBe(1);
    await deletePosts(store, city, [{ source: 'file', id: 'likes 5' }]);
    expect(await carriers()).toEqual(['likes 9', 'likes 3']);
    // two posts are fewer than may be told: all that say it are looked at
    expect(searches).toBe(3);
    await rebuildDays(store, city, ['2026-03-01']);
    expect(await carriers()).toEqual(['likes 9', 'likes 3']);
    await startMerges(store, ['said_day']);
  });

  it('take a source that is new, or was not collected, for no rise', async () => {
    const city = { ...newCity(), minimumN: { sentiment: 3, voices: 1 } };
    const [before, week] = [daysFrom('2026-01-05', 56), daysFrom('2026-03-02', 7)];
    const roads = { text: 'pothole', topics: [['roads', 'negative']] as [string, 'negative'][] };
    const old = { ...roads, id: 'old', source: 'mastodon' };
    // The old source lacks three weeks; the new one begins with the period.
    const collected = before.filter((day) => day < '2026-02-02' || day >= '2026-02-23');
    await fill(city, [
      ...everyDay([...collected, ...week], 3, old),
      ...everyDay(week, 20, { ...roads, id: 'new', source: 'reddit' }),
    ]);
    const { coverage: ledger } = createState(store);
    const entry = (source: string, from: string, to: string, ended = 'complete') =>
      ledgerEntry(city, source, [`${from}T06:00:00Z`, `${to}T06:00:00Z`], ended);
    const nowMs = Date.parse('2026-03-09T15:00:00Z');
    const ask = () => trends.run(store, city, { rows: 'topic' }, { nowMs });
    expect((await ask()).rows[0]).toMatchObject({ volume: 161, isMoreThanChance: true });
    await ledger.put(
      entry('mastodon', '2026-01-05', '2026-02-02'),
      entry('mastodon', '2026-02-02', '2026-02-23', 'failed'),
      entry('mastodon', '2026-02-23', '2026-03-10'),
      entry('reddit', '2026-03-02', '2026-03-10'),
    );
    const { rows, query, coverage } = await ask();
    expect(rows).toEqual([]);
    expect(query.notCompared).toEqual(['reddit']);
    expect(coverage).toEqual([expect.objectContaining({ source: 'mastodon', reason: 'failed' })]);
  });

  it.each([
    [{ from: '2026-03-02T00:17', to: '2026-03-03' }, 'from'],
    [{ from: '2026-01-01T01:00', to: '2026-02-01T01:00' }, 'from'],
    [{ from: '2025-01-01', to: '2026-01-01' }, 'from'],
    [{ from: '2026-03-03', to: '2026-03-02' }, 'from'],
    [{ to: 'soon' }, 'to'],
    [{ rows: 'words' }, 'rows'],
    [{ topic: 'raods' }, 'topic'],
  ])('refuse %j, naming the parameter', async (params, name) => {
    await expect(trends.run(store, newCity(), params as object)).rejects.toMatchObject({
      issues: [{ path: [name] }],
    });
  });

  it.each([
    // A quarter with an hour more than 92 days have, a week with an hour more, and seven days before a time.
    [{ from: '2026-10-01', to: '2027-01-01' }, '2026-10-01T00:00:00-05:00'],
    [{ from: '2026-10-26T06:00', to: '2026-11-02T06:00' }, '2026-10-26T06:00:00-05:00'],
    [{ to: '2026-11-04T06:00' }, '2026-10-28T06:00:00-05:00'],
  ])('take %j, whatever the clock does in it', async (params, from) => {
    const { query } = await trends.run(store, { ...newCity(), timezone: 'America/Chicago' }, params);
    expect(query.from).toBe(from);
  });

  it('of a city without posts are none', async () => {
    const { rows, coverage } = await trends.run(store, newCity(), {});
    expect([rows, coverage]).toEqual([[], []]);
  });
});
