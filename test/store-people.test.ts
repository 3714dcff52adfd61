// A database of the version before counted people by states of an aggregate function: who they are is taken from there.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { openStore, type Store } from '../src/store/client.ts';
import { migrate, readMigrations } from '../src/store/migrate.ts';
import { testLog } from './support/clickhouse.ts';

const tables = ['rollup_hour', 'rollup_day', 'rollup_total', 'rollup_place', 'terms_day'];
/** How many people a row has, by its day. */
const sizes = [0, 1, 2, 3, 31, 32, 33, 127, 128, 5_000, 20_000, 65_536];
const stateOf = (size: number, table: string) =>
  `INSERT INTO ${table} (city, topic, day, voices, version, ${table === 'terms_day' ? 'n, term' : 'n'})
   SELECT 'springfield', '', toDate('2026-01-01') + ${sizes.indexOf(size)}, uniqStateIf(toUInt64(number), number < ${size}), 1, ${size}
     ${table === 'terms_day' ? ", 'lantern'" : ''} FROM numbers(${size + 1})`;

const expected =
  'arraySort(arrayMap(number -> toUInt32(intHash64(bitXor(toUInt64(number), 0x4CF2D2BAAE6DA887))), range(n)))';
/** Since migration 0031 sums of whole days have the places of many people instead of their hashes. */
const marked =
  'empty(people) AND n > 256 AND bitmapToArray(marks) = arraySort(arrayDistinct(arrayMap(hash -> bitShiftRight(hash, 12), hashes)))';
const different = (table: string) => `
  SELECT toString(day) AS day, length(people) AS told, n, ${expected} AS hashes FROM ${table} FINAL
  WHERE people != hashes ${table === 'rollup_total' || table === 'rollup_place' ? `AND NOT (${marked})` : ''}`;
/** Since migration 0026 what is said stands in rows of its own. */
const saidDifferently = `
  SELECT toString(day) AS day, length(people) AS told, n
  FROM (SELECT day, terms.n[1] AS n, voices.person AS people, voices.term AS said FROM said_day FINAL)
  WHERE people != ${expected} OR arrayDistinct(said) != ['lantern']`;

async function expectPeople(store: Store, days: number): Promise<void> {
  const row = z.object({ day: z.string(), told: z.number(), n: z.number() });
  const count = z.object({ n: z.number(), states: z.number() });
  for (const table of tables.filter((name) => name !== 'terms_day')) {
    expect(await store.jobs.rows(row, different(table))).toEqual([]);
    const counts = 'SELECT count() AS n, sum(uniqMerge(voices)) OVER () AS states';
    const [found] = await store.jobs.rows(count, `${counts} FROM ${table} FINAL`);
    expect(found).toEqual({ n: days, states: 0 });
  }
  expect(await store.jobs.rows(row, saidDifferently)).toEqual([]);
  const counts = 'SELECT count() AS n, (SELECT count() FROM terms_day) AS states FROM said_day FINAL';
  // Nobody says anything on the first day.
  expect(await store.jobs.rows(count, counts)).toEqual([{ n: days - 1, states: 0 }]);
}

/** Migrations come again, and what was added to said_day after them is not there yet. */
async function forget(store: Store, names: string[]): Promise<void> {
  const added = ['carriers.term', 'carriers.reactions', 'carriers.at', 'carriers.id', 'carriers_expire'];
  await store.jobs.command(
    `ALTER TABLE said_day ${added.map((column) => `DROP COLUMN \`${column}\``).join(', ')}`,
  );
  const list = [...names, '0029_carriers'].map((name) => `'${name}'`).join(', ');
  await store.jobs.command(`ALTER TABLE state_migration DELETE WHERE name IN (${list})`);
}

/** Terms of two sources, one that fell out, and one written twice. */
async function expectTerms(store: Store): Promise<void> {
  const line = (term: string, source: string, n: number, people: number[], version: number) =>
    JSON.stringify([
      'shelbyville',
      'parks',
      '2026-01-05',
      term,
      source,
      n,
      people,
      n + 1,
      n + 2,
      n + 3,
      version,
    ]);
  const columns = 'city, topic, day, term, source, n, people, copied, automated, official, version'.split(
    ', ',
  );
  await store.jobs.insert('terms_day', columns, [
    line('lemon tree', 'file', 3, [7, 8, 9], 4),
    line('tree', 'file', 2, [2, 8], 2),
    line('gone', 'file', 0, [], 4),
    line('tree', 'mastodon', 1, [8], 4),
  ]);
  await store.jobs.insert('terms_day', columns, [line('tree', 'file', 4, [3, 8], 3)]);
  await forget(store, ['0026_said_day']);
  expect(await migrate(store)).toEqual({ applied: ['0026_said_day', '0029_carriers'] });
  const rows = await store.jobs.rows(
    z.record(z.string(), z.unknown()),
    `SELECT toString(source) AS source, terms.term AS term, terms.n AS n, terms.copied AS copied, terms.automated AS automated,
       terms.official AS official, voices.person AS person, arrayStringConcat(voices.term, ', ') AS said, version
     FROM said_day FINAL WHERE city = 'shelbyville' AND topic = 'parks' AND day = '2026-01-05' ORDER BY source`,
  );
  expect(rows).toEqual([
    {
      ...{
        source: 'file',
        term: ['lemon tree', 'tree'],
        n: [3, 4],
        copied: [4, 5],
        automated: [5, 6],
        official: [6, 7],
      },
      ...{ person: [3, 7, 8, 8, 9], said: 'tree, lemon tree, lemon tree, tree, lemon tree', version: 4 },
    },
    {
      ...{ source: 'mastodon', term: ['tree'], n: [1], copied: [2], automated: [3], official: [4] },
      ...{ person: [8], said: 'tree', version: 4 },
    },
  ]);
}

it('takes people from the states of the version before, and again when it is killed or an old worker writes once more', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'earshot-people-'));
  const store = await openStore({ dataDir, log: testLog });
  try {
    const before = (await readMigrations()).filter(({ name }) => name < '0024');
    await store.createDatabase();
    for (const { statements } of before)
      for (const statement of statements) await store.jobs.command(statement);
    await store.jobs.command(
      `CREATE TABLE state_migration (name String, checksum String, applied_at DateTime64(3, 'UTC') DEFAULT now64(3), version UInt64)
       ENGINE = ReplacingMergeTree(version) ORDER BY name`,
    );
    const ledger = before.map(({ name, checksum }) => JSON.stringify([name, checksum, 1]));
    await store.jobs.insert('state_migration', ['name', 'checksum', 'version'], ledger);
    for (const table of tables)
      for (const size of sizes.slice(0, -1)) await store.jobs.command(stateOf(size, table));
    expect((await migrate(store)).applied[0]).toBe('0024_people');
    await expectPeople(store, sizes.length - 1);
    await forget(store, ['0024_people', '0026_said_day']);
    for (const table of tables) await store.jobs.command(stateOf(sizes.at(-1)!, table));
    expect(await migrate(store)).toEqual({ applied: ['0024_people', '0026_said_day', '0029_carriers'] });
    await expectPeople(store, sizes.length);
    await expectTerms(store);
    // What statistics.ts says of the statements that count voices.
    const counted = (people: number) =>
      store.pages.rows(
        z.object({ voices: z.number() }),
        `SELECT uniqCombined(17)(toUInt32(intHash64(number))) AS voices FROM numbers(${people})`,
      );
    expect(await counted(8_192)).toEqual([{ voices: 8_192 }]);
    for (const people of [8_300, 60_000, 400_000]) {
      const [{ voices } = { voices: 0 }] = await counted(people);
      expect(Math.abs(voices / people - 1)).toBeLessThan(3 * 0.003);
    }
  } finally {
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  }
});
