// Archives: JSON lines, CSV and TSV, plain or gz, from a path or a stream. Importing is the city's own act: rows of any
// source may come in, and each keeps the terms of its source.
import { Readable } from 'node:stream';
import { z } from 'zod';
import { ConfigError, PermanentError } from '../errors.ts';
import { kinds, sourceName } from '../post.ts';
import { canonicalSource, termsOf } from '../terms.ts';
import { type CollectContext, type CollectEnd, defineCollector, type Page } from './collector.ts';
import { type CsvRecord, guessDelimiter, readCsv } from './file/csv.ts';
import { createReadTime } from './file/dates.ts';
import { exportNames, mapOf, type TableMap, tableMaps } from './file/export-maps.ts';
import { createFieldMap, mapHeader } from './file/fields.ts';
import { isArchivePart, readEntries } from './file/js-archive.ts';
import { readLines } from './file/lines.ts';
import { type OpenFile, openFile } from './file/open.ts';
import { type FileItem, type Layout, readItem } from './file/record.ts';

const options = z.object({
  path: z.string().optional(),
  /** read instead of `path`: standard input, or what another process sends */
  input: z.instanceof(Readable).optional(),
  /** name of the stream in reports */
  name: z.string().max(200).optional(),
  /** bytes of the stream, when known */
  size: z.number().int().min(0).optional(),
  format: z.enum(['jsonl', 'csv', 'tsv']).optional(),
  /** the service that made it; found by itself where the header leaves no doubt */
  map: z.enum(exportNames).optional(),
  delimiter: z.string().length(1).optional(),
  /** field of the post → name of its column or key */
  columns: z.record(z.string(), z.string()).default({}),
  /** form of the dates in luxon's tokens, read in the city's time zone where it has no offset */
  dateFormat: z.string().max(100).optional(),
  /** source, channel and kind of rows that name none */
  source: z.string().transform(canonicalSource).pipe(sourceName).default('file'),
  channel: z.string().max(200).optional(),
  kind: z.enum(kinds).optional(),
});

type Options = z.output<typeof options>;

const cursorSchema = z.object({ identity: z.string(), records: z.number().int().min(0), done: z.boolean() });

const pageRecords = 500;
const pageBytes = 4_000_000;

export const collector = defineCollector<FileItem, Options>({
  source: 'file',
  homepage: 'https://jsonlines.org',
  terms: termsOf('file'),
  options,
  secrets: [],
  isFinite: true,
  collect,
  toPost: readItem,
});

/** `jsonl`, or `csv` for every table. By option, then the file's name, then its first characters. */
function formatOf({ format, name, path }: Options, head: string): 'jsonl' | 'csv' {
  const start = head.trimStart();
  if (start.startsWith('[') && format !== 'csv' && format !== 'tsv') {
    throw new ConfigError(
      'this is one JSON array, and Earshot reads JSON lines: one object per line; convert it with: jq -c ".[]" FILE > FILE.jsonl',
    );
  }
  if (format) return format === 'jsonl' ? 'jsonl' : 'csv';
  const extension = /\.([a-z]+)(?:\.gz)?$/i.exec(name ?? path ?? '')?.[1]?.toLowerCase() ?? '';
  if (['jsonl', 'ndjson', 'json'].includes(extension)) return 'jsonl';
  if (['csv', 'tsv', 'tab'].includes(extension)) return 'csv';
  return start.startsWith('{') || /^\{"/m.test(head) ? 'jsonl' : 'csv';
}

/** All items of the file, in bunches. */
async function* readItems(file: OpenFile, context: CollectContext<Options>): AsyncGenerator<FileItem[]> {
  const { options, city } = context;
  const { source, channel, kind, columns } = options;
  const map = createFieldMap(columns);
  const readTime = createReadTime(city.timezone, options.dateFormat);
  const layout: Layout = { name: file.name, map, readTime, defaults: { source, channel, kind } };
  if (isArchivePart(file.head)) {
    layout.isArchive = true;
    context.progress({ ...progressOf(file, 0), readAs: 'x-archive' });
    for await (const bunch of readEntries(file.chunks))
      yield bunch.map(({ number, bytes, problem }) => ({ layout, line: number, json: bytes, problem }));
    return;
  }
  if (options.map === 'x-archive')
    throw new ConfigError(
      'this is no part of an archive of X, which begins with "window.YTD.tweets.part0 = ["',
    );
  const lines = readLines(file.chunks);
  if (formatOf(options, file.head) === 'jsonl') {
    for await (const bunch of lines) {
      const full = bunch.filter(({ bytes, problem }) => problem !== undefined || bytes.length > 0);
      yield full.map(({ number, bytes, problem }) => ({ layout, line: number, json: bytes, problem }));
    }
    return;
  }
  const delimiter = options.delimiter ?? (options.format === 'tsv' ? '\t' : guessDelimiter(file.head));
  for await (const bunch of readCsv(lines, delimiter)) {
    let records = bunch;
    if (!layout.columns && !layout.table) {
      const found = Object.keys(columns).length === 0 ? findTable(bunch, options) : undefined;
      if (found) {
        layout.table = { map: found.map, header: found.header };
        context.progress({ ...progressOf(file, 0), readAs: found.map.name });
        yield found.rest.map(({ line, fields, problem }) => ({ layout, line, fields, problem }));
        continue;
      }
      const [header, ...rest] = bunch;
      if (header?.problem) throw new ConfigError(`the header cannot be read: ${header.problem}`);
      layout.columns = mapHeader(
        header!.fields.map((field) => field.toString('utf8')),
        map,
        columns,
      );
      records = rest;
    }
    yield records.map(({ line, fields, problem }) => ({ layout, line, fields, problem }));
  }
}

/** Some exports have a few lines about themselves before the header. */
const mostLinesBefore = 20;

/** The export that a table is, with what stands below its header. ConfigError when it is not the one it is said to be. */
function findTable(
  bunch: readonly CsvRecord[],
  { map: wanted }: Options,
): { map: TableMap; header: string[]; rest: CsvRecord[] } | undefined {
  for (const [index, record] of bunch.slice(0, mostLinesBefore).entries()) {
    const header = record.fields.map((field) => field.toString('utf8').trim());
    const map = mapOf(header, wanted);
    if (map) return { map, header, rest: bunch.slice(index + 1) };
  }
  if (wanted === undefined) return undefined;
  throw new ConfigError(`this is no export of ${wanted}`, {
    problems: tableMaps
      .filter(({ name }) => name === wanted)
      .map(({ must }) => `expected the columns ${must.join(', ')}`),
  });
}

const progressOf = (file: OpenFile, records: number) => ({
  bytesRead: file.bytesRead(),
  ...(file.bytesTotal !== undefined && { bytesTotal: file.bytesTotal }),
  records,
});

/** What a resumed import goes on from: none when it was complete, or when file or options are others. */
function startOf(cursor: unknown, identity: string): { skip: number; startsOver?: string } {
  const saved = cursorSchema.safeParse(cursor);
  if (!saved.success) return { skip: 0 };
  if (saved.data.identity !== identity)
    return { skip: 0, startsOver: 'the file, or how it is to be read, has changed' };
  if (saved.data.done) return { skip: 0, startsOver: 'the file was imported completely before' };
  return { skip: saved.data.records };
}

/** Pages always begin at the same records, so that an import that is repeated gives the same pages. */
async function* collect(
  context: CollectContext<Options>,
): AsyncGenerator<Page<FileItem>, CollectEnd | undefined> {
  const { options, signal } = context;
  const file = await openFile(options);
  const { path: _, input: __, name: ___, size: ____, ...reading } = options;
  const identity = `${file.identity}:${JSON.stringify(reading)}`;
  const { skip, startsOver } = startOf(context.cursor, identity);
  const pageName = (from: number) => `file:${file.identity}:${from}`;
  const cursorAt = (records: number, done = false) => ({ identity, records, done });
  if (startsOver) yield { name: pageName(0), items: [], cursor: cursorAt(0), startsOver };
  let records = 0;
  let first = 0;
  let bytes = 0;
  let items: FileItem[] = [];
  const close = (): Page<FileItem> => {
    const page = { name: pageName(first), items, cursor: cursorAt(records) };
    first = records;
    bytes = 0;
    items = [];
    return page;
  };
  const report = () =>
    context.progress({ bytesRead: file.bytesRead(), bytesTotal: file.bytesTotal, records });
  try {
    for await (const bunch of readItems(file, context)) {
      for (const item of bunch) {
        if (signal.aborted) return { ended: 'stopped', reason: 'the import was stopped' };
        records++;
        if (records <= skip) {
          first = records;
          continue;
        }
        items.push(item);
        bytes += item.json?.length ?? (item.fields ?? []).reduce((sum, field) => sum + field.length, 0);
        if (items.length >= pageRecords || bytes >= pageBytes) yield close();
      }
      report();
    }
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    if (items.length > 0) yield close();
    return { ended: 'truncated', reason: `${error.message}, after ${records} records` };
  } finally {
    await file.chunks.return(undefined);
  }
  if (items.length > 0) yield close();
  report();
  yield { name: pageName(records), items: [], cursor: cursorAt(records, true) };
  return undefined;
}
