// Compiles src and workers to dist, with the files that are read at run time beside them, and builds the page.
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies, root, run } from './setup.mjs';

ensureDependencies();
const dist = join(root, 'dist');
rmSync(dist, { recursive: true, force: true });
// Types are checked by `npm run check`, and by `npm test` before it runs everything.
run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--noCheck']);
const page = join(root, 'src', 'web');
const isAsset = (path) => !/\.(ts|mjs)$/.test(path) && !path.startsWith(page);
cpSync(join(root, 'src'), join(dist, 'src'), { recursive: true, filter: isAsset });
run(process.execPath, ['scripts/bundle.mjs']);
run(process.execPath, ['scripts/build-page.mjs']);
writeFileSync(join(dist, '.built'), '');
