// `npm test`: sets up whatever is missing, then runs every test on real engines. Arguments go to vitest.
import { spawnSync } from 'node:child_process';
import {
  ensureBuild,
  ensureDependencies,
  ensureNode,
  ensurePrograms,
  root,
  startTypeCheck,
} from './setup.mjs';

ensureNode();
ensureDependencies();
const only = process.argv.slice(2);
const untilTypesHold = only.length === 0 ? startTypeCheck() : undefined;
ensureBuild();
ensurePrograms();
await untilTypesHold?.();
const args = [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
  '--outputFile.json=dist/test-report.json',
];
const { status } = spawnSync(process.execPath, [...args, ...only], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, UV_THREADPOOL_SIZE: '16' },
});
process.exit(status ?? 1);
