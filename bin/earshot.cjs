#!/usr/bin/env node
// Every running query of the embedded engine holds a libuv thread; with the default of four, files, DNS and
// hashing would stand still behind them. The size is read once, at first use, so it is set before anything runs.
process.env.UV_THREADPOOL_SIZE ??= '16';
// V8's own threads, which compile and collect garbage, stand back behind whoever waits for an answer: at this moment they are all
// there is beside this one. On Linux a priority is a thread's own; elsewhere it would be the whole process's.
if (process.platform === 'linux') {
  const { readdirSync } = require('node:fs');
  const { setPriority } = require('node:os');
  try {
    for (const id of readdirSync('/proc/self/task').map(Number)) if (id !== process.pid) setPriority(id, 5);
  } catch {
    // no /proc, or a thread that has just ended: nothing is lost but some speed
  }
}
// V8 lets what lives grow up to fourfold before it looks for garbage, since 4 GB are allowed: an import of a million posts held 330 MB more, and was an eighth faster.
require('node:v8').setFlagsFromString('--heap-growing-percent=50');
import('../dist/src/cli/main.js').then(
  ({ main }) => main(process.argv.slice(2)),
  (error) => {
    const missing = error && error.code === 'ERR_MODULE_NOT_FOUND';
    process.stderr.write(
      missing ? `earshot: not built yet, run: npm run build\n${error.message}\n` : `${error.stack}\n`,
    );
    process.exitCode = 1;
  },
);
