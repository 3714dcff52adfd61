// `earshot up`: every worker and the API in one process, until it is told to stop.
import { once } from 'node:events';
import { type CliCommand, line, type Run } from '../command.ts';
import { openHeld } from '../hold.ts';

interface Options {
  host?: string;
  port?: string;
  city?: string;
}

const run: Run<Options> = async (_positional, options, { io, environment, log, held: commands }) => {
  const at = { host: options.host ?? environment.host, port: Number(options.port ?? environment.port) };
  const held = await openHeld(environment, log, { commands, at, signal: io.signal });
  try {
    if (options.city !== undefined) await held.cities.get(options.city, io.cwd);
    await held.startWorkers();
    const cities = (await held.cities.known()).map(({ id }) => id);
    line(io.stderr, `Earshot answers at ${held.url} (what it can be asked: ${held.url}/api/openapi.json)`);
    line(
      io.stderr,
      cities.length > 0 ? `Cities: ${cities.join(', ')}` : 'No city yet: make one with `earshot init`',
    );
    line(io.stderr, 'Bring posts with `earshot import FILE`; stop with Ctrl-C.');
    if (!io.signal.aborted) await once(io.signal, 'abort');
    return 0;
  } finally {
    await held[Symbol.asyncDispose]();
  }
};

export const up: CliCommand = {
  name: 'up',
  needs: 'plain',
  logLevel: 'info',
  define: (command) =>
    command
      .description('run every worker and the API in one process')
      .option('--host <address>', 'where to listen (HOST, 127.0.0.1)')
      .option('--port <number>', 'port to listen on; 0 takes a free one (PORT, 8080)'),
  run,
};
