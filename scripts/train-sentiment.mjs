// npm run train:sentiment -- --data DIR [--clean] [--corrections FILE] [--out FILE]: compiles what training needs and runs it. Without --out the
// weights of the checkout are written anew.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies, root, run } from './setup.mjs';

ensureDependencies();
const compiled = mkdtempSync(join(root, 'node_modules', '.train-'));
try {
  run(process.execPath, [
    'node_modules/typescript/bin/tsc',
    '-p',
    'tsconfig.build.json',
    '--outDir',
    compiled,
  ]);
  const out = join(root, 'src', 'models', 'sentiment.bin');
  run(process.execPath, [
    join(compiled, 'src', 'train', 'sentiment.js'),
    '--out',
    out,
    ...process.argv.slice(2),
  ]);
} finally {
  rmSync(compiled, { recursive: true, force: true });
}
