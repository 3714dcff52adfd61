// `npm start`: sets up whatever is missing, then runs Earshot in one process. Arguments go to `earshot up`.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuild, ensureDependencies, ensureNode, root } from './setup.mjs';

ensureNode();
ensureDependencies();
ensureBuild();
const child = spawn(process.execPath, [join(root, 'bin', 'earshot.cjs'), 'up', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
// The terminal sends Ctrl-C to the whole group; this process only waits for the other to end.
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => signal === 'SIGTERM' && child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
