// `npm run check`: format, lint, types and unit tests, in under a minute.
import { ensureBuild, ensureDependencies, ensureNode, run, startTypeCheck } from './setup.mjs';

ensureNode();
ensureDependencies();
const untilTypesHold = startTypeCheck();
ensureBuild();
run('node_modules/.bin/biome', ['ci', '--error-on-warnings', '.']);
await untilTypesHold();
run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit'], {
  UV_THREADPOOL_SIZE: '16',
});
