// `earshot import FILE`: an archive of posts through the whole path, with its progress.
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { SingleBar } from 'cli-progress';
import { Option } from 'commander';
import type { Progress } from '../../collectors/collector.ts';
import { exportNames } from '../../collectors/file/export-maps.ts';
import type { ItemReport } from '../../collectors/page.ts';
import { ConfigError } from '../../errors.ts';
import { type ImportOutcome, importFile } from '../../jobs/import-file.ts';
import { closingLine } from '../closing-line.ts';
import { type CliCommand, type Io, line, type Run } from '../command.ts';

interface Options {
  source?: string;
  filter?: boolean;
  columns?: string;
  map?: string;
  dateFormat?: string;
  city?: string;
}

/** Lines told one by one of each reason. */
const mostOfAKind = 20;

/** `text=Message,createdAt=Posted at` → the header of each field. */
function parseColumns(value: string | undefined): Record<string, string> | undefined {
  if (value === undefined) return undefined;
  const pairs = value.split(',').map((pair) => pair.split('='));
  const wrong = pairs.find((pair) => pair.length !== 2 || pair.some((part) => part.trim() === ''));
  if (wrong) throw new ConfigError(`--columns is FIELD=HEADER,FIELD=HEADER; this is not: ${wrong.join('=')}`);
  return Object.fromEntries(pairs.map(([field, header]) => [field!.trim(), header!.trim()]));
}

/** The file here, or the stream that another process sends. */
async function openInput(path: string, io: Io) {
  const name = path === '-' ? 'stdin' : basename(path);
  const absolute = resolve(io.cwd, path);
  const size = path === '-' ? undefined : (await stat(absolute).catch(() => undefined))?.size;
  return io.isForwarded || path === '-' ? { input: io.stdin, name, size } : { path: absolute, name, size };
}

/** The first of each kind are shown one by one, the others counted at the end. */
function createReporter(io: Io) {
  const seen = new Map<string, { count: number; fate: string }>();
  return {
    tell({ where, reason, isMended }: ItemReport) {
      const fate = isMended ? ' (mended)' : '';
      const count = (seen.get(reason)?.count ?? 0) + 1;
      seen.set(reason, { count, fate });
      if (count <= mostOfAKind) line(io.stderr, `${where}: ${reason}${fate}`);
    },
    finish() {
      for (const [reason, { count, fate }] of seen) {
        if (count > mostOfAKind) line(io.stderr, `and ${count - mostOfAKind} more: ${reason}${fate}`);
      }
    },
  };
}

/** A bar on a terminal; to a file or another process a line every few seconds. */
function createProgress(io: Io) {
  if (io.canAsk) {
    const bar = new SingleBar({
      format: '{bar} {percentage}% | {records} posts | {eta_formatted} left',
      stream: io.stderr as NodeJS.WriteStream,
      hideCursor: true,
    });
    let isStarted = false;
    return {
      show({ bytesRead, bytesTotal, records }: Progress) {
        if (bytesTotal === undefined) return;
        if (!isStarted) bar.start(bytesTotal, 0, { records: 0 });
        isStarted = true;
        bar.update(bytesRead, { records });
      },
      stop: () => bar.stop(),
    };
  }
  let toldAt = Date.now();
  return {
    show({ records, bytesRead, bytesTotal }: Progress) {
      if (Date.now() - toldAt < 5_000) return;
      toldAt = Date.now();
      const share = bytesTotal ? ` (${Math.floor((100 * bytesRead) / bytesTotal)}%)` : '';
      line(io.stderr, `${records} read${share}`);
    },
    stop() {},
  };
}

const run: Run<Options> = async ([path], options, { io, runtime: open }) => {
  const columns = parseColumns(options.columns);
  const runtime = await open();
  const city = await runtime.cities.get(options.city, io.cwd);
  const file = {
    ...(await openInput(path!, io)),
    ...(options.source !== undefined && { source: options.source }),
    ...(options.dateFormat !== undefined && { dateFormat: options.dateFormat }),
    ...(columns && { columns }),
    ...(options.map !== undefined && { map: options.map }),
  };
  await runtime.startWorkers();
  const progress = createProgress(io);
  const reporter = createReporter(io);
  try {
    const { signal } = io;
    const filter = options.filter ?? false;
    const onProgress = (now: Progress) => {
      if (now.readAs !== undefined) line(io.stderr, `read as an export of ${now.readAs}`);
      progress.show(now);
    };
    const request = { city, file, filter, signal, onProgress, onReport: reporter.tell };
    const outcome = await importFile(runtime, request);
    progress.stop();
    reporter.finish();
    return report(outcome, io);
  } finally {
    progress.stop();
  }
};

/** The closing line is the command's last; what happened beside it is said before. */
function report(outcome: ImportOutcome, io: Io): number {
  if (outcome.isResumed) line(io.stderr, 'went on where an interrupted import of this file had stopped');
  if (outcome.mended > 0) line(io.stderr, `${outcome.mended} were mended`);
  if (outcome.dead > 0) line(io.stderr, `${outcome.dead} dead letters: earshot dead list`);
  const isWhole = outcome.ended === 'complete' || outcome.ended === 'truncated';
  if (outcome.ended === 'stopped')
    line(io.stderr, 'stopped; what was read is in the queue, and the same command goes on from here');
  else if (outcome.forgotten > 0)
    line(io.stderr, `${outcome.forgotten} batches ended too long ago to say what became of each post`);
  else if (!isWhole) line(io.stderr, `not complete: ${outcome.reason ?? outcome.ended}`);
  line(io.stderr, closingLine(outcome));
  if (outcome.ended === 'stopped') return 130;
  return isWhole ? 0 : 1;
}

export const importCommand: CliCommand = {
  input: ([path]) => path,
  define: (command) =>
    command
      .description('bring in an archive of posts: JSON lines or CSV, plain or gz, `-` for standard input')
      .argument('<file>', 'what to import')
      .option('--source <source>', 'source of lines that name none')
      .option('--filter', 'keep only what is relevant to the city, as for collected posts')
      .option('--columns <pairs>', 'for CSV: FIELD=HEADER,FIELD=HEADER where the headers are not recognised')
      .addOption(
        new Option('--map <export>', 'whose export it is, where the header does not say it').choices(
          exportNames,
        ),
      )
      .option('--date-format <format>', 'how ambiguous dates are written, such as dd/MM/yyyy HH:mm'),
  run,
};
