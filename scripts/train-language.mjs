// npm run train:language -- --data DIR [--out FILE]: compiles what training needs and runs it. Without --out the model of the
// checkout is written anew.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies, root, run } from './setup.mjs';

ensureDependencies();
const compiled = mkdtempSync(join(root, 'node_modules', '.train-'));
try {
  const compiler = ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', compiled];
  run(process.execPath, compiler);
  const out = join(root, 'src', 'models', 'language.bin');
  const program = join(compiled, 'src', 'train', 'language.js');
  run(process.execPath, [program, '--out', out, ...process.argv.slice(2)]);
} finally {
  rmSync(compiled, { recursive: true, force: true });
}
