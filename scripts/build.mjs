// Compiles src and workers to dist, with the files that are read at run time beside them.
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './setup.mjs';

const dist = join(root, 'dist');
rmSync(dist, { recursive: true, force: true });
run(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json']);
const isAsset = (path) => !/\.(ts|mjs)$/.test(path);
cpSync(join(root, 'src'), join(dist, 'src'), { recursive: true, filter: isAsset });
writeFileSync(join(dist, '.built'), '');
