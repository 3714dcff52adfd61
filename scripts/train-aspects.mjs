// npm run train:aspects -- --data DIR [--clean] [--out FILE]: compiles what training needs and runs it. Without --out the
// weights of the checkout are written anew.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies, root, run } from './setup.mjs';

ensureDependencies();
const compiled = mkdtempSync(join(root, 'node_modules', '.train-'));
const models = join('src', 'models');
try {
  const compiler = 'node_modules/typescript/bin/tsc';
  run(process.execPath, [compiler, '-p', 'tsconfig.build.json', '--outDir', compiled]);
  cpSync(join(root, models, 'sentiment.bin'), join(compiled, models, 'sentiment.bin'));
  const paths = ['--root', root, '--out', join(root, models, 'aspects.bin')];
  run(process.execPath, [join(compiled, 'src', 'train', 'aspects.js'), ...paths, ...process.argv.slice(2)]);
} finally {
  rmSync(compiled, { recursive: true, force: true });
}
