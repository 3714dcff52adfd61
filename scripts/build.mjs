// Compiles src and workers to dist, with the files that are read at run time beside them, and builds the page.
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies, root, run } from './setup.mjs';

ensureDependencies();
const dist = join(root, 'dist');
mkdirSync(dist, { recursive: true });
for (const name of readdirSync(dist)) {
  if (!name.startsWith('empty-queue-')) rmSync(join(dist, name), { recursive: true, force: true });
}
// Types are checked by `npm run check`, and by `npm test` before it runs everything.
run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--noCheck']);
const page = join(root, 'src', 'web');
const isAsset = (path) => !/\.(ts|mjs)$/.test(path) && !path.startsWith(page);
cpSync(join(root, 'src'), join(dist, 'src'), { recursive: true, filter: isAsset });
const queueMade = makeEmptyQueue();
run(process.execPath, ['scripts/bundle.mjs']);
run(process.execPath, ['scripts/build-page.mjs']);
await queueMade;
writeFileSync(join(dist, '.built'), '');

/** Beside the other steps; kept from build to build. Without the optional package there is none to make. */
async function makeEmptyQueue() {
  const { emptyQueuePath, makeEmptyQueue: make } = await import('../dist/src/queues/queue-directory.js');
  const path = emptyQueuePath();
  if (path === undefined || existsSync(path)) return;
  const unfinished = `${path}.making`;
  rmSync(unfinished, { recursive: true, force: true });
  await make(unfinished);
  renameSync(unfinished, path);
}
