// One export, from a filter to a complete file and its manifest. The file has another name until it is whole.
import { createHash, randomUUID } from 'node:crypto';
import { open, rename, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { draftOf, removeLeftDrafts } from '../files/draft.ts';
import { isoInCity } from '../store/city-time.ts';
import type { Store } from '../store/client.ts';
import { createExportLedger } from '../store/export-ledger.ts';
import type { QueryCity } from '../store/queries/define.ts';
import { readExport } from '../store/queries/export-posts.ts';
import { describeFilter, type FilterQuery, resolveFilter } from '../store/queries/filter.ts';
import { type PeriodQuery, resolvePeriod } from '../store/queries/period.ts';
import { version } from '../version.ts';
import type { ExportFormat } from './formats.ts';
import type { Manifest } from './manifest.ts';
import { renderInThread } from './render-thread.ts';
import { columnsOf, type Rendered } from './renderer.ts';

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
  /** rows of one sheet, where the usual ones are too many */
  mostRows?: number;
  /** told now and then how many posts are written */
  onProgress?(posts: number): void;
}

/** Posts of a file that are noted in the ledger at a time. */
const mostHeld = 4_000;

/**
 * Writes its manifest into the ledger, then the file. Throws ZodError whose issues name a parameter, TransientError, or what the file
 * system says; then there is no file of that name, or still the one before.
 */
export async function writeExport(store: Store, city: QueryCity, request: ExportRequest): Promise<Manifest> {
  const { query, format, path, nowMs, signal } = request;
  const period = resolvePeriod(city.timezone, query, nowMs);
  const filter = resolveFilter(city, query);
  const ledger = createExportLedger(store);
  const id = randomUUID();
  let counts: Rendered['counts'] = { rows: 0, withheld: 0, terms: [], enricherVersions: [] };
  async function* bytesOf(rendered: AsyncIterable<Rendered>): AsyncGenerator<Uint8Array> {
    const held: string[] = [];
    for await (const one of rendered) {
      signal.throwIfAborted();
      held.push(...one.held);
      if (held.length >= mostHeld) await ledger.hold(held.splice(0));
      counts = one.counts;
      yield* one.bytes;
      request.onProgress?.(counts.rows);
    }
    await ledger.hold(held);
  }
  const rendered = renderInThread(readExport(store, city, filter, period), {
    ...{ format, id, city: city.id, timezone: city.timezone, sample: city.sample === true },
    ...(request.mostRows && { mostRows: request.mostRows }),
  });
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
    columns: columnsOf(city.sample === true).map(({ name }) => name),
    ...counts,
    ...written,
  });
  // The ledger knows of the file before it has its name: whatever ends the program in between, no file is forgotten.
  let manifest: Manifest | undefined;
  await writeWhole(path, bytesOf(rendered), signal, async (written) => {
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
  const draft = draftOf(manifestPath(path));
  await removeLeftDrafts(manifestPath(path));
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
  await removeLeftDrafts(path);
  const draft = draftOf(path);
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
    signal.throwIfAborted();
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
