// `earshot exports`: which files left the installation, or which of them, and of the messages, held a post.
import { Option } from 'commander';
import { z } from 'zod';
import { ConfigError } from '../../errors.ts';
import { listExports } from '../../store/export-ledger.ts';
import { type CliCommand, line, type Run } from '../command.ts';
import { type Format, formats } from '../render/answer.ts';
import { renderRows } from '../render/rows.ts';

interface Options {
  format: Format;
  source?: string;
  id?: string;
  city?: string;
}

/** What a list tells of a manifest, or of a message that held the post; `--format json` tells all of it. */
const told = z.union([
  z
    .object({
      madeAt: z.string(),
      file: z.string(),
      rows: z.number(),
      query: z.looseObject({ from: z.string(), to: z.string() }),
      // a report is several files
      sha256: z.string().optional(),
      export: z.string(),
    })
    .transform(({ query, ...row }) => ({ ...row, from: query.from, to: query.to })),
  z
    .object({
      kind: z.string(),
      about: z.string(),
      recipient: z.string(),
      channel: z.string(),
      sentAt: z.string(),
      delivery: z.string(),
    })
    .transform(({ kind, about, sentAt, recipient, channel, delivery }) => ({
      ...{ madeAt: sentAt, file: `${kind} ${about}`, recipient, channel, export: delivery },
    })),
]);

const run: Run<Options> = async (_positional, { format, source, id, city: selector }, { io, runtime }) => {
  if ((source === undefined) !== (id === undefined))
    throw new ConfigError('a post is named by --source and --id together');
  const { store, cities } = await runtime();
  const city = await cities.get(selector, io.cwd);
  const post = source !== undefined && id !== undefined ? { source, id } : undefined;
  const manifests = await listExports(store.jobs, city.id, post);
  const look = { width: io.width, color: io.color };
  if (manifests.length === 0 && format === 'table') {
    line(io.stdout, post ? 'no file and no message held this post' : 'nothing was exported');
    return 0;
  }
  const rows = manifests.map((manifest) => told.parse(manifest));
  io.stdout.write(await renderRows(format === 'json' ? (manifests as object[]) : rows, format, look));
  return 0;
};

export const exportsCommand: CliCommand = {
  define: (command) =>
    command
      .description('list the files that were exported, or those that held a post, deleted since or not')
      .option('--source <source>', 'source of a post')
      .option('--id <id>', 'id of a post at its source')
      .addOption(new Option('--format <format>', 'how to show the list').choices(formats).default('table')),
  run,
};
