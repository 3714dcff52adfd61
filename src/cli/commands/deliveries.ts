// `earshot deliveries`: what was sent to whom, what was not and why; once more; and a message to try a recipient.
import { randomBytes } from 'node:crypto';
import { Argument, Option } from 'commander';
import type { City, Recipient } from '../../config.ts';
import { handOver, recipientsOf } from '../../deliver/hand-over.ts';
import { createKeptMessages } from '../../deliver/kept-messages.ts';
import { createDeliveryLedger, type DeliveryEntry } from '../../deliver/ledger.ts';
import { deliveryId, type Message, messageId } from '../../deliver/message.ts';
import { resend } from '../../deliver/resend.ts';
import { listUndelivered } from '../../deliver/undelivered.ts';
import { checkMayBeMade, weekly } from '../../deliver/weekly.ts';
import { ConfigError } from '../../errors.ts';
import { jobId } from '../../queues.ts';
import { isoInCity } from '../../store/city-time.ts';
import { parseWeek } from '../../store/iso-week.ts';
import { type CliCommand, type CommandContext, line, type Run } from '../command.ts';
import type { Held } from '../hold.ts';
import { type Format, formats } from '../render/answer.ts';
import { renderRows } from '../render/rows.ts';

interface Options {
  format: Format;
  failed?: boolean;
  limit: string;
  week?: string;
  to?: string;
  audience: string;
  city?: string;
}

/** How long a command waits to see its messages arrive; they are tried on after that. */
const waitMs = 60_000;

const shown = (city: City, { askedAt, changedAt, message: _, city: __, ...entry }: DeliveryEntry) => ({
  asked: isoInCity(city.timezone, Date.parse(askedAt)),
  ...entry,
  changed: isoInCity(city.timezone, Date.parse(changedAt)),
});

async function show(
  entries: readonly DeliveryEntry[],
  city: City,
  format: Format,
  { io }: CommandContext,
): Promise<void> {
  if (entries.length === 0 && format === 'table') return line(io.stdout, 'nothing');
  const rows = entries.map((entry) => shown(city, entry));
  io.stdout.write(await renderRows(rows, format, { width: io.width, color: io.color }));
}

/** The deliveries as they stand when all are settled, or after a while. */
async function watch(
  held: Held,
  entries: readonly DeliveryEntry[],
  signal: AbortSignal,
): Promise<DeliveryEntry[]> {
  // The embedded engines are here: so is whoever delivers.
  if (held.lock) await held.startDelivering({ schedule: false });
  const queues = await held.queues();
  const soon = AbortSignal.any([signal, AbortSignal.timeout(waitMs)]);
  const ledger = createDeliveryLedger(held.store.jobs);
  return Promise.all(
    entries.map(async (entry) => {
      const { city, id } = entry;
      await queues.whenSettled('deliver', jobId(['deliver', city, id]), soon).catch(() => undefined);
      return (await ledger.get(city, id)) ?? entry;
    }),
  );
}

function recipientNamed(city: City, name: string | undefined): Recipient {
  const all = city.delivery?.recipients ?? [];
  const found = all.find((recipient) => recipient.name === name);
  if (found !== undefined) return found;
  const known = all.map((recipient) => recipient.name).join(', ') || 'none';
  throw new ConfigError(
    `${city.id} has no recipient ${JSON.stringify(name ?? '')}; its profile has: ${known}`,
  );
}

async function tryOut(held: Held, city: City, names: readonly string[]): Promise<DeliveryEntry[]> {
  if (names.length === 0) throw new ConfigError('deliveries test — expected the name of a recipient');
  const to = names.map((name) => recipientNamed(city, name));
  const message: Message = {
    ...{ city: city.id, kind: 'test', audience: 'city', files: [], data: { test: true } },
    about: `${new Date().toISOString()}-${randomBytes(3).toString('hex')}`,
    subject: `Earshot for ${city.name}: a test`,
    text: `This is a test. Whoever reads it will also get what Earshot sends for ${city.name}.`,
  };
  await handOver(held, message, { to });
  return createDeliveryLedger(held.store.jobs).ofMessage(city.id, messageId(message));
}

/** The summary of a week to one recipient: once more, or for the first time. */
async function resendWeek(held: Held, city: City, { week, to, audience }: Options): Promise<DeliveryEntry> {
  const recipient = recipientNamed(city, to);
  const about = parseWeek(city.timezone, week ?? '')?.name;
  if (about === undefined) throw new ConfigError(`--week ${week} — expected an ISO week such as 2026-W46`);
  const what = { city: city.id, kind: 'weekly' as const, about, audience };
  if (!recipientsOf(city, what).includes(recipient))
    throw new ConfigError(`${recipient.name} gets no weekly summary of ${audience}, says the profile`);
  const kept = createKeptMessages(held.store.jobs);
  const id = messageId(what);
  const whose = city.audiences?.find((one) => one.id === audience);
  const nowMs = Date.now();
  if ((await kept.get(city.id, id)) === undefined) {
    await checkMayBeMade(held, city, about, nowMs);
    const slot = { day: '', atMs: nowMs };
    const made = await weekly.make(held, { city, about, slot, nowMs, ...(whose && { audience: whose }) });
    if (made !== undefined) await kept.keep(made);
  }
  const ledger = createDeliveryLedger(held.store.jobs);
  const known = (await ledger.ofMessage(city.id, id)).findLast((entry) => entry.recipient === recipient.name);
  if (known !== undefined) return (await resend(held, city.id, known.id, nowMs)) ?? known;
  await handOver(held, (await kept.get(city.id, id))!, { nowMs, to: [recipient] });
  return (await ledger.get(city.id, deliveryId(id, recipient.name)))!;
}

async function resendAsked(held: Held, city: City, ids: readonly string[], options: Options) {
  if (options.week !== undefined) return [await resendWeek(held, city, options)];
  if (ids.length === 0) throw new ConfigError('deliveries resend — expected an id, or --week and --to');
  const entries: DeliveryEntry[] = [];
  for (const id of ids) {
    const entry = await resend(held, city.id, id, Date.now());
    if (entry === undefined) throw new ConfigError(`${city.id} has no delivery ${JSON.stringify(id)}`);
    entries.push(entry);
  }
  return entries;
}

const run: Run<Options> = async ([action = 'list', ...given], options, context) => {
  const { io, runtime } = context;
  const held = await runtime();
  const city = await held.cities.get(options.city, io.cwd);
  if (action === 'list') {
    const ledger = createDeliveryLedger(held.store.jobs);
    const limit = Number(options.limit);
    const entries = options.failed
      ? await listUndelivered(ledger, city.id, Date.now(), limit)
      : await ledger.list(city.id, { limit });
    await show(entries, city, options.format, context);
    return 0;
  }
  const asked =
    action === 'test' ? await tryOut(held, city, given) : await resendAsked(held, city, given, options);
  const entries = await watch(held, asked, io.signal);
  await show(entries, city, options.format, context);
  return entries.every(({ state }) => state === 'sent') ? 0 : 1;
};

export const deliveriesCommand: CliCommand = {
  define: (command) =>
    command
      .description('list what was sent to whom, send something again, or try a recipient')
      .addArgument(new Argument('[action]').choices(['list', 'resend', 'test']).default('list'))
      .argument('[given...]', 'resend: ids of deliveries; test: names of recipients')
      .option('--failed', 'only what was not delivered, of the last two weeks')
      .option('--limit <n>', 'at most so many', '100')
      .option('--week <week>', 'resend: the summary of this week, such as 2026-W46')
      .option('--to <recipient>', 'resend: to this recipient of the profile')
      .option('--audience <id>', 'resend: the summary of this audience', 'city')
      .addOption(new Option('--format <format>', 'how to show them').choices(formats).default('table')),
  run,
};
