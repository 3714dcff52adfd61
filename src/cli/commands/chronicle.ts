// `earshot events` and `earshot projects`: what the city writes down itself, to explain a chart and to ask what a project did.
import { Option } from 'commander';
import { ConfigError } from '../../errors.ts';
import type { Kind } from '../../store/chronicle.ts';
import { events } from '../../store/queries/events.ts';
import { projects } from '../../store/queries/projects.ts';
import { type CliCommand, line, type Run } from '../command.ts';
import { type Format, formats } from '../render/answer.ts';
import { renderRows } from '../render/rows.ts';

type Options = Record<string, string | undefined> & { format: Format; city?: string };

const runOf =
  (kind: Kind): Run<Options> =>
  async (words, { format, city: selector, ...given }, { io, runtime }) => {
    const [what = 'list', name] = words;
    const { store, cities, chronicle } = await runtime();
    const city = await cities.get(selector, io.cwd);
    if (what === 'list') {
      const { rows } = await (kind === 'event' ? events : projects).run(store, city, {});
      if (rows.length === 0 && format === 'table') line(io.stdout, `no ${kind}s`);
      else io.stdout.write(await renderRows(rows, format, { width: io.width, color: io.color }));
      return 0;
    }
    if (what !== 'add' && what !== 'remove') throw new ConfigError('expected list, add TITLE or remove ID');
    if (name === undefined) throw new ConfigError(`expected ${what === 'add' ? 'a title' : 'an id'}`);
    const value = what === 'add' ? { title: name, ...given } : { id: name, remove: true };
    const written = await chronicle.write(kind, city, value);
    if (written === undefined) throw new ConfigError(`${city.id} has no ${kind} ${JSON.stringify(name)}`);
    if ('mistakes' in written) {
      const problems = written.mistakes.map(({ parameter, detail }) => `${parameter} — ${detail}`);
      throw new ConfigError(`the ${kind} is not understood`, { problems });
    }
    line(io.stdout, 'entry' in written ? written.entry.id : `${written.removed} removed`);
    return 0;
  };

const command = (
  kind: Kind,
  description: string,
  options: readonly [flags: string, what: string][],
): CliCommand => ({
  define: (defined) => {
    defined
      .description(description)
      .argument('[what]', 'list, add TITLE or remove ID', 'list')
      .argument('[name]', 'title of the one to add, id of the one to remove')
      .option('--id <id>', 'of the one to add; what has it already is replaced');
    for (const [flags, what] of options) defined.option(flags, what);
    return defined.addOption(
      new Option('--format <format>', 'how to show the list').choices(formats).default('table'),
    );
  },
  run: runOf(kind),
});

export const eventsCommand = command('event', 'what happened in the city, to be seen beside its figures', [
  ['--from <time>', 'a date (midnight in the city) or a time'],
  ['--to <time>', 'exclusive; without it an instant'],
  ['--url <address>', 'where it is told in full'],
]);

export const projectsCommand = command('project', 'projects of the city, whose effect `query impact` tells', [
  ['--q <search>', 'the posts that it concerns, as --q of a query'],
  ['--date <time>', 'from when on it is felt: a date or a time'],
]);
