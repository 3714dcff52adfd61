// One export, from a filter to a complete file and its manifest. The file has another name until it is whole.
import { createHash, randomUUID } from 'node:crypto';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { dayOf, isoInCity } from '../store/city-time.ts';
import type { Store } from '../store/client.ts';
import { createExportLedger } from '../store/export-ledger.ts';
import type { QueryCity } from '../store/queries/define.ts';
import { type ExportedPost, readExport } from '../store/queries/export-posts.ts';
import { describeFilter, type FilterQuery, resolveFilter } from '../store/queries/filter.ts';
import { type PeriodQuery, resolvePeriod } from '../store/queries/period.ts';
import { allowedUse } from '../terms.ts';
import { version } from '../version.ts';
import { type ExportColumn, exportColumns, sampleColumn } from './columns.ts';
import { type ExportFormat, type ExportRow, renderExport } from './formats.ts';
import { type Manifest, TermsCount } from './manifest.ts';

export type ExportQuery = FilterQuery & PeriodQuery;

export interface ExportRequest {
  query: ExportQuery;
  format: ExportFormat;
  /** where the file goes; a file of that name is replaced when the new one is whole */
  path: string;
  nowMs: number;
  signal: AbortSignal;
  /** what the file is called in its manifest; the last part of `path` without it */
  name?: string;
  /** rows of one sheet, and of one page, where the usual ones are too many */
  mostRows?: number;
  pageRows?: number;
  /** told now and then how many posts are written */
  onProgress?(posts: number): void;
}

/** What a row may take with it. */
function rowOf(
  post: ExportedPost,
  columns: readonly ExportColumn[],
  timezone: string,
  isFull: boolean,
): ExportRow {
  const day = dayOf(timezone, post.at);
  return columns.map(({ read, isWords }) => (isWords && !isFull ? '' : read(post, day)));
}

/**
 * Writes its manifest into the ledger, then the file. Throws ZodError whose issues name a parameter, TransientError, or what the file
 * system says; then there is no file of that name, or still the one before.
 */
export async function writeExport(store: Store, city: QueryCity, request: ExportRequest): Promise<Manifest> {
  const { query, format, path, nowMs, signal } = request;
  const period = resolvePeriod(city.timezone, query, nowMs);
  const filter = resolveFilter(city, query);
  const columns = city.sample ? [...exportColumns, sampleColumn] : exportColumns;
  const ledger = createExportLedger(store);
  const id = randomUUID();
  const terms = new TermsCount();
  const versions = new Set<string>();
  const counts = { rows: 0, withheld: 0 };
  async function* batches(): AsyncGenerator<ExportRow[]> {
    for await (const posts of readExport(store, city, filter, period, request.pageRows)) {
      signal.throwIfAborted();
      const leaving = posts.filter(({ source }) => {
        const use = allowedUse(source, 'export');
        terms.add(source, use);
        return use !== 'none';
      });
      await ledger.hold(city.id, id, leaving);
      for (const post of leaving) versions.add(post.enricher_version);
      counts.rows += leaving.length;
      counts.withheld += posts.length - leaving.length;
      yield leaving.map((post) =>
        rowOf(post, columns, city.timezone, allowedUse(post.source, 'export') === 'full'),
      );
      request.onProgress?.(counts.rows);
    }
  }
  const rendering = {
    columns,
    timezone: city.timezone,
    ...(request.mostRows && { mostRows: request.mostRows }),
  };
  const manifestOf = (written: Written): Manifest => ({
    ...{ export: id, earshot: version, madeAt: new Date(nowMs).toISOString(), city: city.id },
    ...(city.sample && { sample: true }),
    ...{ file: request.name ?? basename(path), format },
    query: {
      from: isoInCity(city.timezone, period.fromMs),
      to: isoInCity(city.timezone, period.toMs),
      timezone: city.timezone,
      ...describeFilter(query),
    },
    columns: columns.map(({ name }) => name),
    ...{ ...counts, ...written, terms: terms.list(), enricherVersions: [...versions].sort() },
  });
  // The ledger knows of the file before it has its name: whatever ends the program in between, no file is forgotten.
  let manifest: Manifest | undefined;
  await writeWhole(path, renderExport(format, batches(), rendering), signal, async (written) => {
    manifest = manifestOf(written);
    await ledger.put(city.id, id, nowMs, manifest);
    await rm(manifestPath(path), { force: true });
  });
  return manifest!;
}

interface Written {
  bytes: number;
  sha256: string;
}

/** The name of the manifest that lies beside a file. */
export const manifestPath = (path: string): string => `${path}.manifest.json`;

export async function writeManifest(path: string, manifest: Manifest): Promise<void> {
  const draft = `${manifestPath(path)}.${randomUUID()}.part`;
  await writeFile(draft, `${JSON.stringify(manifest, null, 2)}\n`);
  await rename(draft, manifestPath(path));
}

/** Bytes to a file beside the wanted one, safe on the disk, and told, before it takes its name. */
async function writeWhole(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  beforeItIsThere: (written: Written) => Promise<void>,
): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${randomUUID()}.part`);
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(draft, 'wx');
  try {
    for await (const chunk of chunks) {
      signal.throwIfAborted();
      hash.update(chunk);
      bytes += chunk.length;
      await file.writeFile(chunk);
    }
    await file.sync();
    await file.close();
    await beforeItIsThere({ bytes, sha256: hash.digest('hex') });
    await rename(draft, path);
  } catch (error) {
    await file.close().catch(() => {});
    await rm(draft, { force: true });
    throw error;
  }
}
