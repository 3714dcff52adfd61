// earshot init: a city profile and its boundaries from a few answers, asked for on a terminal or given as flags.
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { buildProfile, type ProfileAnswers } from '../../config/new-profile.ts';
import { formatProblem } from '../../config/problem.ts';
import { cityId, languageCode, timezoneName } from '../../config/profile.ts';
import { ConfigError } from '../../errors.ts';
import { type CliCommand, type CommandContext, type Io, line } from '../command.ts';
import { askForMissing, type InitOptions, isPastDay, pastDay, readBoundaries } from './init-questions.ts';

const collect = (value: string, all: string[] = []) => [...all, value];

export const initCommand: CliCommand = {
  define: (command: Command) =>
    command
      .description(
        'Make the profile of a city: ID.yaml and ID.geojson, nothing else. Asks for what is missing on a terminal.',
      )
      .option('--id <id>', 'short lower-case id, such as san-francisco')
      .option('--name <name>', 'name of the city')
      .option('--timezone <zone>', 'IANA time zone, such as America/Chicago')
      .option('--boundaries <file>', 'GeoJSON of the neighbourhoods, in longitude and latitude')
      .option('--name-property <property>', "property of the GeoJSON that holds the neighbourhoods' names")
      .option('--alias <name>', 'another name of the city; may be repeated', collect)
      .option('--language <code>', 'language residents write in, such as en; may be repeated', collect)
      .option('--backfill <day>', 'day back to which sources are to be collected, as far as each allows')
      .option('--out <dir>', 'folder to write to (default: cities in CONFIG_DIR)')
      .option('--force', 'replace files that are there'),
  run: (_positional: string[], options: InitOptions, context: CommandContext) =>
    runInit(options, context.io, join(context.environment.configDir, 'cities')),
};

/** Those that stand in a new profile as examples: they need no contract. */
const examples = ['open311', 'news', 'bluesky'];

type InitIo = Pick<Io, 'stdin' | 'stdout' | 'stderr' | 'canAsk' | 'cwd' | 'signal'>;

/** Asks, checks, writes. Throws ConfigError with every problem at once; then nothing has been written. */
export async function runInit(options: InitOptions, io: InitIo, defaultOut: string): Promise<number> {
  const given = io.canAsk ? await askForMissing(options, io) : options;
  const out = resolve(io.cwd, given.out ?? defaultOut);
  const answers = await checkAnswers(given, io.cwd, out);
  const { yaml, geojson } = buildProfile(answers);
  await writeBoth(out, answers.id, { yaml, geojson });
  report(answers, out, out === resolve(defaultOut), io);
  return 0;
}

/** All that is missing or wrong is told in one go. */
async function checkAnswers(options: InitOptions, cwd: string, out: string): Promise<ProfileAnswers> {
  const problems: string[] = [];
  const required = {
    id: options.id,
    name: options.name,
    timezone: options.timezone,
    boundaries: options.boundaries,
  };
  for (const [flag, value] of Object.entries(required)) {
    if ((value ?? '').trim() === '') problems.push(`--${flag} — expected ${wanted[flag]}; it is missing`);
  }
  const check = (flag: string, value: string | undefined, schema: typeof cityId) => {
    const result = value === undefined || value.trim() === '' ? undefined : schema.safeParse(value);
    if (result?.success === false) {
      problems.push(`--${flag} ${JSON.stringify(value)} — expected ${result.error.issues[0]?.message}`);
    }
  };
  check('id', options.id, cityId);
  check('timezone', options.timezone, timezoneName);
  for (const code of options.language ?? []) check('language', code, languageCode);
  const backfill = options.backfill?.trim() || undefined;
  if (backfill !== undefined && !isPastDay(backfill))
    problems.push(`--backfill ${JSON.stringify(backfill)} — expected ${pastDay}`);
  const boundaries = options.boundaries ? await readBoundaries(options, cwd) : undefined;
  problems.push(...(boundaries?.problems ?? []).map(formatProblem));
  if (!options.force && options.id && cityId.safeParse(options.id).success) {
    problems.push(...(await findExisting(out, options.id)));
  }
  if (problems.length > 0) throw new ConfigError('no profile was written', { problems });
  return {
    id: options.id ?? '',
    name: (options.name ?? '').trim(),
    timezone: options.timezone ?? '',
    aliases: distinct(options.alias ?? []),
    languages: options.language?.length ? distinct(options.language) : ['en'],
    neighbourhoods: boundaries?.neighbourhoods ?? [],
    ...(backfill && { backfill }),
  };
}

const wanted: Record<string, string> = {
  id: 'a short id such as houston',
  name: 'the name of the city',
  timezone: 'an IANA time zone such as America/Chicago',
  boundaries: 'a GeoJSON file of its neighbourhoods',
};

const distinct = (values: string[]) =>
  [...new Set(values.map((value) => value.trim()))].filter((value) => value !== '');

async function findExisting(out: string, id: string): Promise<string[]> {
  const paths = [join(out, `${id}.yaml`), join(out, `${id}.geojson`)];
  const found = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        () => path,
        () => undefined,
      ),
    ),
  );
  return found
    .filter((path) => path !== undefined)
    .map((path) => `--out ${path} — expected no such file yet; --force replaces it`);
}

/** Both files or none: written under other names first, the profile put in place last. */
async function writeBoth(out: string, id: string, files: { yaml: string; geojson: string }): Promise<void> {
  const drafts = (['geojson', 'yaml'] as const).map((kind) => ({
    draft: join(out, `.${id}.${kind}.${process.pid}.tmp`),
    path: join(out, `${id}.${kind}`),
    text: files[kind],
  }));
  try {
    await mkdir(out, { recursive: true });
    for (const { draft, text } of drafts) await writeFile(draft, text, { flush: true });
    for (const { draft, path } of drafts) await rename(draft, path);
  } catch (error) {
    await Promise.all(drafts.map(({ draft }) => rm(draft, { force: true }).catch(() => {})));
    const code = (error as NodeJS.ErrnoException).code ?? 'an error';
    const problems = [`--out ${out} — expected a folder that can be written to; it answered ${code}`];
    throw new ConfigError('no profile was written', { cause: error, problems });
  }
}

const quoted = (word: string) => (/^[\w./@:+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

function report(
  { id, name, neighbourhoods, backfill }: ProfileAnswers,
  out: string,
  isDefault: boolean,
  io: InitIo,
): void {
  const near = relative(io.cwd, out);
  const folder = near.startsWith('..') ? out : near;
  const profile = join(folder, `${id}.yaml`);
  const city = quoted(isDefault ? id : profile);
  const { lat, lon } = neighbourhoods[0]?.center ?? { lat: 0, lon: 0 };
  const around = `${Math.abs(lat).toFixed(2)}° ${lat < 0 ? 'S' : 'N'}, ${Math.abs(lon).toFixed(2)}° ${lon < 0 ? 'W' : 'E'}`;
  line(io.stdout, `Wrote ${profile}`);
  line(io.stdout, `Wrote ${join(folder, `${id}.geojson`)}`);
  line(
    io.stderr,
    `${name} has ${neighbourhoods.length} neighbourhoods; the first is ${neighbourhoods[0]?.name}, around ${around}.`,
  );
  line(io.stderr, '');
  line(io.stderr, 'Next:');
  line(io.stderr, `  earshot import FILE --city ${city}`);
  line(io.stderr, `  earshot query topics --city ${city}`);
  if (backfill === undefined) return;
  line(
    io.stderr,
    `Back to ${backfill}, as far as each source allows, once it stands under sources in ${profile}:`,
  );
  for (const source of examples)
    line(io.stderr, `  earshot collect ${source} --from ${backfill} --city ${city}`);
}
