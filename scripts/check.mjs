// `npm run check`: format, lint, types and unit tests, in under a minute.
import { checkTypes, ensureBuild, ensureDependencies, ensureNode, run } from './setup.mjs';

ensureNode();
ensureDependencies();
ensureBuild();
run('node_modules/.bin/biome', ['ci', '--error-on-warnings', '.']);
checkTypes();
run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit'], {
  UV_THREADPOOL_SIZE: '16',
});
