// `earshot queries [list|remove]`: the questions that were given a name with `earshot query … --save NAME`.
import { Argument, Option } from 'commander';
import { ConfigError } from '../../errors.ts';
import { createSavedQueries } from '../../store/saved-queries.ts';
import { type CliCommand, line, type Run } from '../command.ts';
import { type Format, formats } from '../render/answer.ts';
import { renderRows } from '../render/rows.ts';

const run: Run<{ format: Format; city?: string }> = async (
  [action = 'list', name],
  { format, city: selector },
  { io, runtime },
) => {
  const { store, cities } = await runtime();
  const city = await cities.get(selector, io.cwd);
  const saved = createSavedQueries(store);
  if (action === 'remove') {
    if (name === undefined) throw new ConfigError('which one? earshot queries remove NAME');
    const bare = name.replace(/^@/, '');
    if (!(await saved.remove(city.id, bare))) throw new ConfigError(`no question is saved as @${bare}`);
    line(io.stdout, `@${bare} is gone`);
    return 0;
  }
  const all = await saved.list(city.id);
  if (all.length === 0 && format === 'table') {
    line(io.stdout, 'none yet: earshot query NAME … --save NAME');
    return 0;
  }
  const rows = all.map(({ name: id, query, params }) => ({
    name: `@${id}`,
    query,
    question: Object.entries(params)
      .map(([flag, value]) => `--${flag} ${/^[\w.,*-]+$/.test(value) ? value : JSON.stringify(value)}`)
      .join(' '),
  }));
  const look = { width: io.width, color: io.color };
  io.stdout.write(await renderRows(format === 'json' ? all : rows, format, look));
  return 0;
};

export const queriesCommand: CliCommand = {
  define: (command) =>
    command
      .description('list the questions that have a name, or remove one')
      .addArgument(new Argument('[action]', 'what to do').choices(['list', 'remove']).default('list'))
      .argument('[name]', 'remove: its name')
      .addOption(new Option('--format <format>', 'how to show the list').choices(formats).default('table')),
  run,
};
