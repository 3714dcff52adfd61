// npm run train:topics -- --data DIR [--clean] [--posts FILE] [--topics FILE] [--propose ID,ID] [--out FILE]: compiles what training
// needs and runs it. Without --out the weights of the checkout are written anew.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies, root, run } from './setup.mjs';

ensureDependencies();
const compiled = mkdtempSync(join(root, 'node_modules', '.train-'));
try {
  const compiler = ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', compiled];
  run(process.execPath, compiler);
  const paths = [
    '--out',
    join(root, 'src', 'models', 'topics.bin'),
    '--topics',
    join(root, 'config', 'topics.yaml'),
    '--map',
    join(root, 'bench', 'maps', 'sentihood.json'),
  ];
  const program = join(compiled, 'src', 'train', 'topics.js');
  run(process.execPath, [program, ...paths, ...process.argv.slice(2)]);
} finally {
  rmSync(compiled, { recursive: true, force: true });
}
