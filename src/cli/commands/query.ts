// `earshot query NAME`: one question, answered as a table, JSON or CSV.
import { Option } from 'commander';
import type { z } from 'zod';
import { ConfigError } from '../../errors.ts';
import { queries } from '../../store/queries/catalog.ts';
import type { CliCommand, Run } from '../command.ts';
import { misunderstood } from '../misunderstood.ts';
import { type Format, formats, renderAnswerAs } from '../render/answer.ts';

type Options = Record<string, string | undefined> & { format: Format; city?: string };

const names = queries.map(({ name }) => name).join(', ');

/** Every parameter of every query, once: a flag means the same in all that take it. */
function flags(): Map<string, { description: string; takenBy: string[] }> {
  const all = new Map<string, { description: string; takenBy: string[] }>();
  for (const { name, params } of queries) {
    for (const [flag, schema] of Object.entries(params.shape) as [string, z.ZodType][]) {
      const known = all.get(flag);
      if (known) known.takenBy.push(name);
      else all.set(flag, { description: schema.meta()?.description ?? '', takenBy: [name] });
    }
  }
  return all;
}

const run: Run<Options> = async ([name], { format, city: selector, ...params }, { io, runtime }) => {
  const query = queries.find((candidate) => candidate.name === name);
  if (!query) throw new ConfigError(`there is no query "${name}"; there are: ${names}`);
  const taken = Object.keys(query.params.shape);
  const extra = Object.keys(params).filter((flag) => !taken.includes(flag));
  if (extra.length > 0) {
    throw new ConfigError(
      `${query.name} does not take ${extra.map((flag) => `--${flag}`).join(', ')}; it takes ${taken.map((flag) => `--${flag}`).join(', ')}`,
    );
  }
  const { store, cities } = await runtime();
  const city = await cities.get(selector, io.cwd);
  try {
    const answer = await query.run(store, city, params as never);
    io.stdout.write(await renderAnswerAs(answer, format, { width: io.width, color: io.color }));
    return 0;
  } catch (error) {
    return misunderstood('the question', error);
  }
};

export const query: CliCommand = {
  define(command) {
    command
      .description('ask about volume, sentiment, topics and places')
      .argument('<name>', names)
      .addOption(new Option('--format <format>', 'how to show the answer').choices(formats).default('table'));
    for (const [flag, { description, takenBy }] of flags()) {
      const only = takenBy.length === queries.length ? '' : ` (${takenBy.join(', ')})`;
      command.option(`--${flag} <value>`, `${description}${only}`);
    }
    return command;
  },
  run,
};
