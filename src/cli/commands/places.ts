// `earshot places [list]` and `earshot places import FILE`: the city's gazetteer of streets, landmarks and stations.
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Argument, Option } from 'commander';
import { openCities } from '../../cities.ts';
import { importedPlacesPath } from '../../config/imported-places.ts';
import { maxDataBytes, readText } from '../../config/read-text.ts';
import { ConfigError } from '../../errors.ts';
import { gazetteerText, importPlaces, type PlacesImport } from '../../gazetteer/import-places.ts';
import { readCsvPlaces } from '../../gazetteer/table-places.ts';
import { type CliCommand, type CommandContext, line, type Run } from '../command.ts';
import { type Format, formats } from '../render/answer.ts';
import { renderRows } from '../render/rows.ts';

interface Options {
  city?: string;
  format: Format;
}

/** Bad rows told one by one. */
const mostTold = 20;

const run: Run<Options> = ([action = 'list', file], options, context) => {
  if (action === 'import') return importFile(file, options, context);
  if (file !== undefined) throw new ConfigError('places list takes no file');
  return list(options, context);
};

async function list(options: Options, { io, environment }: CommandContext): Promise<number> {
  const city = await openCities(environment).get(options.city, io.cwd);
  const rows = city.places.map(({ id, name, kind, aliases, neighbourhood = '' }) => ({
    id, name, kind, aliases: aliases.join(' | '), neighbourhood,
  })); // biome-ignore format: one line
  io.stdout.write(await renderRows(rows, options.format, { width: io.width, color: io.color }));
  return 0;
}

async function readInput(file: string, cwd: string): Promise<string> {
  const problems: string[] = [];
  const text = await readText(
    resolve(cwd, file),
    maxDataBytes,
    (expected) => void problems.push(`${file} — expected ${expected}`),
  );
  if (text === undefined) throw new ConfigError('nothing was imported', { problems });
  return text;
}

async function importFile(
  file: string | undefined,
  options: Options,
  context: CommandContext,
): Promise<number> {
  const { io, environment } = context;
  if (file === undefined) throw new ConfigError('places import needs a file');
  const city = await openCities(environment).get(options.city, io.cwd);
  const text = await readInput(file, io.cwd);
  const path = importedPlacesPath(city.path);
  const known = readCsvPlaces(await readFile(path, 'utf8').catch(() => 'name\n')).places.map(
    ({ where: _, ...place }) => place,
  );
  const outcome = importPlaces(text, city, known);
  report(outcome, io);
  if (outcome.counts.added + outcome.counts.merged === 0) {
    throw new ConfigError(`${file} has no place that could be imported; ${path} stays as it was`);
  }
  await writeWhole(path, gazetteerText(outcome.places));
  const { read, added, merged, far } = outcome.counts;
  line(io.stdout, `Wrote ${path}`);
  line(
    io.stderr,
    `${read} read, ${added} added, ${merged} merged, ${far} left out, ${outcome.bad.length} bad`,
  );
  return 0;
}

function report({ bad, counts }: PlacesImport, { stderr }: CommandContext['io']): void {
  for (const { where, reason } of bad.slice(0, mostTold)) line(stderr, `${where}: ${reason}`);
  if (bad.length > mostTold) line(stderr, `and ${bad.length - mostTold} more bad rows`);
  if (counts.far > 0) line(stderr, `${counts.far} are far from the city, or the city itself: left out`);
}

/** Whoever reads the file finds the old one or the new one. */
async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(draft, text, { flush: true });
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    const code = (cause as NodeJS.ErrnoException).code ?? 'an error';
    throw new ConfigError(`${path} cannot be written (${code})`, { cause });
  }
}

export const places: CliCommand = {
  define: (command) =>
    command
      .description(
        'the streets, landmarks and stations that the city is known to have; import adds those of a file',
      )
      .addArgument(new Argument('[action]', 'what to do').choices(['list', 'import']).default('list'))
      .argument('[file]', 'import: GeoJSON, Overpass JSON, CSV, or a GeoNames dump')
      .addOption(new Option('--format <format>', 'how to show the list').choices(formats).default('table')),
  run,
};
