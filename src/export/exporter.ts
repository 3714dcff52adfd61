// Exports for whoever asks the API: made in a folder of their own, sent, and gone from there.
import { mkdir, mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { City } from '../config.ts';
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

const folderName = 'export-';

const types: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** What a process left behind that was killed while it made a file: posts that nothing would ever delete. */
async function removeLeft(dataDir: string): Promise<void> {
  const left = (await readdir(dataDir).catch(() => [])).filter((name) => name.startsWith(folderName));
  await Promise.all(left.map((name) => rm(join(dataDir, name), { recursive: true, force: true })));
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
      const folder = await mkdtemp(join(environment.dataDir, folderName));
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
