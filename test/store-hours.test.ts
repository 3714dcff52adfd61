// The change of rollup_hour to another order (migration 0027), killed between any two of its statements.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { openStore, type Store } from '../src/store/client.ts';
import { migrate, readMigrations } from '../src/store/migrate.ts';
import { testLog } from './support/clickhouse.ts';

const name = '0027_hours_by_day';
const hours = `SELECT toString(day) AS day, topic, source, n, people, version FROM rollup_hour FINAL
  WHERE city = 'springfield' ORDER BY day, topic, hour, source`;
const told = z.object({
  day: z.string(),
  topic: z.string(),
  source: z.string(),
  n: z.number(),
  people: z.array(z.number()),
  version: z.number(),
});

/** Hours of every month of two years, some written twice. */
async function fill(store: Store): Promise<void> {
  const write = (version: number, every: number) =>
    store.jobs.command(
      `INSERT INTO rollup_hour (city, topic, day, hour, source, n, people, expires_at, version)
       SELECT 'springfield', ['', 'parks'][1 + number % 2], toDate('2024-01-15') + 30 * intDiv(number, 4) AS day,
         toDateTime(day, 'UTC') + 3600 * intDiv(number % 4, 2), 'file', number, [number, number + 7], toDateTime('2106-02-06 00:00:00', 'UTC'), ${version}
       FROM numbers(96) WHERE number % ${every} = 0`,
    );
  await write(1, 1);
  await write(2, 3);
}

it('keeps every hour when hours are put in another order, wherever that is cut off', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'earshot-hours-'));
  const store = await openStore({ dataDir, log: testLog });
  try {
    const migrations = await readMigrations();
    const { statements } = migrations.find((migration) => migration.name === name)!;
    await store.createDatabase();
    const before = migrations.filter((migration) => migration.name < name);
    for (const migration of before)
      for (const statement of migration.statements) await store.jobs.command(statement);
    await fill(store);
    const expected = await store.jobs.rows(told, hours);
    expect(expected).toHaveLength(96);
    await migrate(store);
    for (let done = 0; done <= statements.length; done++) {
      for (const statement of statements.slice(0, done)) await store.jobs.command(statement);
      await store.jobs.command(`ALTER TABLE state_migration DELETE WHERE name = '${name}'`);
      expect(await migrate(store)).toEqual({ applied: [name] });
      expect(await store.jobs.rows(told, hours)).toEqual(expected);
      const tables = await store.jobs.rows(
        z.object({ name: z.string(), key: z.string() }),
        `SELECT name, sorting_key AS key FROM system.tables
         WHERE database = currentDatabase() AND name LIKE 'rollup_hour%'`,
      );
      expect(tables).toEqual([
        { name: 'rollup_hour', key: 'city, day, topic, hour, source, kind, lang, place' },
      ]);
    }
  } finally {
    await store.close();
    await rm(dataDir, { recursive: true, force: true });
  }
});
