// `earshot evaluate TASK FILE`: how right the tags are, measured on lines whose truth is known.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Argument, Option } from 'commander';
import { openCities } from '../../cities.ts';
import { loadTopics } from '../../config.ts';
import { ConfigError } from '../../errors.ts';
import { evaluate as measure } from '../../evaluate/evaluate.ts';
import { parseLabelMap, strayLabels } from '../../evaluate/label-map.ts';
import { readLabelled } from '../../evaluate/labelled-file.ts';
import { type LabelMap, type Line, type Report, type Task, tasks } from '../../evaluate/tasks.ts';
import { type CliCommand, type CommandContext, line, type Run } from '../command.ts';
import { renderReport } from '../render/report.ts';
import { type AllOptions, evaluateAll } from './evaluate-all.ts';

interface Options extends AllOptions {
  map?: string;
  hindi?: boolean;
  city?: string;
}

async function readMap(
  path: string | undefined,
  cwd: string,
  topics: readonly { id: string }[],
): Promise<LabelMap | undefined> {
  if (path === undefined) return undefined;
  const absolute = resolve(cwd, path);
  const text = await readFile(absolute, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new ConfigError(`cannot read ${absolute} (${cause.code})`, { cause });
  });
  return parseLabelMap(text, absolute, topics);
}

/** What is asked of a task that no city is named for: the installation's topics and nothing else. */
async function subject({ environment, io }: CommandContext, selector?: string) {
  if (selector !== undefined || environment.city !== undefined) {
    const city = await openCities(environment).get(selector, io.cwd);
    return { city, topics: city.topics };
  }
  return { topics: await loadTopics(environment) };
}

async function* counted(lines: AsyncIterable<Line>, count: { lines: number }): AsyncGenerator<Line> {
  for await (const each of lines) {
    count.lines++;
    yield each;
  }
}

/** Whatever makes the figures say nothing, in one line. */
function refuseEmpty({ task, n, badLines: { first } }: Report, path: string, lines: number): void {
  if (n > 0) return;
  if (lines === 0) throw new ConfigError(`${path} is empty: there is nothing to measure`);
  const why = first[0] ? ` (line ${first[0].line}: ${first[0].reason})` : '';
  throw new ConfigError(`${path} has no line that ${task} can be measured on${why}`);
}

/** Labels that are only in the map: all of them is a mistake, some are told. */
function checkMap(map: LabelMap | undefined, report: Report, io: CommandContext['io']): void {
  if (!map || report.task !== 'topics') return;
  const stray = strayLabels(map, Object.keys(report.perClass ?? {}));
  if (stray.length === 0) return;
  const which = `the map names labels that the file does not have: ${stray.join(', ')}`;
  if (stray.length === Object.keys(map).length) throw new ConfigError(which);
  line(io.stderr, which);
}

const run: Run<Options> = async ([task, path], options, context) => {
  if (task === 'all') return evaluateAll(path, options, context);
  const { io } = context;
  if (path === undefined) throw new ConfigError(`evaluate ${task} needs the file to measure on`);
  const { city, topics } = await subject(context, options.city);
  const map = await readMap(options.map, io.cwd, topics);
  const from = path === '-' ? { input: io.stdin, name: 'stdin' } : { path: resolve(io.cwd, path) };
  const count = { lines: 0 };
  const lines = counted(readLabelled(from), count);
  const report = await measure(task as Task, lines, { city, topics, map, includeHindi: options.hindi });
  refuseEmpty(report, path, count.lines);
  checkMap(map, report, io);
  const { badLines } = report;
  for (const { line: number, reason } of badLines.first) line(io.stderr, `line ${number}: ${reason}`);
  if (badLines.count > badLines.first.length)
    line(io.stderr, `and ${badLines.count - badLines.first.length} more lines that cannot be used`);
  io.stdout.write(
    options.format === 'json'
      ? `${JSON.stringify(report, null, 2)}\n`
      : renderReport(report, { width: io.width, color: io.color }),
  );
  return 0;
};

export const evaluate: CliCommand = {
  define: (command) =>
    command
      .description('measure how right the tags are, on lines whose truth is known')
      .addArgument(new Argument('<task>').choices([...tasks, 'all']))
      .argument('[file]', 'JSON lines: text with label; relevant; places; opinions; or lang')
      .option('--map <file>', 'JSON from a label of the file to topics: { "Potholes": ["roads"] }')
      .option('--hindi', 'measure romanised Hindi too (language)')
      .option('--data <folder>', 'all: the folder of labelled files, see docs/accuracy.md')
      .option('--out <file>', 'all: a page whose figures are replaced')
      .addOption(
        new Option('--format <format>', 'how to show it').choices(['table', 'json']).default('table'),
      ),
  run,
};
