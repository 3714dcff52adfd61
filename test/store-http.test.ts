// The HTTP path of the client: what goes over the wire, and what happens when the other side fails.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { ConfigError, PermanentError, TransientError } from '../src/errors.ts';
import { openStore, type Store } from '../src/store/client.ts';
import { storeCode } from '../src/store/fault.ts';
import { checkSchema } from '../src/store/migrate.ts';
import { toRow } from '../src/store/row.ts';
import { createWriter } from '../src/store/writer.ts';
import { openTestStore, springfield, type TestStore, testLog } from './support/clickhouse.ts';
import { makePost } from './support/clickhouse-posts.ts';

let test: TestStore;
let store: Store;
beforeAll(async () => {
  test = await openTestStore('cluster');
  store = test.store;
});
afterAll(() => test?.[Symbol.asyncDispose]());

const row = (id: string) => toRow(makePost({ id }), springfield.timezone);
const stored = async (id: string) => {
  const sql = 'SELECT count() AS n FROM posts FINAL WHERE id = {id:String}';
  return (await store.jobs.rows(z.object({ n: z.number() }), sql, { id }))[0]?.n;
};

it('compresses inserts and sends only the constant settings of the lane', async () => {
  await using writer = createWriter(store, { log: testLog });
  await test.server!.seen();
  await writer.write([row('wire')]);
  const seen = await test.server!.seen();
  const insert = seen.find(({ query }) => query.startsWith('INSERT INTO posts'));
  expect(insert).toMatchObject({ encoding: 'gzip', form: false });
  expect(new Set(seen.map(({ settings }) => JSON.stringify(settings))).size).toBe(1);
  expect(insert?.settings).toMatchObject({ async_insert: '0', max_partitions_per_insert_block: '0' });
  expect(await stored('wire')).toBe(1);
});

it('binds values of every kind and length like the embedded engine', async () => {
  const text = 'it\'s "a" \\ tab\t line\n 😀 {x:String} \\N';
  const many = Array.from({ length: 3_000 }, (_, at) => `${text} ${at}`);
  const shape = z.object({
    text: z.string(),
    many: z.array(z.string()),
    nested: z.array(z.array(z.string())),
    n: z.number(),
  });
  const sql =
    'SELECT {text:String} AS text, {many:Array(String)} AS many, {nested:Array(Array(String))} AS nested, {n:Int64} AS n';
  const params = { text, many, nested: [[text], []], n: -5 };
  await test.server!.seen();
  expect(await store.pages.rows(shape, sql, params)).toEqual([params]);
  // Too long for an address: it went as a form.
  expect((await test.server!.seen()).map(({ form }) => form)).toEqual([true]);
});

it.each(['INSERT INTO posts', 'INSERT INTO state_dirty', 'FROM state_deleted'])(
  'rejects a write that cannot be confirmed because of a 503 at %s, and stores it once when it is repeated',
  async (matching) => {
    const id = `busy ${matching}`;
    await using writer = createWriter(store, { log: testLog });
    await test.server!.inject({ kind: '503', matching, times: 1 });
    await expect(writer.write([row(id)])).rejects.toBeInstanceOf(TransientError);
    expect(await writer.write([row(id)])).toMatchObject({ stored: 1 });
    expect(await stored(id)).toBe(1);
  },
);

it('rejects every caller of a group when the connection is cut after the body, and counts it once when repeated', async () => {
  await using writer = createWriter(store, { log: testLog });
  await test.server!.inject({ kind: 'cut', matching: 'INSERT INTO posts', times: 1 });
  const writes = await Promise.allSettled([writer.write([row('cut 1')]), writer.write([row('cut 2')])]);
  expect(writes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  for (const write of writes)
    expect(write.status === 'rejected' && write.reason).toBeInstanceOf(TransientError);
  await writer.write([row('cut 1'), row('cut 2')]);
  expect(await stored('cut 1')).toBe(1);
  expect(await stored('cut 2')).toBe(1);
});

it('answers quick questions beside a slow one', async () => {
  await test.server!.inject({ kind: 'slow', matching: 'slow question', times: 1, delayMs: 2_000 });
  const one = z.object({ n: z.number() });
  let isSlowDone = false;
  const slow = store.pages.rows(one, "SELECT 1 AS n WHERE 'slow question' != ''").then(() => {
    isSlowDone = true;
  });
  await store.pages.rows(one, 'SELECT 1 AS n');
  expect(isSlowDone).toBe(false);
  await slow;
});

it('tells wrong credentials, a missing schema and an absent server apart', async () => {
  const options = { dataDir: test.dataDir, log: testLog, clickhouseUrl: test.server!.url };
  await using stranger = await openStore({
    ...options,
    clickhouseUser: 'earshot',
    clickhousePassword: 'wrong',
  });
  await expect(stranger.jobs.command('SELECT 1')).rejects.toBeInstanceOf(ConfigError);
  const known = { ...options, clickhouseUser: test.server!.user, clickhousePassword: test.server!.password };
  await using empty = await openStore({ ...known, clickhouseDatabase: 'elsewhere' });
  await expect(checkSchema(empty)).rejects.toThrow(/earshot migrate/);
  await using absent = await openStore({ ...options, clickhouseUrl: 'http://127.0.0.1:9' });
  await expect(absent.jobs.command('SELECT 1')).rejects.toBeInstanceOf(TransientError);
});

it('keeps the code of the server, whatever the message says', async () => {
  const error = await store.jobs
    .command("SELECT toUInt8('Code: 241. DB::Exception: no (MEMORY_LIMIT_EXCEEDED)')")
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(PermanentError);
  expect(storeCode(error)).toBe('6');
});
