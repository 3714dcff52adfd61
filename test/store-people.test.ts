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

const different = (table: string) => `
  SELECT toString(day) AS day, length(people) AS told, n
  FROM ${table} FINAL
  WHERE people != arraySort(arrayMap(number -> toUInt32(intHash64(bitXor(toUInt64(number), 0x4CF2D2BAAE6DA887))), range(n)))`;

async function expectPeople(store: Store, rows: number): Promise<void> {
  for (const table of tables) {
    const row = z.object({ day: z.string(), told: z.number(), n: z.number() });
    expect(await store.jobs.rows(row, different(table))).toEqual([]);
    const counts = 'SELECT count() AS n, sum(uniqMerge(voices)) OVER () AS states';
    const [found] = await store.jobs.rows(
      z.object({ n: z.number(), states: z.number() }),
      `${counts} FROM ${table} FINAL`,
    );
    expect(found).toEqual({ n: rows, states: 0 });
  }
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
    await store.jobs.command("ALTER TABLE state_migration DELETE WHERE name = '0024_people'");
    for (const table of tables) await store.jobs.command(stateOf(sizes.at(-1)!, table));
    expect(await migrate(store)).toEqual({ applied: ['0024_people'] });
    await expectPeople(store, sizes.length);
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
