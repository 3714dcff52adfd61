// `earshot correct SOURCE ID`: says what a post is where the program was wrong. `correct list` and `correct export`: what was said so far.
import { once } from 'node:events';
import { Option } from 'commander';
import { type Correction, readCorrection } from '../../correction.ts';
import { ConfigError } from '../../errors.ts';
import { escapeJson } from '../../files/safe-text.ts';
import { exportCorrections } from '../../jobs/export-corrections.ts';
import { settleDays } from '../../jobs/import-file.ts';
import { intents } from '../../post.ts';
import { isoInCity } from '../../store/city-time.ts';
import { type CliCommand, type CommandContext, line, type Run } from '../command.ts';
import { type Format, formats } from '../render/answer.ts';
import { renderRows } from '../render/rows.ts';

interface Options {
  sentiment?: string;
  topic: string[];
  notTopic: string[];
  place?: string;
  intent?: string;
  relevance?: string;
  undo?: boolean;
  format: Format;
  city?: string;
}

/** `roads` or `roads=negative` */
function topicOf(text: string): { id: string; sentiment?: string } {
  const [id = '', sentiment] = text.split('=');
  return { id, ...(sentiment !== undefined && { sentiment }) };
}

function requestOf(source: string, id: string, options: Options): unknown {
  const { sentiment, place, intent, relevance, undo } = options;
  const topics = [
    ...options.topic.map(topicOf),
    ...options.notTopic.map((topic) => ({ id: topic, remove: true })),
  ];
  return {
    ...{ source, id, sentiment, intent, relevance, undo },
    ...(topics.length > 0 && { topics }),
    ...(place !== undefined && { place: place === 'none' ? '' : place }),
  };
}

/** A correction in a few words: `sentiment negative, roads negative, not traffic`. */
function describe({ sentiment, topics = [], place, intent, relevance }: Correction): string {
  const parts = [
    sentiment && `sentiment ${sentiment}`,
    ...topics.map(({ id, remove, sentiment: own }) =>
      remove ? `not ${id}` : `${id}${own ? ` ${own}` : ''}`,
    ),
    place !== undefined && `place ${place === '' ? 'none' : place}`,
    intent && `intent ${intent}`,
    relevance && `relevance ${relevance}`,
  ];
  return parts.filter((part) => part).join(', ');
}

const run: Run<Options> = (words, options, context) => {
  const [what = 'list', id] = words;
  if (id === undefined && what === 'list') return list(options, context);
  if (id === undefined && what === 'export') return exportLines(options, context);
  if (id === undefined) throw new ConfigError('expected a source and the id of a post, or list, or export');
  return correct(what, id, options, context);
};

async function correct(
  source: string,
  id: string,
  options: Options,
  context: CommandContext,
): Promise<number> {
  const { io, runtime: open } = context;
  const runtime = await open();
  const city = await runtime.cities.get(options.city, io.cwd);
  const read = readCorrection(requestOf(source, id, options), city);
  if ('mistakes' in read) {
    const problems = read.mistakes.map(({ parameter, detail }) => `${parameter} — ${detail}`);
    throw new ConfigError('the correction is not understood', { problems });
  }
  const correction = await runtime.corrections.correct(city, read.request);
  if (correction === undefined)
    throw new ConfigError(`${city.id} has no post ${JSON.stringify(id)} of ${source}`);
  await runtime.startWorkers();
  await settleDays(runtime, city, io.signal);
  line(io.stdout, describe(correction) || 'as the program had it');
  return 0;
}

async function list(options: Options, { io, runtime }: CommandContext): Promise<number> {
  const { corrections, cities } = await runtime();
  const city = await cities.get(options.city, io.cwd);
  const rows = (await corrections.list(city.id)).map(({ source, id, correction, madeAt }) => {
    const time = isoInCity(city.timezone, Date.parse(madeAt));
    return options.format === 'json'
      ? { source, id, time, correction }
      : { source, id, time, correction: describe(correction ?? {}) };
  });
  if (rows.length === 0 && options.format === 'table') line(io.stdout, 'no corrections');
  else io.stdout.write(await renderRows(rows, options.format, { width: io.width, color: io.color }));
  return 0;
}

async function exportLines(options: Options, { io, runtime: open }: CommandContext): Promise<number> {
  const runtime = await open();
  const city = await runtime.cities.get(options.city, io.cwd);
  let written = 0;
  let withoutText = 0;
  for await (const batch of exportCorrections(runtime, city)) {
    written += batch.length;
    withoutText += batch.filter(({ text }) => text === undefined).length;
    const lines = batch.map((row) => `${escapeJson(JSON.stringify(row))}\n`).join('');
    if (lines !== '' && !io.stdout.write(lines)) await once(io.stdout, 'drain', { signal: io.signal });
  }
  const kept = withoutText > 0 ? `; ${withoutText} without text, which their sources' terms keep here` : '';
  line(io.stderr, `${written} corrections${kept}`);
  return 0;
}

const collect = (value: string, values: string[]) => [...values, value];

export const correctCommand: CliCommand = {
  define: (command) =>
    command
      .description(
        "say what a post is where the program was wrong; it overrides the program's tags from then on",
      )
      .argument('[source]', 'source of the post; or list, or export for JSON lines to train on', 'list')
      .argument('[id]', 'id of the post')
      .addOption(
        new Option('--sentiment <label>', 'of the whole post').choices(['negative', 'neutral', 'positive']),
      )
      .option(
        '--topic <id[=label]>',
        'it is about this, and how it speaks of it; may be repeated',
        collect,
        [],
      )
      .option('--not-topic <id>', 'it is not about this; may be repeated', collect, [])
      .option('--place <id>', 'neighbourhood, or none')
      .addOption(new Option('--intent <intent>', 'what it wants').choices(intents))
      .addOption(new Option('--relevance <decision>', 'drop: out of every figure').choices(['keep', 'drop']))
      .option('--undo', 'take back everything that was said of it')
      .addOption(new Option('--format <format>', 'how to show the list').choices(formats).default('table')),
  run,
};
