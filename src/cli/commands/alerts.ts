// `earshot alerts`: what fired and why; says that somebody has seen it; and what the rules would have told of a time that is past.
import { Option } from 'commander';
import type { Alert } from '../../alert/alert.ts';
import { createAlertLedger } from '../../alert/ledger.ts';
import { replay } from '../../alert/replay.ts';
import { ConfigError } from '../../errors.ts';
import { parseTime } from '../../store/city-time.ts';
import { type CliCommand, line, type Run } from '../command.ts';
import { type Format, formats } from '../render/answer.ts';
import { renderRows } from '../render/rows.ts';

interface Options {
  format: Format;
  city?: string;
  limit: string;
  from?: string;
  to?: string;
}

const dayMs = 86_400_000;
const longestDays = 31;

/** The columns that a terminal has room for; JSON has all. */
const shown = ({ id, foundAt, state, sending, flood, title }: Alert) => ({
  id,
  found: foundAt,
  state,
  sending: flood === undefined ? sending : `${sending}: ${flood}`,
  title,
});

const countOf = (text: string): number => {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 10_000)
    throw new ConfigError('--limit: expected 1 to 10000');
  return count;
};

function periodOf(timezone: string, { from, to }: Options, nowMs: number) {
  const read = (name: string, text: string | undefined, usual: number) => {
    const ms = text === undefined ? usual : parseTime(timezone, text);
    if (ms === undefined) throw new ConfigError(`--${name}: expected a date or a time`);
    return ms;
  };
  const toMs = Math.min(nowMs, read('to', to, nowMs));
  const fromMs = read('from', from, toMs - 7 * dayMs);
  if (fromMs >= toMs) throw new ConfigError('--from: expected a time before --to');
  if (toMs - fromMs > longestDays * dayMs)
    throw new ConfigError(`--from: expected at most ${longestDays} days`);
  return { fromMs, toMs };
}

const run: Run<Options> = async (words, options, { io, runtime }) => {
  const [what = 'list', id] = words;
  const { store, cities } = await runtime();
  const city = await cities.get(options.city, io.cwd);
  const ledger = createAlertLedger(store.jobs);
  const show = async (alerts: readonly Alert[], nothing: string) => {
    const isTable = options.format === 'table';
    if (alerts.length === 0 && isTable) line(io.stdout, nothing);
    else {
      const rows = options.format === 'json' ? alerts : alerts.map(shown);
      io.stdout.write(await renderRows(rows, options.format, { width: io.width, color: io.color }));
    }
  };
  if (what === 'list') {
    await show(await ledger.list(city.id, { limit: countOf(options.limit) }), 'no alerts');
    return 0;
  }
  if (what === 'ack') {
    if (id === undefined) throw new ConfigError('expected the id of an alert: earshot alerts list');
    const alert = await ledger.acknowledge(city, id, Date.now());
    if (alert === undefined) throw new ConfigError(`${city.id} has no alert ${JSON.stringify(id)}`);
    line(io.stdout, `${alert.title}: seen ${alert.acknowledgedAt}`);
    return 0;
  }
  if (what !== 'test') throw new ConfigError('expected list, ack ID or test');
  const period = periodOf(city.timezone, options, Date.now());
  const { alerts, unknown } = await replay(store, city, { ...period, signal: io.signal });
  await show(alerts, 'the rules on volume and sentiment would have told nothing');
  if (unknown.length > 0) line(io.stderr, `not enough history, or no such project: ${unknown.join(', ')}`);
  return 0;
};

export const alertsCommand: CliCommand = {
  define: (defined) =>
    defined
      .description(
        'what fired and why; who has seen it; what the rules would have told of a time that is past',
      )
      .argument('[what]', 'list, ack ID or test', 'list')
      .argument('[id]', 'of the alert that was seen')
      .option('--limit <count>', 'alerts to list, the newest', '50')
      .option('--from <time>', 'of test: a date (midnight in the city) or a time; 7 days before --to')
      .option('--to <time>', 'of test: exclusive; now')
      .addOption(new Option('--format <format>', 'how to show them').choices(formats).default('table')),
  run,
};
