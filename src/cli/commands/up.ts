// `earshot up`: every worker and the API in one process, until it is told to stop.
import { once } from 'node:events';
import type { CityDirectory } from '../../cities.ts';
import { readSourceRun } from '../../store/source-run.ts';
import { type CliCommand, line, type Run } from '../command.ts';
import { type Held, openHeld } from '../hold.ts';

interface Options {
  host?: string;
  port?: string;
  city?: string;
}

/** What to open, and what to do next. */
async function greet({ url, cities, state }: Held): Promise<string[]> {
  const known = (await cities.known()).map(({ id }) => id);
  const [only] = known;
  const isDemo = known.length === 1 && (await isSample(cities, only!));
  const open = `Earshot answers at ${url} (open it in a browser; Ctrl-C ends it).`;
  const isLoaded = isDemo && (await readSourceRun(state, only!, 'sample')) !== undefined;
  return isDemo
    ? [
        open,
        `It shows Quillport, an invented city (sample data)${isLoaded ? '.' : ', whose 13 months load now: a minute or two.'}`,
        'Your own city, when you are ready: npx earshot init',
      ]
    : [
        open,
        `Cities: ${known.join(', ')}. How their sources do: npx earshot sources`,
        'Bring in an archive: npx earshot import FILE',
      ];
}

/** A profile that cannot be read is told by whoever needs it. */
const isSample = (cities: CityDirectory, id: string) =>
  cities.get(id).then(
    ({ sample }) => sample === true,
    () => false,
  );

const run: Run<Options> = async (_positional, options, { io, environment, log, held: commands }) => {
  const at = {
    host: options.host ?? environment.host,
    port: Number(options.port ?? environment.port),
    ...(environment.publishedOn !== undefined && { publishedOn: environment.publishedOn }),
    prepares: true,
  };
  const held = await openHeld(environment, log, { commands, at, signal: io.signal });
  try {
    if (options.city !== undefined) await held.cities.get(options.city, io.cwd);
    // Questions are answered from now on; what is collected fills the answers by and by.
    for (const text of await greet(held)) line(io.stderr, text);
    await held.startWorkers();
    await held.startCollecting({ schedule: true });
    await held.startDelivering({ schedule: true });
    await held.startAlerts();
    if (!io.signal.aborted) await once(io.signal, 'abort');
    return 0;
  } finally {
    await held[Symbol.asyncDispose]();
  }
};

export const up: CliCommand = {
  logLevel: 'info',
  define: (command) =>
    command
      .description('run every worker and the API in one process')
      .option('--host <address>', 'where to listen (HOST, 127.0.0.1)')
      .option('--port <number>', 'port to listen on; 0 takes a free one (PORT, 8080)'),
  run,
};
