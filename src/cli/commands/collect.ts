// `earshot collect SOURCE`: a source's runs, now: for a trial, for the past, or as long as it is left running.
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { openCities } from '../../cities.ts';
import { secretsOf } from '../../collectors/permission.ts';
import { run as runCollector } from '../../collectors/run.ts';
import { type City, readCredentials, type SourceSettings } from '../../config.ts';
import { ConfigError } from '../../errors.ts';
import { createHttpClient } from '../../http.ts';
import { collectJobId, findCollector } from '../../jobs/collect-source.ts';
import { settleDays } from '../../jobs/import-file.ts';
import { parseTime } from '../../store/city-time.ts';
import { readSourceRun, type SourceRun } from '../../store/source-run.ts';
import { userAgentOf } from '../../user-agent.ts';
import { type CliCommand, type CommandContext, type Io, line, type Run } from '../command.ts';
import type { Held } from '../hold.ts';

/** Runs of others that may come before ours. */
const mostAttempts = 50;
const longestPauseMs = 3_600_000;

interface Options {
  once?: boolean;
  dryRun?: boolean;
  limit?: string;
  from?: string;
  to?: string;
  city?: string;
}

interface Request {
  city: City;
  source: string;
  settings: SourceSettings;
  limit?: number;
  from?: string;
  to?: string;
}

function readRequest(city: City, source: string, options: Options): Request {
  if (!findCollector(source)) {
    throw new ConfigError(
      `there is no collector "${source}"; the profile of ${city.id} names: ${Object.keys(city.sources).join(', ') || 'no source'}`,
    );
  }
  const settings = Object.hasOwn(city.sources, source) ? city.sources[source] : undefined;
  if (!settings)
    throw new ConfigError(`${city.id} does not collect ${source}: name it under sources in ${city.path}`);
  const limit = options.limit === undefined ? undefined : Number(options.limit);
  if (limit !== undefined && !(Number.isInteger(limit) && limit > 0))
    throw new ConfigError(`--limit is a number of posts, not ${options.limit}`);
  const time = (name: 'from' | 'to') => {
    const text = options[name];
    if (text === undefined) return undefined;
    const ms = parseTime(city.timezone, text);
    if (ms === undefined)
      throw new ConfigError(`--${name} is a date such as 2026-03-01, or a time, not ${text}`);
    return new Date(ms).toISOString();
  };
  const [from, to] = [time('from'), time('to')];
  if (from !== undefined && to !== undefined && from >= to)
    throw new ConfigError('--from must lie before --to');
  return { city, source, settings, limit, from, to };
}

/** Prints what a run from the very start would bring, as posts with nobody's name; writes nothing, not even a key. */
async function tryOut(request: Request, { io, log }: CommandContext): Promise<number> {
  const { city, source, settings, limit, from, to } = request;
  const collector = findCollector(source)!;
  const key = randomBytes(32);
  let room = limit ?? Number.POSITIVE_INFINITY;
  let shown = 0;
  await using http = createHttpClient({ userAgent: userAgentOf(city.contact), log });
  const outcome = await runCollector(collector, {
    city,
    options: settings.options,
    credentials: readCredentials(source, secretsOf(collector, settings.options), settings.secret),
    cursor: undefined,
    ...(from !== undefined && { from: new Date(from) }),
    ...(to !== undefined && { to: new Date(to) }),
    ...(limit !== undefined && { budget: { posts: limit } }),
    http,
    signal: io.signal,
    secrets: { authorKey: () => key },
    log,
    async enqueue({ posts: all }) {
      const posts = all.slice(0, room);
      room -= posts.length;
      shown += posts.length;
      const text = posts.map((post) => `${JSON.stringify(post)}\n`).join('');
      if (text !== '' && !io.stdout.write(text)) await once(io.stdout, 'drain', { signal: io.signal });
    },
    saveCursor: async () => {},
    recordCoverage: async () => {},
    deadLetter: async () => {},
    onReport: ({ where, reason, isMended }) =>
      line(io.stderr, `${where}: ${reason}${isMended ? ' (mended)' : ''}`),
  });
  const { read, skipped, dead } = outcome;
  line(io.stderr, `${read} read, ${shown} shown, ${skipped} skipped, ${dead} dead; nothing was written`);
  return exitCode(outcome, io);
}

/**
 * Has the source collected by whoever works on the queue, and waits for it and for its posts to be in every answer. A run
 * that is under way goes first: runs of one source never overlap. `due`: a run that began since then will do.
 */
async function collectOnce(held: Held, request: Request, io: Io, due?: string): Promise<SourceRun> {
  const { city, source, limit, from, to } = request;
  const queues = await held.queues();
  const id = collectJobId(city.id, source);
  const asked = randomUUID();
  const kind = from === undefined && to === undefined ? 'live' : 'past';
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    await queues.add('collect', id, { city: city.id, source, request: asked, limit, from, to, due });
    await queues.whenSettled('collect', id, io.signal);
    const ran = await readSourceRun(held.state, city.id, source, kind);
    const isOurs = ran?.request === asked || (due !== undefined && ran !== undefined && ran.startedAt >= due);
    if (!ran || !isOurs) continue;
    const batches = await queues.find('enrich', (job) => job.run === ran.run);
    await Promise.all(batches.map((batch) => queues.whenSettled('enrich', batch, io.signal)));
    await settleDays(held, city, io.signal);
    return ran;
  }
  throw new Error(`${source} could not be collected; the log says why`);
}

function tell({ read, enqueued, skipped, dead, deleted = 0, ended, reason }: SourceRun, io: Io): void {
  const gone = deleted > 0 ? `, ${deleted} deleted` : '';
  const end = ended === 'complete' ? 'caught up' : `${ended}${reason ? `: ${reason}` : ''}`;
  line(
    io.stderr,
    `${read} read, ${enqueued} stored or set aside, ${skipped} skipped, ${dead} dead${gone}; ${end}`,
  );
}

function exitCode({ ended }: { ended: string }, { signal }: Io): number {
  if (signal.aborted) return 130;
  return ['complete', 'budget', 'stopped'].includes(ended) ? 0 : 1;
}

const goesOn = ({ ended, retryAt }: SourceRun) =>
  ['budget', 'stopped'].includes(ended) && retryAt === undefined;

const run: Run<Options> = async ([source], options, context) => {
  const { io, environment } = context;
  if (options.dryRun) {
    const city = await openCities(environment, { remembers: false }).get(options.city, io.cwd);
    return tryOut(readRequest(city, source!, options), context);
  }
  const held = await context.runtime();
  const request = readRequest(await held.cities.get(options.city, io.cwd), source!, options);
  await held.startWorkers();
  await held.startCollecting({ schedule: false });
  let ran = await collectOnce(held, request, io);
  tell(ran, io);
  const isPast = request.from !== undefined || request.to !== undefined;
  // The past is long and a run is short: it goes on until the source, the budget or somebody says so.
  while (isPast && request.limit === undefined && goesOn(ran) && !io.signal.aborted) {
    ran = await collectOnce(held, request, io);
    tell(ran, io);
  }
  const isOnce = [options.once, options.limit, options.from, options.to].some((given) => given !== undefined);
  while (!isOnce) {
    const nextMs = Date.parse(ran.nextAt ?? ran.finishedAt) - Date.now();
    await pause(Math.min(Math.max(nextMs, 1_000), longestPauseMs), undefined, { signal: io.signal });
    if (ran.nextAt !== undefined && Date.parse(ran.nextAt) > Date.now()) continue;
    ran = await collectOnce(held, request, io, ran.nextAt);
    tell(ran, io);
  }
  return exitCode(ran, io);
};

export const collect: CliCommand = {
  define: (command) =>
    command
      .description('collect a source of the profile, again and again by its schedule until it is stopped')
      .argument('<source>', 'a source that the profile names')
      .option('--once', 'one run, then end')
      .option('--dry-run', 'print what a run from the start would bring, as JSON lines; write nothing')
      .option('--limit <n>', 'at most so many posts, once')
      .option('--from <date>', 'go back to this date or time, as far as the source allows, once')
      .option('--to <date>', 'up to this date or time, once'),
  run,
};
