// Rows of an export as the bytes of a file, as they come.
import { stringify } from 'csv-stringify/sync';
import { writeXlsxStream } from 'hucre/xlsx';
import { protectCell } from '../files/csv.ts';
import { writeParquet } from '../files/parquet.ts';
import { escapeJson } from '../files/safe-text.ts';
import { cellOf } from '../files/workbook.ts';
import { isoInCity, offsetAt } from '../store/city-time.ts';
import type { ExportColumn } from './columns.ts';

export const exportFormats = ['csv', 'jsonl', 'parquet', 'xlsx'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** Values in the order of the columns, as their types say. */
export type ExportRow = readonly unknown[];

export interface Rendering {
  columns: readonly ExportColumn[];
  timezone: string;
  /** rows of one sheet, its header counted */
  mostRows?: number;
}

type Batches = AsyncIterable<readonly ExportRow[]>;

/** Instants are told with the city's offset, lists with `; ` between their members, as in every CSV file of the program. */
async function* writeCsv(batches: Batches, { columns, timezone }: Rendering): AsyncGenerator<Uint8Array> {
  const text = (value: unknown, { type }: ExportColumn): unknown => {
    if (value === null || value === undefined) return '';
    if (type === 'instant') return isoInCity(timezone, value as number);
    if (type === 'texts') return protectCell((value as string[]).join('; '));
    return typeof value === 'string' ? protectCell(value) : value;
  };
  const lines = (rows: unknown[][]) =>
    Buffer.from(stringify(rows, { quoted_match: /[;\t|]/, cast: { boolean: String } }));
  yield lines([columns.map(({ name }) => name)]);
  for await (const rows of batches) {
    if (rows.length > 0) yield lines(rows.map((row) => columns.map((column, at) => text(row[at], column))));
  }
}

async function* writeJsonLines(
  batches: Batches,
  { columns, timezone }: Rendering,
): AsyncGenerator<Uint8Array> {
  const names = columns.map(({ name }) => JSON.stringify(name));
  for await (const rows of batches) {
    const lines = rows.map((row) => {
      const fields = columns.map(({ type }, at) => {
        const value = row[at] ?? null;
        return `${names[at]}:${JSON.stringify(type === 'instant' && value !== null ? isoInCity(timezone, value as number) : value)}`;
      });
      return escapeJson(`{${fields.join(',')}}`);
    });
    if (lines.length > 0) yield Buffer.from(`${lines.join('\n')}\n`);
  }
}

/** Half of what a sheet holds: so none comes near the 4 GB beyond which a file needs a form that not every reader knows. */
const usualSheetRows = 500_000;

/** What the clock of the city says, as a spreadsheet knows no zones. */
const clockOf = (timezone: string, ms: number) => new Date(ms + offsetAt(timezone, ms));

async function* writeXlsx(
  batches: Batches,
  { columns, timezone, mostRows }: Rendering,
): AsyncGenerator<Uint8Array> {
  const cell = (value: unknown, { type }: ExportColumn) => {
    if (value === null || value === undefined) return null;
    if (type === 'instant') return clockOf(timezone, value as number);
    if (type === 'texts') return cellOf((value as string[]).join('; '));
    return cellOf(value as string | number | boolean);
  };
  async function* cells() {
    for await (const rows of batches)
      for (const row of rows) yield columns.map((column, at) => cell(row[at], column));
  }
  const wide = new Set(['title', 'text', 'parent_text', 'thread_title']);
  yield* writeXlsxStream(cells(), {
    name: 'Posts',
    columns: columns.map(({ name, type }) => ({
      header: name,
      width: wide.has(name) ? 60 : 18,
      ...(type === 'instant' && { style: { numFmt: 'yyyy-mm-dd hh:mm:ss' } }),
    })),
    freezePane: { rows: 1 },
    maxRowsPerSheet: mostRows ?? usualSheetRows,
  }) as unknown as AsyncIterable<Uint8Array>;
}

/** Of a group of a Parquet file: less makes the file larger and slower to read, more takes memory. Letters in UTF-16 units. */
const groupRows = 5_000;
const groupLetters = 5_000_000;

const lettersOf = (row: ExportRow): number => {
  let letters = 0;
  for (const value of row) if (typeof value === 'string') letters += value.length;
  return letters;
};

async function* inGroups(batches: Batches): AsyncGenerator<readonly ExportRow[]> {
  let group: ExportRow[] = [];
  let letters = 0;
  for await (const rows of batches) {
    for (const row of rows) {
      group.push(row);
      letters += lettersOf(row);
      if (group.length < groupRows && letters < groupLetters) continue;
      yield group;
      group = [];
      letters = 0;
    }
  }
  if (group.length > 0) yield group;
}

export function renderExport(
  format: ExportFormat,
  batches: Batches,
  rendering: Rendering,
): AsyncGenerator<Uint8Array> {
  switch (format) {
    case 'csv':
      return writeCsv(batches, rendering);
    case 'jsonl':
      return writeJsonLines(batches, rendering);
    case 'parquet':
      return writeParquet(rendering.columns, inGroups(batches), { timezone: rendering.timezone });
    case 'xlsx':
      return writeXlsx(batches, rendering);
  }
}
