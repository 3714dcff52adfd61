// Rows that are no answer of a query (dead letters, checks), in the same formats.
import { renderCsv } from '../../files/csv.ts';
import { renderParquet } from '../../files/parquet.ts';
import { escapeJson } from '../../files/safe-text.ts';
import type { Format } from './answer.ts';
import { renderRecords } from './records.ts';
import type { TableOptions } from './table.ts';

/** Text that ends with a line break, or the bytes of a file. */
export async function renderRows(
  rows: readonly object[],
  format: Format,
  options: TableOptions,
): Promise<string | Buffer> {
  if (format === 'parquet') return renderParquet(rows);
  if (format === 'json') return `${escapeJson(JSON.stringify(rows, null, 2))}\n`;
  if (format === 'csv') return renderCsv(rows);
  return `${renderRecords(rows, options)}\n`;
}
