// `earshot sources`: every source of every city, how fresh it is, what is wrong with it and what to do.
import { Option } from 'commander';
import { createDeliveryLedger } from '../../deliver/ledger.ts';
import { listUndelivered } from '../../deliver/undelivered.ts';
import { addDays, dayOf } from '../../store/city-time.ts';
import { sources as query } from '../../store/queries/sources.ts';
import type { CliCommand, Run } from '../command.ts';
import { type Format, formats } from '../render/answer.ts';
import { renderRows } from '../render/rows.ts';
import { renderSources } from '../render/sources.ts';
import { renderUndelivered } from '../render/undelivered.ts';

/** How far back gaps are told. */
const gapDays = 90;

const run: Run<{ format: Format; city?: string }> = async (_positional, options, { io, runtime }) => {
  const { store, cities } = await runtime();
  const wanted = options.city === undefined ? (await cities.known()).map(({ id }) => id) : [options.city];
  const answers = [];
  for (const selector of wanted) {
    const city = await cities.get(selector, io.cwd);
    const from = addDays(dayOf(city.timezone, Date.now()), -gapDays);
    const undelivered = await listUndelivered(createDeliveryLedger(store.pages), city.id, Date.now());
    answers.push({ city, rows: (await query.run(store, city, { from })).rows, undelivered });
  }
  const look = { width: io.width, color: io.color };
  const text =
    options.format === 'table'
      ? answers
          .map(
            ({ city, rows, undelivered }) =>
              renderSources({ id: city.id, isSample: city.sample ?? false }, rows, look) +
              renderUndelivered(undelivered),
          )
          .join('\n')
      : await renderRows(
          answers.flatMap(({ city, rows }) => rows.map((row) => ({ city: city.id, ...row }))),
          options.format,
          look,
        );
  io.stdout.write(text);
  return 0;
};

export const sources: CliCommand = {
  define: (command) =>
    command
      .description('say how each source does: last run, freshness, gaps, terms, and what to do')
      .addOption(new Option('--format <format>', 'how to show it').choices(formats).default('table')),
  run,
};
