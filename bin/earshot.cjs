#!/usr/bin/env node
// Every running query of the embedded engine holds a libuv thread; with the default of four, files, DNS and
// hashing would stand still behind them. The size is read once, at first use, so it is set before anything runs.
process.env.UV_THREADPOOL_SIZE ??= '16';
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
