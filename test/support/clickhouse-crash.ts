// A child that writes, deletes and rebuilds until it is killed; it tells what it was told is safe.
import { createLog } from '../../src/log.ts';
import { listDirty, rebuildDay } from '../../src/maintain/rebuild.ts';
import { openStore } from '../../src/store/client.ts';
import { migrate } from '../../src/store/migrate.ts';
import { toRow } from '../../src/store/row.ts';
import { deletePosts } from '../../src/store/tombstones.ts';
import { createWriter } from '../../src/store/writer.ts';
import { createRandom, randomPost } from './clickhouse-posts.ts';

interface Options {
  dataDir: string;
  seed: number;
  fromMs: number;
  toMs: number;
}

const options = JSON.parse(process.argv[2] ?? '{}') as Options;
const log = createLog('silent');
const city = { id: 'springfield', timezone: 'America/Chicago' };
const tell = (message: object) => new Promise<void>((resolve) => process.send?.(message, () => resolve()));

process.on('disconnect', () => process.exit());
const store = await openStore({ dataDir: options.dataDir, log });
await migrate(store);
await tell({ ready: true });
const random = createRandom(options.seed);
const writer = createWriter(store, { log });
for (let batch = 0; ; batch += 1) {
  const posts = Array.from({ length: 200 }, () => randomPost(random, { ...options, ids: 5_000 }));
  const rows = posts.map((post) => toRow(post, city.timezone));
  await writer.write(rows);
  await tell({ written: rows.map(({ source, id }) => `${source} ${id}`) });
  if (batch % 4 === 3) {
    const keys = rows.slice(0, 2).map(({ source, id }) => ({ source, id }));
    await tell({ deleting: keys.map(({ source, id }) => `${source} ${id}`) });
    await deletePosts(store, city, keys);
    await tell({ deleted: keys.map(({ source, id }) => `${source} ${id}`) });
  }
  if (batch % 3 === 2) {
    for (const { day } of await listDirty(store, city.id)) await rebuildDay(store, city, day);
    await tell({ rebuilt: true });
  }
}
