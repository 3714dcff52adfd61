// A process may be killed between two statements: whatever it wrote until then, the days it touched are known to be behind.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TransientError } from '../src/errors.ts';
import { listDirty, rebuildDay } from '../src/maintain/rebuild.ts';
import { verify } from '../src/maintain/verify.ts';
import type { Store } from '../src/store/client.ts';
import type { Lane } from '../src/store/lane.ts';
import { toRow } from '../src/store/row.ts';
import { deletePosts } from '../src/store/tombstones.ts';
import { createWriter } from '../src/store/writer.ts';
import { openTestStore, springfield, type TestStore, testLog } from './support/clickhouse.ts';
import { makePost } from './support/clickhouse-posts.ts';

let test: TestStore;
const range = { fromDay: '2026-03-01', toDay: '2026-03-20' };

beforeAll(async () => {
  test = await openTestStore('embedded');
});
afterAll(() => test?.[Symbol.asyncDispose]());

/** The store as a process sees it that is killed after its first insert of `posts`. */
function killedAfterRows(store: Store): Store {
  let isKilled = false;
  const stopWhenKilled = () => {
    if (isKilled) throw new TransientError('killed');
  };
  const lane = (real: Lane): Lane => ({
    ...real,
    rows: async (...args) => {
      stopWhenKilled();
      return real.rows(...args);
    },
    command: async (...args) => {
      stopWhenKilled();
      return real.command(...args);
    },
    insert: async (table, columns, lines) => {
      stopWhenKilled();
      await real.insert(table, columns, lines);
      isKilled = table === 'posts';
    },
  });
  return { ...store, writer: lane(store.writer), jobs: lane(store.jobs) };
}

async function heal(store: Store, city: typeof springfield): Promise<void> {
  for (const { day } of await listDirty(store, city.id)) await rebuildDay(store, city, day);
}

it('an insert', async () => {
  const { store } = test;
  const city = { ...springfield, id: 'inserting' };
  const row = toRow(makePost({ city: city.id, id: 'a' }), city.timezone);
  await using writer = createWriter(killedAfterRows(store), { log: testLog });
  await expect(writer.write([row])).rejects.toThrow('killed');
  expect(await listDirty(store, city.id)).toEqual([{ city: city.id, day: row.day }]);
  await heal(store, city);
  expect(await verify(store, city, range)).toEqual([]);
});

it('a deletion', async () => {
  const { store } = test;
  const city = { ...springfield, id: 'deleting' };
  const row = toRow(makePost({ city: city.id, id: 'a' }), city.timezone);
  await using writer = createWriter(store, { log: testLog });
  await writer.write([row]);
  await heal(store, city);
  await expect(deletePosts(killedAfterRows(store), city, [row])).rejects.toThrow('killed');
  await heal(store, city);
  expect(await verify(store, city, range)).toEqual([]);
});

it('a post whose date was changed', async () => {
  const { store } = test;
  const city = { ...springfield, id: 'moving' };
  const at = (day: number) =>
    toRow(makePost({ city: city.id, id: 'a', createdAt: `2026-03-${day}T12:00:00.000Z` }), city.timezone);
  await using writer = createWriter(store, { log: testLog });
  await writer.write([at(10)]);
  await heal(store, city);
  await using killed = createWriter(killedAfterRows(store), { log: testLog, datesMayChange: () => true });
  await expect(killed.write([at(12)])).rejects.toThrow('killed');
  await heal(store, city);
  expect(await verify(store, city, range)).toEqual([]);
});
