// Compiles src and workers to dist, with the files that are read at run time beside them, and builds the page.
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { ensureDependencies, root, run } from './setup.mjs';

ensureDependencies();
const dist = join(root, 'dist');
mkdirSync(dist, { recursive: true });
for (const name of readdirSync(dist)) {
  // The empty queue is made once for each version of its engine.
  if (!name.startsWith('empty-queue-')) rmSync(join(dist, name), { recursive: true, force: true });
}
// Types are checked by `npm run check`, and by `npm test` before it runs everything.
run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--noCheck']);
const page = join(root, 'src', 'web');
const isAsset = (path) => !/\.(ts|mjs)$/.test(path) && !path.startsWith(page);
cpSync(join(root, 'src'), join(dist, 'src'), { recursive: true, filter: isAsset });
// A cluster's queue is in Redis: its image leaves this out.
const queue = process.argv.includes('--without-queue') ? undefined : await startEmptyQueue();
run(process.execPath, ['scripts/bundle.mjs']);
run(process.execPath, ['scripts/build-page.mjs']);
await queue?.made;
queue?.keep();
writeFileSync(join(dist, '.built'), '');

/** Made by a child beside the other steps. Without the optional package there is none to make. */
async function startEmptyQueue() {
  const { emptyQueuePath, makeEmptyQueue } = await import('../dist/src/queues/queue-directory.js');
  const path = emptyQueuePath();
  if (path === undefined) return undefined;
  for (const name of readdirSync(dist)) {
    if (name.startsWith('empty-queue-') && name !== basename(path))
      rmSync(join(dist, name), { recursive: true, force: true });
  }
  if (existsSync(path)) return undefined;
  const unfinished = `${path}.making`;
  const made = makeEmptyQueue(unfinished);
  return { made, keep: () => renameSync(unfinished, path) };
}
