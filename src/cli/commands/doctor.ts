// `earshot doctor`: what is wrong with this installation, one line each, with what to do about it.
import { constants } from 'node:fs';
import { access, mkdir, statfs } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { Option } from 'commander';
import { openCities } from '../../cities.ts';
import { collectors } from '../../collectors/catalog.ts';
import { checkSource } from '../../collectors/check.ts';
import type { Collector } from '../../collectors/collector.ts';
import { secretsOf } from '../../collectors/permission.ts';
import { type City, isCluster, readCredentials } from '../../config.ts';
import { ConfigError } from '../../errors.ts';
import { createHttpClient } from '../../http.ts';
import { readLastCheck } from '../../jobs/check-sums.ts';
import { findHolder } from '../../lock.ts';
import { listDays } from '../../maintain/days.ts';
import { listDirty } from '../../maintain/rebuild.ts';
import { verifyDays } from '../../maintain/verify.ts';
import { checkQueue } from '../../queues.ts';
import type { Runtime } from '../../runtime.ts';
import { userAgentOf } from '../../user-agent.ts';
import type { CliCommand, CommandContext, Run } from '../command.ts';
import { type Format, formats } from '../render/answer.ts';
import { renderRows } from '../render/rows.ts';

interface Check {
  check: string;
  level: 'ok' | 'warn' | 'fail';
  detail: string;
}

interface Options {
  format: Format;
  verify?: string;
  city?: string;
}

const gigabyte = 1_000_000_000;
const ok = (check: string, detail: string): Check => ({ check, level: 'ok', detail });
const fail = (check: string, detail: string): Check => ({ check, level: 'fail', detail });

function checkMachine(): Check[] {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isOld = major < 20 || (major === 20 && minor < 19);
  const memory = totalmem();
  return [
    isOld
      ? fail('node', `${process.versions.node}: install 20.19 or newer`)
      : ok('node', process.versions.node),
    {
      check: 'memory',
      level: memory < 2 * gigabyte ? 'warn' : 'ok',
      detail: `${(memory / gigabyte).toFixed(1)} GB; an import wants about 1.5`,
    },
  ];
}

async function checkDataDir({ environment }: CommandContext): Promise<Check[]> {
  const { dataDir } = environment;
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.W_OK);
    const { bavail, bsize } = await statfs(dataDir);
    const free = (bavail * bsize) / gigabyte;
    const level = free < 1 ? 'warn' : 'ok';
    return [{ check: 'data directory', level, detail: `${dataDir}, ${free.toFixed(1)} GB free` }];
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    return [
      fail('data directory', `${dataDir} cannot be written (${code}); set DATA_DIR or give it to this user`),
    ];
  }
}

async function checkCities({ environment, io }: CommandContext, selector?: string): Promise<Check[]> {
  const cities = openCities(environment);
  const wanted = selector === undefined ? (await cities.known()).map(({ id }) => id) : [selector];
  if (wanted.length === 0)
    return [{ check: 'cities', level: 'warn', detail: 'none yet; make one with: earshot init' }];
  const checks = wanted.map(async (id): Promise<Check[]> => {
    try {
      const city = await cities.get(id, io.cwd);
      return [
        ok(
          `city ${city.id}`,
          `${city.neighbourhoods.length} neighbourhoods, ${city.topics.length} topics, ${city.path}`,
        ),
      ];
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      const lines = error.problems.length > 0 ? error.problems : [error.message];
      return lines.map((detail) => fail(`city ${id}`, detail));
    }
  });
  return (await Promise.all(checks)).flat();
}

/** Asks each source that a profile names, once, whether it lets us in. */
async function checkSources(context: CommandContext, selector?: string): Promise<Check[]> {
  const { environment, io } = context;
  const cities = openCities(environment);
  const wanted = selector === undefined ? (await cities.known()).map(({ id }) => id) : [selector];
  const checks: Check[] = [];
  for (const id of wanted) {
    // what is wrong with a profile has been said
    const city = await cities.get(id, io.cwd).catch(() => undefined);
    for (const source of Object.keys(city?.sources ?? {}))
      checks.push(await checkOne(context, city!, source));
  }
  return checks;
}

async function checkOne({ io, log }: CommandContext, city: City, source: string): Promise<Check> {
  const check = `source ${source} of ${city.id}`;
  const known: Record<string, Collector> = collectors;
  const collector = Object.hasOwn(known, source) ? known[source] : undefined;
  if (!collector) return { check, level: 'warn', detail: 'there is no collector of this name' };
  const { options, secret } = city.sources[source]!;
  await using http = createHttpClient({ userAgent: userAgentOf(city.contact), log });
  try {
    const credentials = readCredentials(source, secretsOf(collector, options), secret);
    return {
      check,
      ...(await checkSource(collector, { city, options, credentials, http, log, signal: io.signal })),
    };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return fail(check, [error.message, ...error.problems].join('; '));
  }
}

/** Store, schema and queue by using them; only the open engines can say how they are. */
async function checkEngines(context: CommandContext): Promise<Check[]> {
  const { environment, runtime } = context;
  const checks: Check[] = (await checkQueue(environment)).map(({ name, ...rest }) => ({
    check: name,
    ...rest,
  }));
  if (checks.some(({ level }) => level === 'fail')) return checks;
  try {
    const opened = await runtime();
    const { store, queues, deadLetters } = opened;
    await store.pages.command('SELECT 1');
    checks.push(
      ok(
        'store',
        isCluster(environment) ? 'ClickHouse answers, schema is current' : 'the embedded engine answers',
      ),
    );
    const { waiting, active, delayed } = await (await queues()).counts('enrich');
    checks.push(ok('queue', `${waiting} waiting, ${active} in hand, ${delayed} put off`));
    const dirty = await listDirty(store);
    checks.push(ok('rollups', dirty.length === 0 ? 'up to date' : `${dirty.length} days wait for a rebuild`));
    checks.push(...(await readChecks(opened)));
    const letters = await deadLetters.list({ retried: false, limit: 1_000 });
    const some = letters.length > 0;
    checks.push({
      check: 'dead letters',
      level: some ? 'warn' : 'ok',
      detail: some ? `${letters.length}; see: earshot dead list` : 'none',
    });
  } catch (error) {
    checks.push(fail('engines', error instanceof Error ? error.message : 'cannot be opened'));
  }
  return checks;
}

/** What the last nightly check of each city found. */
async function readChecks({ state, cities }: Runtime): Promise<Check[]> {
  const known = await cities.known();
  const checks = await Promise.all(
    known.map(async ({ id }): Promise<Check[]> => {
      const last = await readLastCheck(state, id);
      if (last === undefined) return [];
      const { night, days, differed } = last;
      const check = `nightly check of ${id}`;
      if (differed.length === 0) return [ok(check, `${night}: equal to their posts on ${days} days`)];
      const some = `${differed.slice(0, 5).join(', ')}${differed.length > 5 ? ' …' : ''}`;
      const detail = `${night}: the sums of ${differed.length} of ${days} days differed, and were rebuilt (${some})`;
      return [{ check, level: 'warn', detail }];
    }),
  );
  return checks.flat();
}

async function checkSums(context: CommandContext, most: number, selector?: string): Promise<Check> {
  const { store, cities } = await context.runtime();
  const city = await cities.get(selector, context.io.cwd);
  const days = await listDays(store, city, most);
  const differences = await verifyDays(store, city, days.sort());
  const wrong = new Set(differences.map(({ day }) => day));
  return wrong.size === 0
    ? ok('sums', `equal to their posts on ${days.length} days`)
    : fail(
        'sums',
        `differ from their posts on ${wrong.size} days (${[...wrong].slice(0, 5).join(', ')} …); days that wait for a rebuild do`,
      );
}

const run: Run<Options> = async (_positional, options, context) => {
  const { io, environment } = context;
  const holder = isCluster(environment) ? undefined : await findHolder(environment.dataDir);
  const checks = [
    ...checkMachine(),
    ...(await checkDataDir(context)),
    ...(holder ? [ok('holder', `process ${holder.pid} holds the data`)] : []),
    ...(await checkCities(context, options.city)),
    ...(await checkSources(context, options.city)),
    ...(await checkEngines(context)),
  ];
  if (options.verify !== undefined)
    checks.push(await checkSums(context, Number(options.verify), options.city));
  io.stdout.write(await renderRows(checks, options.format, { width: io.width, color: io.color }));
  return checks.some(({ level }) => level === 'fail') ? 1 : 0;
};

export const doctor: CliCommand = {
  define: (command) =>
    command
      .description('say what is wrong with this installation and what to do about it')
      .option('--verify <days>', 'also compare the sums of the newest so many days with their posts')
      .addOption(new Option('--format <format>', 'how to show it').choices(formats).default('table')),
  run,
};
