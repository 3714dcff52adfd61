// Posts are packed quickly while they come in, and harder a day later.
import { expect, it } from 'vitest';
import { z } from 'zod';
import { openTestStore } from './support/clickhouse.ts';

it('merges what came in a day ago into a part that is packed harder, and what comes in is packed quickly', async () => {
  await using test = await openTestStore('embedded');
  const { store } = test;
  // A month for each: what is collected in this hour, and what was two days ago.
  const insert = (month: string, days: number, from: number) =>
    store.writer.command(
      `INSERT INTO posts (city, created_at, source, id, collected_at, text, expires_at, version)
       SELECT 'springfield', toDateTime64('2026-${month}-01 00:00:00', 3, 'UTC') + number, 'x', toString(number),
         now64(3, 'UTC') - INTERVAL ${days} DAY, concat('lantern ', toString(number)), toDateTime('2100-01-01 00:00:00', 'UTC'), 1
       FROM numbers(${from}, 100)`,
    );
  for (const from of [0, 100]) {
    await insert('01', 0, from);
    await insert('02', 2, from);
  }
  const part = z.object({ partition: z.string(), codec: z.string(), parts: z.number(), posts: z.number() });
  const packed = () =>
    store.jobs.rows(
      part,
      `SELECT partition, any(default_compression_codec) AS codec, toInt32(count()) AS parts, toInt32(sum(rows)) AS posts FROM system.parts
       WHERE database = currentDatabase() AND table = 'posts' AND active GROUP BY partition ORDER BY partition`,
    );
  // The other month may be merged by the engine itself at any moment.
  expect((await packed())[0]).toMatchObject({ partition: '202601', codec: 'ZSTD(1)' });
  // What is being merged just then is left out by OPTIMIZE.
  const merged = async () => {
    await store.jobs.command('OPTIMIZE TABLE posts FINAL');
    return packed();
  };
  await expect.poll(merged, { timeout: 30_000 }).toEqual([
    { partition: '202601', codec: 'ZSTD(1)', parts: 1, posts: 200 },
    { partition: '202602', codec: 'ZSTD(9)', parts: 1, posts: 200 },
  ]);
});
