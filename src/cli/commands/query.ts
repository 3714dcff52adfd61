// `earshot query NAME`: one question, answered as a table, JSON or CSV.
import { Option } from 'commander';
import type { z } from 'zod';
import { ConfigError } from '../../errors.ts';
import { queries } from '../../store/queries/catalog.ts';
import { createSavedQueries, overridden, type SavedQuery, savedName } from '../../store/saved-queries.ts';
import { type CliCommand, line, type Run } from '../command.ts';
import { misunderstood } from '../misunderstood.ts';
import { type Format, formats, renderAnswerAs } from '../render/answer.ts';

type Options = Record<string, string | undefined> & { format: Format; save?: string; city?: string };

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

/** A question of the catalogue with its flags; `@name` is one that was saved, whose flags may be given anew. */
async function understand(
  name: string,
  given: Record<string, string | undefined>,
  find: (saved: string) => Promise<SavedQuery | undefined>,
) {
  const saved = name.startsWith('@') ? await find(name.slice(1)) : undefined;
  if (name.startsWith('@') && !saved)
    throw new ConfigError(`no question is saved as ${name}; \`earshot queries\` lists them`);
  const wanted = saved?.query ?? name;
  const query = queries.find((candidate) => candidate.name === wanted);
  if (!query) throw new ConfigError(`there is no query "${wanted}"; there are: ${names}`);
  const taken = Object.keys(query.params.shape);
  const extra = Object.keys(given).filter((flag) => !taken.includes(flag));
  if (extra.length > 0) {
    throw new ConfigError(
      `${query.name} does not take ${extra.map((flag) => `--${flag}`).join(', ')}; it takes ${taken.map((flag) => `--${flag}`).join(', ')}`,
    );
  }
  return { query, params: overridden(saved?.params ?? {}, given) };
}

const run: Run<Options> = async (
  [name = ''],
  { format, save, city: selector, ...given },
  { io, runtime },
) => {
  if (save !== undefined && !savedName.test(save))
    throw new ConfigError(
      `a name has small letters, digits, - and _, and at most 64 of them, unlike ${save}`,
    );
  const { store, cities } = await runtime();
  const city = await cities.get(selector, io.cwd);
  const saved = createSavedQueries(store);
  const { query, params } = await understand(name, given, (which) => saved.get(city.id, which));
  try {
    const answer = await query.run(store, city, params as never);
    if (save !== undefined) await saved.put(city.id, { name: save, query: query.name, params });
    io.stdout.write(await renderAnswerAs(answer, format, { width: io.width, color: io.color }));
    if (save !== undefined) line(io.stderr, `saved: earshot query @${save}`);
    return 0;
  } catch (error) {
    return misunderstood('the question', error);
  }
};

export const query: CliCommand = {
  define(command) {
    command
      .description('ask about volume, sentiment, topics and places')
      .argument('<name>', `${names}; or @name, a saved one`)
      .option('--save <name>', 'keep the question under this name: ask it again as @name')
      .addOption(new Option('--format <format>', 'how to show the answer').choices(formats).default('table'));
    for (const [flag, { description, takenBy }] of flags()) {
      const only = takenBy.length === queries.length ? '' : ` (${takenBy.join(', ')})`;
      command.option(`--${flag} <value>`, `${description}${only}`);
    }
    return command;
  },
  run,
};
