// The store's contract, the same on chDB and over HTTP.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ConfigError, PermanentError, TransientError } from '../src/errors.ts';
import { listDirty, rebuildDay } from '../src/maintain/rebuild.ts';
import { verify } from '../src/maintain/verify.ts';
import { openStore, type Store } from '../src/store/client.ts';
import { createDeadLetters } from '../src/store/dead-letters.ts';
import { markDirty } from '../src/store/dirty.ts';
import { checkSchema, migrate, migrationNames } from '../src/store/migrate.ts';
import { posts } from '../src/store/queries/posts.ts';
import { summary } from '../src/store/queries/summary.ts';
import { topics } from '../src/store/queries/topics.ts';
import { type StoredRow, toRow } from '../src/store/row.ts';
import { createState } from '../src/store/state.ts';
import { findStoredIds } from '../src/store/stored-ids.ts';
import { listStored } from '../src/store/stored-posts.ts';
import { readBlock } from '../src/store/stream-block.ts';
import { deletePosts } from '../src/store/tombstones.ts';
import { createWriter, type Writer } from '../src/store/writer.ts';
import { openTestStore, springfield, type TestStore, testLog } from './support/clickhouse.ts';
import { makePost } from './support/clickhouse-posts.ts';

const zone = springfield.timezone;
const count = z.object({ n: z.number() });
const nowMs = Date.parse('2026-03-20T00:00:00Z');
const march = { from: '2026-03-01', to: '2026-04-01' };
let cities = 0;

describe.each(['embedded', 'cluster'] as const)('the %s store', (mode) => {
  let test: TestStore;
  let store: Store;
  let writer: Writer;
  /** every test has a city of its own */
  const newCity = () => ({ ...springfield, id: `city${++cities}` });
  const rowOf = (city: { id: string }, change: Parameters<typeof makePost>[0] = {}) =>
    toRow(makePost({ ...change, city: city.id }), zone);
  const rebuildAll = async (city: { id: string; timezone: string }) => {
    for (const { day } of await listDirty(store, city.id)) await rebuildDay(store, city, day);
  };
  const volume = async (city: typeof springfield) =>
    (await summary.run(store, city, march, { nowMs })).rows[0]?.volume;
  const texts = async (city: typeof springfield, filter: object = {}) =>
    (await posts.run(store, city, { ...march, ...filter }, { nowMs })).rows.map(({ text }) => text);
  const stored = async (city: { id: string }) =>
    (
      await store.jobs.rows(count, 'SELECT count() AS n FROM posts WHERE city = {city:String}', {
        city: city.id,
      })
    )[0]?.n;
  const settings = (lane: Store['pages'], name: string) =>
    lane.rows(
      z.object({ value: z.string() }),
      'SELECT toString(value) AS value FROM system.settings WHERE name = {name:String}',
      { name },
    );

  beforeAll(async () => {
    test = await openTestStore(mode);
    ({ store, writer } = test);
  });
  afterAll(() => test?.[Symbol.asyncDispose]());

  it('says which posts of a source are stored, by id and by whose they are', async () => {
    const city = newCity();
    const [mine, other, gone] = ['at://did:plc:a/p/1', 'at://did:plc:ab/p/2', 'at://did:plc:a/p/3'];
    await writer.write([mine, other, gone].map((id) => rowOf(city, { source: 'bluesky', id })));
    await deletePosts(store, city, [{ source: 'bluesky', id: gone! }]);
    const find = (ids: string[], authorities: string[]) =>
      findStoredIds(store.jobs, { city: city.id, source: 'bluesky', ids, authorities });
    expect(await find([mine!, 'at://did:plc:z/p/9'], [])).toEqual([mine]);
    expect(await find([], ['at://did:plc:a'])).toEqual([mine]);
    expect((await find([other!], ['at://did:plc:a'])).sort()).toEqual([mine, other]);
    expect(await find([], [])).toEqual([]);
  });

  it('lists the posts of a source in the order of their time, page by page, without those that are gone', async () => {
    const city = newCity();
    const at = (hour: number) => `2026-03-01T${String(hour).padStart(2, '0')}:00:00.000Z`;
    const rows = [3, 1, 2, 2, 9].map((hour, index) =>
      rowOf(city, { source: 'reddit', id: `p${index}`, createdAt: at(hour) }),
    );
    await writer.write([...rows, rowOf(city, { source: 'x', id: 'other', createdAt: at(2) })]);
    await deletePosts(store, city, [{ source: 'reddit', id: 'p0' }]);
    const range = {
      city: city.id,
      source: 'reddit',
      fromMs: Date.parse(at(1)),
      toMs: Date.parse(at(9)),
      limit: 2,
    };
    const first = await listStored(store.jobs, range);
    expect(first.map(({ id }) => id)).toEqual(['p1', 'p2']);
    const rest = await listStored(store.jobs, { ...range, after: first[1]! });
    expect(rest).toMatchObject([{ id: 'p3', createdAtMs: Date.parse(at(2)) }]);
  });

  it('stores a post once, however often it comes', async () => {
    const city = newCity();
    const rows = [rowOf(city, { id: 'a' }), rowOf(city, { id: 'b' })];
    expect(await writer.write(rows)).toMatchObject({ stored: 2, refused: 0, dead: [] });
    await writer.write(rows);
    await rebuildAll(city);
    expect(await volume(city)).toBe(2);
    expect(await texts(city)).toHaveLength(2);
  });

  it('keeps every character of a text', async () => {
    const city = newCity();
    const text =
      'quote " backslash \\ tab \t newline \n NUL \u0000 Ž 中 😀 \u202e {x:String} \\N \'; DROP TABLE posts';
    await writer.write([rowOf(city, { text, title: text })]);
    expect(await texts(city)).toEqual([text]);
  });

  it('groups the writes of concurrent callers, and takes 150 months of dates in one insert', async () => {
    const city = newCity();
    const rows = Array.from({ length: 150 }, (_, month) =>
      rowOf(city, { id: `m${month}`, createdAt: new Date(Date.UTC(2010, month, 15)).toISOString() }),
    );
    await test.server?.seen();
    const written = await Promise.all(rows.map((row) => writer.write([row])));
    expect(written.every(({ stored }) => stored === 1)).toBe(true);
    expect(await stored(city)).toBe(150);
    const inserts = (await test.server?.seen())?.filter(({ query }) => query.startsWith('INSERT INTO posts'));
    // The first may go alone; the others share.
    if (inserts) expect(inserts.length).toBeLessThanOrEqual(2);
    expect(await listDirty(store, city.id)).toHaveLength(150);
  });

  it('isolates a row that the store cannot take, alone', async () => {
    const city = newCity();
    const rows = Array.from({ length: 40 }, (_, at) => rowOf(city, { id: `r${at}` }));
    const poison: StoredRow = {
      ...rows[17]!,
      line: rows[17]!.line.replace('"2026-03-01 12', '"2026-03-xx secret'),
    };
    const [first, second] = await Promise.all([
      writer.write(rows.slice(0, 10)),
      writer.write([...rows.slice(10, 17), poison, ...rows.slice(18)]),
    ]);
    expect(first).toMatchObject({ stored: 10, dead: [] });
    expect(second.stored).toBe(29);
    expect(second.dead.map(({ row }) => row)).toEqual([poison]);
    expect(second.dead[0]?.error).toBeInstanceOf(PermanentError);
    expect(
      JSON.stringify(second.dead[0]?.error, Object.getOwnPropertyNames(second.dead[0]!.error)),
    ).not.toContain('secret');
    expect(await stored(city)).toBe(39);
  });

  it('shows a relabelled post only under its new label', async () => {
    const city = newCity();
    await writer.write([
      rowOf(city, { topics: [['roads', 'negative']], neighbourhood: 'north', sentiment: 'negative' }),
    ]);
    await rebuildAll(city);
    await writer.write([
      rowOf(city, { topics: [['parks', 'positive']], neighbourhood: 'south', sentiment: 'positive' }),
    ]);
    await rebuildAll(city);
    expect(await texts(city, { topic: 'roads' })).toEqual([]);
    expect(await texts(city, { place: 'north' })).toEqual([]);
    expect(await texts(city, { sentiment: 'negative' })).toEqual([]);
    expect(await texts(city, { topic: 'parks', place: 'south', sentiment: 'positive' })).toHaveLength(1);
    const { rows } = await topics.run(store, city, march, { nowMs });
    expect(rows.map(({ topic, volume: n }) => [topic, n])).toEqual([['parks', 1]]);
    expect(await volume(city)).toBe(1);
    expect(await verify(store, city, { fromDay: '2026-03-01', toDay: '2026-03-02' })).toEqual([]);
  });

  it('deletes a post for good: from every answer, from the disk, and from what comes later', async () => {
    const city = newCity();
    const [kept, gone] = [
      rowOf(city, { id: 'kept' }),
      rowOf(city, { id: 'gone', text: 'a regretted sentence' }),
    ];
    await writer.write([kept, gone]);
    await rebuildAll(city);
    expect(await deletePosts(store, city, [{ source: 'file', id: 'gone' }])).toEqual({ deleted: 1 });
    expect(await texts(city, { q: 'regretted' })).toEqual([]);
    expect(await writer.write([gone, kept])).toMatchObject({ stored: 1, refused: 1 });
    await rebuildAll(city);
    expect(await volume(city)).toBe(1);
    const [left] = await store.jobs.rows(
      count,
      "SELECT countIf(position(text, 'regretted') > 0) AS n FROM posts WHERE city = {city:String}",
      { city: city.id },
    );
    expect(left?.n).toBe(0);
    expect(await deletePosts(store, city, [{ source: 'file', id: 'gone' }])).toEqual({ deleted: 1 });
    expect(await texts(city)).toEqual(['Nothing happened on Oak Street']);
    expect(await createState(store).deleted.has(city.id, 'file', 'gone')).toBe(true);
    expect(await createState(store).deleted.has(city.id, 'file', 'kept')).toBe(false);
  });

  it('refuses a post that was deleted before it ever came', async () => {
    const city = newCity();
    await deletePosts(store, city, [{ source: 'file', id: 'p1' }]);
    expect(await writer.write([rowOf(city)])).toMatchObject({ stored: 0, refused: 1 });
    expect(await stored(city)).toBe(0);
  });

  it('lets the tombstone win, whichever of a deletion and a collection of the same post is first', async () => {
    const city = newCity();
    for (let round = 0; round < 12; round += 1) {
      const key = { source: 'file', id: `race${round}` };
      const write = async () => {
        for (let again = 0; again < 3; again += 1)
          await writer.write([rowOf(city, { ...key, text: 'raced text' })]);
      };
      await Promise.all(
        round % 2 === 0
          ? [write(), deletePosts(store, city, [key])]
          : [deletePosts(store, city, [key]), write()],
      );
    }
    expect(await texts(city)).toEqual([]);
    const [left] = await store.jobs.rows(
      count,
      "SELECT countIf(text != '') AS n FROM posts WHERE city = {city:String}",
      { city: city.id },
    );
    expect(left?.n).toBe(0);
    await rebuildAll(city);
    expect(await volume(city)).toBe(0);
  }, 120_000);

  it('notices a deletion that ran between its look and its insert', async () => {
    const city = newCity();
    const key = { source: 'file', id: 'between' };
    let isDeleted = false;
    const lane = {
      ...store.writer,
      insert: async (...given: Parameters<Store['writer']['insert']>) => {
        if (given[0] === 'posts' && !isDeleted) {
          isDeleted = true;
          await deletePosts(store, city, [key]);
        }
        await store.writer.insert(...given);
      },
    };
    await using late = createWriter({ ...store, writer: lane }, { log: testLog });
    const kept = rowOf(city, { id: 'kept' });
    expect(await late.write([rowOf(city, { ...key, text: 'late text' }), kept])).toMatchObject({
      stored: 1,
      refused: 1,
    });
    expect(await texts(city)).toEqual(['Nothing happened on Oak Street']);
    const sql = "SELECT countIf(text = 'late text') AS n FROM posts WHERE city = {city:String}";
    expect((await store.jobs.rows(count, sql, { city: city.id }))[0]?.n).toBe(0);
    await rebuildAll(city);
    expect(await volume(city)).toBe(1);
  });

  it('moves a post whose source changed its date, and rebuilds both days', async () => {
    const city = newCity();
    const news = createWriter(store, { log: testLog, datesMayChange: (source) => source === 'news' });
    const at = (createdAt: string) => [rowOf(city, { source: 'news', createdAt })];
    await news.write(at('2026-03-05T12:00:00.000Z'));
    await rebuildAll(city);
    await news.write(at('2026-03-02T12:00:00.000Z'));
    expect((await listDirty(store, city.id)).map(({ day }) => day)).toEqual(['2026-03-02', '2026-03-05']);
    await rebuildAll(city);
    expect(await volume(city)).toBe(1);
    await news.write(at('2026-03-05T12:00:00.000Z'));
    await rebuildAll(city);
    const { rows } = await posts.run(store, city, march, { nowMs });
    expect(rows.map(({ time }) => time)).toEqual(['2026-03-05T06:00:00-06:00']);
    expect(await verify(store, city, { fromDay: '2026-03-01', toDay: '2026-03-08' })).toEqual([]);
    await news[Symbol.asyncDispose]();
  });

  it('leaves a day dirty when something was marked after its rebuild began', async () => {
    const city = newCity();
    await writer.write([rowOf(city)]);
    const day = '2026-03-01';
    const lane = {
      ...store.jobs,
      command: async (sql: string, params?: Parameters<Store['jobs']['command']>[1]) => {
        await store.jobs.command(sql, params);
        if (sql.includes('INSERT INTO rollup_hour')) await writer.write([rowOf(city, { id: 'late' })]);
      },
    };
    await rebuildDay({ ...store, jobs: lane }, city, day);
    expect(await listDirty(store, city.id)).toEqual([{ city: city.id, day }]);
    await rebuildDay(store, city, day);
    expect(await listDirty(store, city.id)).toEqual([]);
    expect(await volume(city)).toBe(2);
  });

  it('empties a day whose posts are gone, and repeats a rebuild without counting twice', async () => {
    const city = newCity();
    await writer.write([rowOf(city, { topics: [['roads', 'negative']] })]);
    await rebuildAll(city);
    await deletePosts(store, city, [{ source: 'file', id: 'p1' }]);
    await rebuildAll(city);
    await markDirty(store.writer, [{ city: city.id, day: '2026-03-01' }]);
    await rebuildAll(city);
    expect(await volume(city)).toBe(0);
    expect((await topics.run(store, city, march, { nowMs })).rows).toEqual([]);
  });

  it('keeps the sums of a day whose posts retention removes, and shows none of their text', async () => {
    const city = newCity();
    const collectedAt = new Date();
    // Kept for three seconds, long enough for the first rebuild to count it.
    const kept = { retentionDays: 3 / 86_400 };
    await writer.write([
      toRow(makePost({ city: city.id, collectedAt: collectedAt.toISOString() }), zone, kept),
    ]);
    await rebuildAll(city);
    expect(await volume(city)).toBe(1);
    await expect
      .poll(
        async () => {
          await store.jobs.command('OPTIMIZE TABLE posts PARTITION 202603 FINAL');
          return stored(city);
        },
        { timeout: 20_000, interval: 500 },
      )
      .toBe(0);
    await writer.write([
      rowOf(city, { id: 'new', source: 'mastodon', createdAt: '2026-03-01T13:00:00.000Z' }),
    ]);
    await rebuildAll(city);
    expect(await volume(city)).toBe(2);
    expect(await texts(city)).toHaveLength(1);
    expect(await verify(store, city, { fromDay: '2026-03-01', toDay: '2026-03-02' })).toEqual([]);
  });

  it('finds the differences when a rollup is wrong', async () => {
    const city = newCity();
    await writer.write([rowOf(city, { topics: [['roads', 'negative']] })]);
    const missing = await verify(store, city, { fromDay: '2026-03-01', toDay: '2026-03-02' });
    expect(missing).toContainEqual(
      expect.objectContaining({
        table: 'rollup_day',
        topic: 'roads',
        column: 'negative',
        rollup: 0,
        posts: 1,
      }),
    );
    expect(missing).toContainEqual(
      expect.objectContaining({
        table: 'rollup_hour',
        hour: '2026-03-01T12:00:00.000Z',
        topic: '',
        column: 'n',
      }),
    );
    await rebuildAll(city);
    expect(await verify(store, city, { fromDay: '2026-03-01', toDay: '2026-03-02' })).toEqual([]);
  });

  it('keeps the settings of each lane constant', async () => {
    const read = async () =>
      Promise.all(
        (['writer', 'pages', 'jobs'] as const).flatMap((lane) =>
          ['max_execution_time', 'max_partitions_per_insert_block', 'mutations_sync', 'async_insert'].map(
            async (name) => `${lane} ${name} ${(await settings(store[lane], name))[0]?.value}`,
          ),
        ),
      );
    const before = await read();
    expect(before).toContain('pages max_execution_time 15');
    expect(before).toContain('writer max_execution_time 0');
    expect(before).toContain('writer max_partitions_per_insert_block 0');
    expect(before).toContain('pages max_partitions_per_insert_block 100');
    await Promise.all([
      writer.write([rowOf(newCity())]),
      volume(newCity()),
      store.jobs.command('SELECT 1 SETTINGS max_execution_time = 3, async_insert = 1'),
    ]);
    expect(await read()).toEqual(before);
  });

  it('keeps cursors, runs and coverage, the last put winning', async () => {
    const city = newCity().id;
    const state = createState(store);
    expect(await state.cursor.get(city, 'file')).toBeUndefined();
    for (const line of [1, 2, 3]) await state.cursor.put(city, 'file', { line, path: "it's" });
    expect(await createState(store).cursor.get(city, 'file')).toEqual({ line: 3, path: "it's" });
    await state.run.put(city, 'r1', { read: 7 });
    expect(await state.run.get(city, 'r1')).toEqual({ read: 7 });
    const entry = {
      ...{ city, source: 'file', run: 'r1', ended: 'complete', read: 7, enqueued: 6, skipped: 1, dead: 0 },
      ...{ from: '2026-03-01T00:00:00.000Z', to: '2026-03-02T00:00:00.000Z' },
      ...{ startedAt: '2026-03-03T00:00:00.000Z', finishedAt: '2026-03-03T00:00:01.000Z' },
    };
    await state.coverage.put({ ...entry, ended: 'failed' });
    await state.coverage.put(entry);
    expect(await state.coverage.list({ city })).toEqual([
      { ...entry, channel: '', part: 0, how: 'collect', reason: '' },
    ]);
  });

  it('keeps dead letters once each, until they are tried again or their post is deleted', async () => {
    const city = newCity();
    const letters = createDeadLetters(store);
    const {
      city: _c,
      relevance: _r,
      lang: _l,
      sentiment: _s,
      intent: _i,
      stance: _d,
      topics: _t,
      places: _p,
      ...rest
    } = makePost({ id: 'bad' });
    const { neighbourhood: _n, flags: _f, signature: _g, enricherVersion: _e, ...post } = rest;
    const run = `run of ${city.id}`;
    const letter = {
      city: city.id,
      source: 'file',
      run,
      stage: 'enrich' as const,
      reason: 'geo: is wrong',
      post,
    };
    await letters.put([
      letter,
      { ...letter, post: undefined, stage: 'collect' as const, position: 'line 7' },
    ]);
    await letters.put([letter]);
    expect(await letters.count(run)).toBe(2);
    const listed = await letters.list({ run });
    expect(listed.find(({ stage }) => stage === 'enrich')?.post).toEqual(post);
    expect(listed.find(({ stage }) => stage === 'collect')?.position).toBe('line 7');
    await letters.markRetried(listed.filter(({ stage }) => stage === 'collect').map(({ id }) => id));
    expect(await letters.count(run)).toBe(1);
    expect(await letters.list({ run, retried: true })).toHaveLength(1);
    await deletePosts(store, city, [{ source: 'file', id: 'bad' }]);
    expect(await letters.count(run)).toBe(0);
  });

  it('reads a long answer block by block, with values bound like everywhere, and lets go of one that is not read to its end', async () => {
    const text = 'it\'s "a" \\ tab\t line\n 😀 {x:String} \\N';
    const shape = z.object({ n: z.number(), text: z.string(), many: z.array(z.string()) });
    const sql =
      'SELECT number AS n, {text:String} AS text, {many:Array(String)} AS many FROM numbers({count:UInt32})';
    await using stream = await test.store.openStream();
    const begun = stream.blocks(sql, { text, many: [text, ''], count: 100_000 });
    expect(readBlock(shape, (await begun.next()).value!)[0]).toEqual({ n: 0, text, many: [text, ''] });
    await begun.return(undefined);
    const blocks: Uint8Array[] = [];
    for await (const block of stream.blocks(sql, { text, many: [], count: 1_000 })) blocks.push(block);
    const seen = blocks.flatMap((block) => readBlock(shape, block).map(({ n }) => n));
    expect(seen).toEqual(Array.from({ length: 1_000 }, (_, at) => at));
    expect(blocks.length).toBeGreaterThan(1);
    const wrong = stream.blocks('SELECT nothing FROM nowhere');
    await expect(wrong.next()).rejects.toThrow(ConfigError);
  });

  it('maps errors by code, and never tells what a row said', async () => {
    const failure = (sql: string) => store.jobs.command(sql).catch((error: unknown) => error as Error);
    expect(await failure('SELECT * FROM no_such_table')).toBeInstanceOf(ConfigError);
    expect(await failure('SELECT sleepEachRow(3) SETTINGS max_execution_time = 1')).toBeInstanceOf(
      TransientError,
    );
    const secret = await failure("SELECT toUInt8('secret words')");
    expect(secret).toBeInstanceOf(PermanentError);
    expect(
      secret instanceof Error && `${secret.message} ${String(secret.cause)} ${secret.stack}`,
    ).not.toContain('secret');
  });

  it('applies migrations once, refuses a database that is newer or was made by others', async () => {
    expect(await migrate(store)).toEqual({ applied: [] });
    await checkSchema(store);
    const ledger = ['name', 'checksum', 'version'];
    await store.jobs.insert('state_migration', ledger, [JSON.stringify(['9999_tomorrow', 'x', 1])]);
    await expect(checkSchema(store)).rejects.toThrow(/newer.*9999_tomorrow/);
    await expect(migrate(store)).rejects.toBeInstanceOf(ConfigError);
    await store.jobs.command("ALTER TABLE state_migration DELETE WHERE name = '9999_tomorrow'");
    const [real] = await store.jobs.rows(
      z.object({ checksum: z.string() }),
      'SELECT checksum FROM state_migration FINAL WHERE name = {name:String}',
      { name: migrationNames[0] },
    );
    await store.jobs.insert('state_migration', ledger, [JSON.stringify([migrationNames[0], 'edited', 2])]);
    await expect(checkSchema(store)).rejects.toThrow(/0001_posts/);
    await store.jobs.insert('state_migration', ledger, [
      JSON.stringify([migrationNames[0], real?.checksum, 3]),
    ]);
    await checkSchema(store);
  });

  it('goes on with a migration that was killed half way', async () => {
    await store.jobs.command(
      "ALTER TABLE state_migration DELETE WHERE name IN ('0003_state', '0006_settled')",
    );
    await store.jobs.command(
      'CREATE TABLE migration_lock (taken_at DateTime DEFAULT now()) ENGINE = TinyLog',
    );
    await expect(checkSchema(store)).rejects.toThrow(/earshot migrate/);
    if (mode === 'cluster') {
      // There the lock may be another process's: it is waited for, not taken away.
      await expect(migrate(store, { waitMs: 300 })).rejects.toBeInstanceOf(TransientError);
      await store.jobs.command('DROP TABLE migration_lock');
    }
    expect(await migrate(store)).toEqual({ applied: ['0003_state', '0006_settled'] });
    await checkSchema(store);
  });
});

it('says which package is missing, and refuses a name that is no database', async () => {
  await expect(
    openStore({
      dataDir: '/nonexistent',
      log: testLog,
      clickhouseUrl: 'http://127.0.0.1:1',
      clickhouseDatabase: 'a;b',
    }),
  ).rejects.toBeInstanceOf(ConfigError);
});
