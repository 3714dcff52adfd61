// `earshot evaluate TASK FILE`: how right the tags are, measured on lines whose truth is known.
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Argument, Option } from 'commander';
import { z } from 'zod';
import { openCities } from '../../cities.ts';
import { readLines } from '../../collectors/file/lines.ts';
import { openFile } from '../../collectors/file/open.ts';
import { loadTopics } from '../../config.ts';
import { ConfigError } from '../../errors.ts';
import { evaluate as measure } from '../../evaluate/evaluate.ts';
import { type LabelMap, type Line, type Report, type Task, tasks } from '../../evaluate/tasks.ts';
import type { CliCommand, CommandContext, Run } from '../command.ts';
import { renderReport } from '../render/report.ts';

interface Options {
  map?: string;
  format: 'table' | 'json';
  hindi?: boolean;
  city?: string;
}

async function* parseLines(path: string, io: CommandContext['io']): AsyncGenerator<Line> {
  const file = await openFile(
    path === '-' ? { input: io.stdin, name: 'stdin' } : { path: resolve(io.cwd, path) },
  );
  for await (const lines of readLines(file.chunks)) {
    for (const { number, bytes, problem } of lines) {
      if (bytes.length === 0 && problem === undefined) continue;
      yield { line: number, value: problem === undefined ? parseJson(bytes) : undefined };
    }
  }
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    // No row of any task: the report counts it by its line.
    return undefined;
  }
}

const mapSchema = z.record(z.string(), z.array(z.string()).min(1));

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
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ConfigError(`${absolute} is not JSON`, { cause });
  }
  const parsed = mapSchema.safeParse(value);
  if (!parsed.success) throw new ConfigError(`${absolute} — expected JSON such as { "Potholes": ["roads"] }`);
  const known = new Set(topics.map(({ id }) => id));
  const unknown = Object.values(parsed.data)
    .flat()
    .filter((id) => !known.has(id));
  if (unknown.length > 0) {
    throw new ConfigError(`${absolute} names topics that are not in the taxonomy`, {
      problems: [...new Set(unknown)],
    });
  }
  return parsed.data;
}

/** What is asked of a task that no city is named for: the installation's topics and nothing else. */
async function subject({ environment, io }: CommandContext, selector?: string) {
  if (selector !== undefined || environment.city !== undefined) {
    const city = await openCities(environment).get(selector, io.cwd);
    return { city, topics: city.topics };
  }
  return { topics: await loadTopics(environment) };
}

const run: Run<Options> = async ([task, path], options, context) => {
  const { io } = context;
  const { city, topics } = await subject(context, options.city);
  const map = await readMap(options.map, io.cwd, topics);
  const report: Report = await measure(task as Task, parseLines(path!, io), {
    city,
    topics,
    map,
    includeHindi: options.hindi,
  });
  io.stdout.write(
    options.format === 'json'
      ? `${JSON.stringify(report, null, 2)}\n`
      : renderReport(report, { width: io.width, color: io.color }),
  );
  if (report.n > 0) return 0;
  throw new ConfigError(`${path} has no line that ${task} can be measured on`, {
    problems: report.badLines.first.map(({ line, reason }) => `line ${line}: ${reason}`),
  });
};

export const evaluate: CliCommand = {
  name: 'evaluate',
  needs: 'plain',
  define: (command) =>
    command
      .description('measure how right the tags are, on lines whose truth is known')
      .addArgument(new Argument('<task>').choices(tasks))
      .argument('<file>', 'JSON lines: text with label; places; opinions; or lang')
      .option('--map <file>', 'JSON from a label of the file to topics: { "Potholes": ["roads"] }')
      .option('--hindi', 'measure romanised Hindi too (language)')
      .addOption(
        new Option('--format <format>', 'how to show it').choices(['table', 'json']).default('table'),
      ),
  run,
};
