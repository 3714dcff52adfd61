// `earshot sql "SELECT …"`: one statement over the analysts' views, as docs/schema.md lists them.
import { text } from 'node:stream/consumers';
import { Option } from 'commander';
import { askSql, askSqlParquet } from '../../store/sql/ask.ts';
import type { CliCommand, Run } from '../command.ts';
import { type Format, formats } from '../render/answer.ts';
import { renderSql } from '../render/sql.ts';

interface Options {
  format: Format;
  city?: string;
}

const run: Run<Options> = async ([given = ''], { format, city: selector }, { io, runtime }) => {
  const statement = given === '-' ? await text(io.stdin) : given;
  const { store, cities } = await runtime();
  const city = await cities.get(selector, io.cwd);
  if (format === 'parquet') {
    io.stdout.write(await askSqlParquet(store, city, statement));
    return 0;
  }
  const answer = await askSql(store, city, statement, { leaves: format === 'csv' });
  const look = { width: io.width, color: io.color, sample: city.sample ?? false };
  io.stdout.write(renderSql(answer, format, look));
  return 0;
};

export const sql: CliCommand = {
  define: (command) =>
    command
      .description(
        'ask one SELECT of your own over posts, sums_day, sums_hour, copies and coverage (docs/sql.md)',
      )
      .argument('<statement>', 'the statement, or - to read it from standard input')
      .addOption(new Option('--format <format>', 'how to show the answer').choices(formats).default('table')),
  input: ([statement]) => (statement === '-' ? '-' : undefined),
  run,
};
