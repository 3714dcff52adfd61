// Exports for whoever asks the API: made in a folder of their own, sent, and gone from there.
import { mkdir, mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { City } from '../config.ts';
import { isLeft, ownHost } from '../files/draft.ts';
import type { Runtime } from '../runtime.ts';
import { dayOf } from '../store/city-time.ts';
import { filterParams, periodParams } from '../store/queries/params.ts';
import { type ExportFormat, exportFormats } from './formats.ts';
import { writeExport } from './write-export.ts';

const params = z.object({
  format: z
    .enum(exportFormats)
    .default('csv')
    .meta({ description: 'csv, jsonl, parquet or xlsx.', examples: ['parquet'] }),
  ...periodParams,
  ...filterParams,
});

/** Another process, or machine, may share the directory: its folders hold its name. */
const folderName = () => `export-${ownHost()}.${process.pid}.`;
const named = /^export-([0-9a-f]{8})\.(\d{1,10})\./;

const types: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** What a process left behind that was killed while it made a file: posts that nothing would ever delete. */
async function removeLeft(dataDir: string): Promise<void> {
  for (const name of await readdir(dataDir).catch(() => [])) {
    const [, host, pid] = named.exec(name) ?? [];
    if (host === undefined) continue;
    const folder = join(dataDir, name);
    if (await isLeft(folder, host, Number(pid), Date.now()))
      await rm(folder, { recursive: true, force: true });
  }
}

/** One per installation: it first removes what an earlier one left. */
export function createExporter({ store, environment }: Pick<Runtime, 'store' | 'environment'>) {
  const isClean = removeLeft(environment.dataDir);
  return {
    params,
    async make(city: City, given: Record<string, unknown>, signal: AbortSignal) {
      const { format, ...query } = params.parse(given);
      const nowMs = Date.now();
      const name = `${city.id}-posts-${dayOf(city.timezone, nowMs)}.${format}`;
      await isClean;
      await mkdir(environment.dataDir, { recursive: true });
      const folder = await mkdtemp(join(environment.dataDir, folderName()));
      try {
        const path = join(folder, name);
        const manifest = await writeExport(store, city, { query, format, path, nowMs, signal });
        const file = await open(path);
        // An open file stays readable without its name: nothing is left behind, however the sending ends.
        await rm(folder, { recursive: true, force: true });
        return { manifest, name, type: types[format], bytes: manifest.bytes, body: file.createReadStream() };
      } catch (error) {
        await rm(folder, { recursive: true, force: true });
        throw error;
      }
    },
  };
}
