// `earshot export FILE`: every post that passes a filter, as a file that leaves, with a manifest beside it.
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, extname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Option } from 'commander';
import type { z } from 'zod';
import { ConfigError } from '../../errors.ts';
import { type ExportFormat, exportFormats } from '../../export/formats.ts';
import { manifestPath, writeExport, writeManifest } from '../../export/write-export.ts';
import { filterParams, periodParams } from '../../store/queries/params.ts';
import { type CliCommand, line, type Run } from '../command.ts';
import { misunderstood } from '../misunderstood.ts';

type Options = Record<string, string | undefined> & { format?: ExportFormat; city?: string };

const params: Record<string, z.ZodType> = { ...periodParams, ...filterParams };

const endings: Record<string, ExportFormat> = {
  '.csv': 'csv',
  '.jsonl': 'jsonl',
  '.ndjson': 'jsonl',
  '.parquet': 'parquet',
  '.xlsx': 'xlsx',
};

function formatOf(file: string, given: ExportFormat | undefined): ExportFormat {
  const format = given ?? endings[extname(file).toLowerCase()];
  if (format) return format;
  throw new ConfigError(
    `what kind of file? End its name in ${Object.keys(endings).join(', ')}, or say --format`,
  );
}

const run: Run<Options> = async (
  [file = ''],
  { format: given, city: selector, ...query },
  { io, runtime },
) => {
  const format = formatOf(file, given);
  const { store, cities } = await runtime();
  const city = await cities.get(selector, io.cwd);
  const request = { query, format, nowMs: Date.now(), signal: io.signal };
  try {
    if (file === '-') {
      const folder = await mkdtemp(join(tmpdir(), 'earshot-export-'));
      try {
        const path = join(folder, `posts.${format}`);
        const { rows } = await writeExport(store, city, { ...request, path });
        await pipeline(createReadStream(path), io.stdout, { end: false });
        line(io.stderr, `${rows} posts`);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
      return 0;
    }
    const path = resolve(io.cwd, file);
    const folder = await stat(dirname(path)).catch(() => undefined);
    if (!folder?.isDirectory()) throw new ConfigError(`there is no folder ${dirname(path)}`);
    const manifest = await writeExport(store, city, { ...request, path });
    await writeManifest(path, manifest);
    const { rows, withheld, terms, sha256 } = manifest;
    line(io.stderr, `${rows} posts in ${path}`);
    const silent = terms.filter(({ use }) => use === 'ids').map(({ source }) => source);
    if (silent.length > 0) line(io.stderr, `without words, as their terms ask: ${silent.join(', ')}`);
    if (withheld > 0) line(io.stderr, `${withheld} posts were left out, as their terms ask`);
    line(io.stderr, `what it is: ${manifestPath(path)}; sha256 ${sha256}`);
    return 0;
  } catch (error) {
    return misunderstood('the export', error);
  }
};

export const exportCommand: CliCommand = {
  define(command) {
    command
      .description(
        'write every post that passes a filter to a file: CSV, JSON lines, Parquet or XLSX (docs/exporting.md)',
      )
      .argument('<file>', 'where to; - is standard output')
      .addOption(new Option('--format <format>', 'what kind; else as the name ends').choices(exportFormats));
    for (const [flag, schema] of Object.entries(params))
      command.option(`--${flag} <value>`, schema.meta()?.description ?? '');
    return command;
  },
  run,
};
