// Writes docs/schema.md from the columns and comments of a new store. Run `npm run build` first.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const load = (path) => import(new URL(`../dist/src/${path}.js`, import.meta.url));
const [{ openStore }, { migrate }, { createLog }, { renderSchema }] = await Promise.all(
  ['store/client', 'store/migrate', 'log', 'store/sql/schema'].map(load),
);
const dataDir = await mkdtemp(join(tmpdir(), 'earshot-schema-'));
const store = await openStore({ dataDir, log: createLog('silent') });
try {
  await migrate(store);
  await writeFile(new URL('../docs/schema.md', import.meta.url), await renderSchema(store));
} finally {
  await store.close();
  await rm(dataDir, { recursive: true, force: true });
}
