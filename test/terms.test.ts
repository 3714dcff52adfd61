// What is said on each day, by topic, against a slow and obvious computation on random posts.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { TransientError } from '../src/errors.ts';
import { checkCity } from '../src/maintain/check.ts';
import { listDirty, rebuildDays, type Summed } from '../src/maintain/rebuild.ts';
import { stopWords } from '../src/maintain/stop-words.ts';
import { rebuildTerms } from '../src/maintain/terms.ts';
import { verify } from '../src/maintain/verify.ts';
import type { EnrichedPost } from '../src/post.ts';
import { dayOf } from '../src/store/city-time.ts';
import type { Store } from '../src/store/client.ts';
import { markDirty } from '../src/store/dirty.ts';
import type { QueryCity } from '../src/store/queries/define.ts';
import { summary } from '../src/store/queries/summary.ts';
import { toRow } from '../src/store/row.ts';
import { deletePosts } from '../src/store/tombstones.ts';
import type { Writer } from '../src/store/writer.ts';
import { openTestStore, springfield, type TestStore } from './support/clickhouse.ts';
import { createRandom, makePost, randomPost } from './support/clickhouse-posts.ts';

const seed = Number(process.env.EARSHOT_TEST_SEED ?? Date.now() % 100_000);

interface Line {
  n: number;
  voices: number;
  automated: number;
  official: number;
}

/** Terms of one post: words of three letters or more, and two in a row, with nothing between them that ends a phrase. */
function slowTerms(post: EnrichedPost): Set<string> {
  const stops = new Set(stopWords);
  const terms = new Set<string>();
  const phrases = `${post.title ?? ''}\n${post.text}`
    .toLowerCase()
    .split(/\s/)
    .map((chunk) => (/@|:\/\/|www\../.test(chunk) ? '.' : chunk.replace(/\[[a-z]{2,12}\]/g, '.')))
    .join(' ')
    .split(/[^\p{L}\p{M}\p{N}\s'’-]/u);
  for (const phrase of phrases) {
    const words = phrase
      .split(/[\s'’-]+/)
      .filter((word) => word !== '')
      .map((word) => ([...word].length < 2 || [...word].length > 30 || stops.has(word) ? '' : word));
    const isNumber = (word: string) => /^[0-9]/.test(word);
    for (const [at, word] of words.entries()) {
      const next = words[at + 1] ?? '';
      if ([...word].length > 2 && !isNumber(word)) terms.add(word);
      if (word !== '' && next !== '' && !(isNumber(word) && isNumber(next))) terms.add(`${word} ${next}`);
    }
  }
  return terms;
}

/** By day, topic, term and source; of the terms that two voices said on the day. */
function slowLines(city: QueryCity, posts: readonly EnrichedPost[]): Map<string, Line> {
  const lines = new Map<string, Line & { said: Set<string> }>();
  for (const post of posts) {
    const day = dayOf(city.timezone, Date.parse(post.createdAt));
    for (const topic of ['', ...post.topics.map(({ id }) => id)]) {
      for (const term of slowTerms(post)) {
        const key = [day, topic, term, post.source].join('|');
        const line = lines.get(key) ?? { n: 0, voices: 0, automated: 0, official: 0, said: new Set() };
        lines.set(key, line);
        line.n += 1;
        line.said.add(post.author ?? `${post.source} ${post.id}`);
        line.voices = line.said.size;
        line.automated += post.flags.includes('automated') ? 1 : 0;
        line.official += post.official ? 1 : 0;
      }
    }
  }
  const voices = new Map<string, Set<string>>();
  const termOf = (key: string) => key.slice(0, key.lastIndexOf('|'));
  for (const [key, { said }] of lines)
    voices.set(termOf(key), new Set([...(voices.get(termOf(key)) ?? []), ...said]));
  const several = [...lines].filter(([key]) => voices.get(termOf(key))!.size > 1);
  return new Map(several.map(([key, { said: _, ...line }]) => [key, line]));
}

const lineRow = z.object({
  key: z.string(),
  n: z.number(),
  copied: z.number(),
  automated: z.number(),
  official: z.number(),
});

describe(`terms (seed ${seed})`, () => {
  let test: TestStore;
  let store: Store;
  let writer: Writer;
  let cities = 0;
  const newCity = (timezone = 'America/Chicago'): QueryCity => ({
    ...springfield,
    timezone,
    id: `city${++cities}`,
  });
  const write = (city: QueryCity, list: EnrichedPost[]) =>
    writer.write(list.map((post) => toRow({ ...post, city: city.id }, city.timezone)));
  const rebuild = async (city: QueryCity) => {
    for (let dirty = await listDirty(store, city.id); dirty.length > 0; ) {
      await rebuildDays(
        store,
        city,
        dirty.map(({ day }) => day),
      );
      dirty = await listDirty(store, city.id);
    }
  };
  /** Other tags for stored posts, as a new version of the program gives them: above the row that was read, the days marked at last. */
  const enrichAgain = async (city: QueryCity, newest: Map<string, EnrichedPost>, from: number) => {
    const versions = await store.jobs.rows(
      z.object({ id: z.string(), version: z.number() }),
      'SELECT id, version FROM posts FINAL WHERE city = {city:String}',
      { city: city.id },
    );
    const random = createRandom(from);
    const range = { fromMs: 0, toMs: 1, ids: 1 };
    const rows = versions.flatMap(({ id, version }) => {
      const { topics, neighbourhood, flags, lang, sentiment } = randomPost(random, range);
      const post = { ...newest.get(id)!, topics, neighbourhood, flags, lang, sentiment };
      newest.set(id, post);
      return [{ ...toRow({ ...post, city: city.id }, city.timezone), basedOn: version, keepsDays: true }];
    });
    await writer.write(rows);
    await markDirty(
      store.writer,
      [...new Set(rows.map(({ day }) => day))].map((day) => ({ city: city.id, day })),
    );
  };
  const stored = async (city: QueryCity) => {
    const rows = await store.jobs.rows(
      lineRow,
      `SELECT concat(toString(day), '|', topic, '|', terms.term, '|', source) AS key, terms.n AS n,
         terms.copied AS copied, terms.automated AS automated, terms.official AS official
       FROM said_day FINAL ARRAY JOIN terms WHERE city = {city:String}`,
      { city: city.id },
    );
    const voices = await store.jobs.rows(
      z.object({ key: z.string(), person: z.number() }),
      `SELECT DISTINCT concat(toString(day), '|', topic, '|', voices.term, '|', source) AS key, voices.person AS person
       FROM said_day FINAL ARRAY JOIN voices WHERE city = {city:String}`,
      { city: city.id },
    );
    const people = new Map<string, number>();
    for (const { key } of voices) people.set(key, (people.get(key) ?? 0) + 1);
    return new Map(rows.map(({ key, ...line }) => [key, { ...line, voices: people.get(key) ?? 0 }]));
  };

  beforeAll(async () => {
    test = await openTestStore('embedded');
    ({ store, writer } = test);
  });
  afterAll(() => test?.[Symbol.asyncDispose]());

  it('are those of the posts, after any order of inserts, re-collections, edits, relabels and deletions', async () => {
    const step = fc.record({
      what: fc.constantFrom('write', 'write', 'delete', 'rebuild', 'enrich again'),
      from: fc.nat(),
      size: fc.integer({ min: 1, max: 30 }),
    });
    const zones = fc.constantFrom(
      'America/Chicago',
      'Asia/Kolkata',
      'Pacific/Kiritimati',
      'Pacific/Pago_Pago',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 6 }), zones, async (steps, zone) => {
        const city = newCity(zone);
        const range = { fromMs: Date.UTC(2026, 2, 7), toMs: Date.UTC(2026, 2, 10), ids: 60, city: city.id };
        const newest = new Map<string, EnrichedPost>();
        const gone = new Set<string>();
        for (const { what, from, size } of steps) {
          if (what === 'rebuild') await rebuild(city);
          else if (what === 'enrich again') await enrichAgain(city, newest, from);
          else if (what === 'delete') {
            const id = `id${from % range.ids}`;
            await deletePosts(store, city, [
              { source: (from % range.ids) % 3 === 0 ? 'mastodon' : 'file', id },
            ]);
            newest.delete(id);
            gone.add(id);
          } else {
            const random = createRandom(from);
            const made = Array.from({ length: size }, () => randomPost(random, range));
            await write(city, made);
            for (const post of made) if (!gone.has(post.id)) newest.set(post.id, post);
          }
        }
        await rebuild(city);
        const expected = slowLines(city, [...newest.values()]);
        const lines = new Map([...expected].map(([key, line]) => [key, { ...line, copied: 0 }]));
        expect(await stored(city)).toEqual(lines);
        expect(await verify(store, city, { fromDay: '2026-03-06', toDay: '2026-03-11' })).toEqual([]);
        // The statement for days with many posts says the same.
        const days = ['2026-03-06', '2026-03-07', '2026-03-08', '2026-03-09', '2026-03-10'];
        await rebuildTerms(store, { city, days, posts: 5_000, version: 1_000_001 });
        expect(await stored(city)).toEqual(lines);
      }),
      { numRuns: 3, seed },
    );
  }, 300_000);

  it('are words that say something, without links, masks, stop words and what one voice says', async () => {
    const city = newCity();
    const texts = [
      "The shuttle's late, Route 22 again! https://example.org/shuttle-news @user",
      'shuttle late? route 22 — mail [email] or call [phone]; a.person@example.org',
      'LATE shuttle. Unheard of',
      'Émile dit: le métro élargi… la RÉUNION',
      'métro élargi, réunion publique',
      'पानी नहीं आया, पानी कब',
      'पानी नहीं आया',
      '2026 2026 11 11',
      '2026 11',
      '__proto__ constructor',
      'constructor __proto__',
      // nothing in them is a word, and a day has other posts
      '',
      "' - ’",
      '😀',
    ];
    await write(
      city,
      texts.map((text, at) => makePost({ id: `p${at}`, text })),
    );
    await rebuild(city);
    const days = [dayOf(city.timezone, Date.parse(makePost().createdAt))];
    // The statement for many posts says the same.
    await rebuildTerms(store, { city, days, posts: 5_000, version: 1_000_001 });
    const terms = [...(await stored(city)).keys()].map((key) => key.split('|')[2]);
    expect(terms.sort()).toEqual(
      [
        'shuttle',
        'late',
        'route',
        'route 22',
        'métro',
        'élargi',
        'métro élargi',
        'réunion',
        'पानी',
        'आया',
        'proto',
        'constructor',
      ].sort(),
    );
  });

  it('follow later where only the sums were asked for', async () => {
    const city = newCity();
    const made = ['a', 'b', 'c'].map((id) =>
      makePost({ id, author: id.repeat(32), text: `The culvert at gate ${id} is blocked` }),
    );
    await write(city, made);
    const days = (await listDirty(store, city.id)).map(({ day }) => day);
    const summed: Summed = new Map();
    await rebuildDays(store, city, days, summed);
    const period = { from: '2026-03-01', to: '2026-03-02' };
    expect((await summary.run(store, city, period)).rows[0]).toMatchObject({ volume: 3 });
    expect((await stored(city)).size).toBe(0);
    expect((await listDirty(store, city.id)).map(({ day }) => day)).toEqual(days);
    // A day that got nothing since is not counted again, one that did is.
    expect(summed.size).toBe(days.length);
    await write(city, [makePost({ id: 'd', text: 'Nothing of it is mended' })]);
    await rebuildDays(store, city, days, summed);
    expect((await summary.run(store, city, period)).rows[0]).toMatchObject({ volume: 4 });
    await rebuild(city);
    expect((await stored(city)).size).toBeGreaterThan(0);
    expect(await listDirty(store, city.id)).toEqual([]);
  });

  it('count a copy once, and say how many there were', async () => {
    const city = newCity();
    const signature = [11, 22, 33, 44, 55, 66];
    const flood = Array.from({ length: 40 }, (_, at) =>
      makePost({ id: `copy${at}`, text: 'ferry landing closes for good', signature }),
    );
    await write(city, [...flood, makePost({ id: 'own', text: 'why would the ferry stop' })]);
    await rebuild(city);
    const lines = await stored(city);
    expect([...lines.keys()]).toEqual(['2026-03-01||ferry|file']);
    expect(lines.get('2026-03-01||ferry|file')).toMatchObject({ n: 2, voices: 2, copied: 39 });
  });

  it('stay as they are where retention has removed the posts, beside others that change', async () => {
    const city = newCity();
    const at = (source: string, id: string, text: string) => makePost({ source, id, text });
    await write(city, [
      at('file', 'a', 'broken ferry ramp'),
      at('file', 'b', 'the ferry ramp'),
      at('reddit', 'c', 'ferry queue'),
    ]);
    await rebuild(city);
    const before = await stored(city);
    expect([...before.keys()].sort()).toEqual([
      '2026-03-01||ferry ramp|file',
      '2026-03-01||ferry|file',
      '2026-03-01||ferry|reddit',
      '2026-03-01||ramp|file',
    ]);
    // As if the first of its posts had expired: their rows go, and the sums say since when.
    await store.jobs.command(
      "ALTER TABLE rollup_hour UPDATE expires_at = '2026-03-02 00:00:00' WHERE city = {city:String} AND source = 'file'",
      { city: city.id },
    );
    await store.jobs.command("ALTER TABLE posts DELETE WHERE city = {city:String} AND source = 'file'", {
      city: city.id,
    });
    await write(city, [at('reddit', 'd', 'ramp queue')]);
    await rebuild(city);
    const after = await stored(city);
    for (const [key, line] of before) expect(after.get(key)).toEqual(line);
    expect([...after.keys()].filter((key) => !before.has(key)).sort()).toEqual([
      '2026-03-01||queue|reddit',
      '2026-03-01||ramp|reddit',
    ]);
  });

  it('keep the 500 that most voices say', async () => {
    const city = newCity();
    const word = (at: number) => `w${at.toString(36).padStart(3, 'q')}x`;
    const posts = Array.from({ length: 700 * 3 }, (_, at) =>
      makePost({
        id: `p${at}`,
        text: `${word(at % 700)}${at % 700 < 350 ? ` . ${word((at + 7) % 700)}` : ''}`,
      }),
    );
    await write(city, posts);
    await rebuild(city);
    const lines = await stored(city);
    expect(lines.size).toBe(500);
    expect([...lines.values()].filter(({ n }) => n > 3)).toHaveLength(350);
  });

  it('of 100,000 letters and as many emoji cost no more than their length', async () => {
    const city = newCity();
    const texts = ['x'.repeat(99_000), '🚌'.repeat(49_000), 'a.'.repeat(49_000), '@a '.repeat(33_000)];
    await write(
      city,
      [...texts, ...texts].map((text, at) => makePost({ id: `p${at}`, text: `${text} tram` })),
    );
    await rebuild(city);
    expect([...(await stored(city)).keys()]).toEqual(['2026-03-01||tram|file']);
  });

  it('fails when what was to be done is forgotten, and the day stays dirty', async () => {
    const city = newCity();
    await write(city, [makePost({ id: 'a', text: 'tram' }), makePost({ id: 'b', text: 'tram' })]);
    const jobs: Store['jobs'] = {
      ...store.jobs,
      insert: async (...given) => {
        await store.jobs.insert(...given);
        if (given[0] === 'terms_job') await store.jobs.command('TRUNCATE TABLE terms_job');
      },
    };
    const days = (await listDirty(store, city.id)).map(({ day }) => day);
    await expect(rebuildDays({ ...store, jobs }, city, days)).rejects.toThrow(TransientError);
    expect(await listDirty(store, city.id)).toEqual([{ city: city.id, day: '2026-03-01' }]);
    await rebuild(city);
    expect([...(await stored(city)).keys()]).toEqual(['2026-03-01||tram|file']);
  });

  it('and sums that are wrong are found in the night, and healed', async () => {
    const city = newCity();
    await write(city, [
      makePost({ id: 'a', text: 'ferry ramp', topics: [['transit', 'negative']] }),
      makePost({ id: 'b', text: 'ferry queue', topics: [['transit', 'negative']] }),
      makePost({ id: 'c', text: 'ferry', createdAt: '2026-03-02T12:00:00.000Z', neighbourhood: 'north' }),
      makePost({ id: 'd', text: 'ferry', createdAt: '2026-03-02T12:00:00.000Z' }),
    ]);
    await rebuild(city);
    const night = '2026-03-10';
    const before = await stored(city);
    expect(await checkCity(store, city, night)).toMatchObject({ night, days: 2, differed: [] });
    await store.jobs.command(
      `ALTER TABLE said_day UPDATE \`terms.n\` = arrayMap((term, n) -> if(term = 'ferry', 7, n), terms.term, terms.n)
       WHERE city = {city:String} AND topic = 'transit'`,
      { city: city.id },
    );
    const [difference] = await verify(store, city, { fromDay: '2026-03-01', toDay: '2026-03-02' });
    expect(difference).toMatchObject({
      table: 'said_day',
      topic: 'transit',
      term: 'ferry',
      column: 'n',
      rollup: 7,
      posts: 2,
    });
    await store.jobs.insert(
      'said_day',
      [
        ...['city', 'topic', 'day', 'source', 'terms.term', 'terms.n', 'terms.copied', 'terms.automated'],
        ...['terms.official', 'voices.person', 'voices.term', 'version'],
      ],
      [
        JSON.stringify([
          ...[city.id, 'parks', '2026-03-01', 'file', ['barge'], [2], [0], [0]],
          ...[[0], [1, 2], ['barge', 'barge'], 1],
        ]),
      ],
    );
    const fallen = await verify(store, city, { fromDay: '2026-03-01', toDay: '2026-03-02' });
    expect(fallen.filter(({ topic }) => topic === 'parks')).toMatchObject([
      { term: 'barge', column: 'n', rollup: 2, posts: 0 },
      { term: 'barge', column: 'voices', rollup: 2, posts: 0 },
    ]);
    await store.jobs.command(
      `ALTER TABLE rollup_total
       UPDATE neutral = 9, copied = 7, \`sources.n\` = arrayMap(n -> 99, \`sources.n\`), \`places.official\` = arrayMap(n -> 8, \`places.official\`)
       WHERE city = {city:String} AND topic = '' AND day = '2026-03-02'`,
      { city: city.id },
    );
    const totals = await verify(store, city, { fromDay: '2026-03-02', toDay: '2026-03-03' });
    const ofTotal = { table: 'rollup_total', day: '2026-03-02', topic: '' };
    const wrong = [
      { ...ofTotal, column: 'copied', rollup: 7, posts: 0 },
      { ...ofTotal, column: 'n of file', rollup: 99 },
      { ...ofTotal, column: 'neutral', rollup: 9 },
      { ...ofTotal, column: 'official in north', rollup: 8, posts: 0 },
    ];
    expect(totals.sort((a, b) => (a.column < b.column ? -1 : 1))).toMatchObject(wrong);
    await store.jobs.insert(
      'rollup_place',
      ['city', 'place', 'topic', 'day', 'n', 'version'],
      [JSON.stringify([city.id, 'north', 'parks', '2026-03-02', 9, 1])],
    );
    const both = await verify(store, city, { fromDay: '2026-03-02', toDay: '2026-03-03' });
    expect(both).toHaveLength(wrong.length + 1);
    expect(both.filter(({ table }) => table === 'rollup_place')).toMatchObject([
      { table: 'rollup_place', place: 'north', topic: 'parks', column: 'n', rollup: 9, posts: 0 },
    ]);
    await store.jobs.command(
      "ALTER TABLE rollup_place DELETE WHERE city = {city:String} AND topic = 'parks'",
      {
        city: city.id,
      },
    );
    expect((await checkCity(store, city, night)).differed).toEqual(['2026-03-01', '2026-03-02']);
    // It waits for its rebuild: no fault until then.
    expect(await checkCity(store, city, night)).toMatchObject({ days: 0, differed: [] });
    await rebuild(city);
    expect(await stored(city)).toEqual(before);
    expect(await checkCity(store, city, night)).toMatchObject({ days: 2, differed: [] });
  });
});
