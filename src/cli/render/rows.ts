// Rows that are no answer of a query (dead letters, checks), in the same three formats.
import type { Format } from './answer.ts';
import { renderCsv } from './csv.ts';
import { renderRecords } from './records.ts';
import { escapeJson } from './safe-text.ts';
import type { TableOptions } from './table.ts';

/** Text that ends with a line break. */
export function renderRows(rows: readonly object[], format: Format, options: TableOptions): string {
  if (format === 'json') return `${escapeJson(JSON.stringify(rows, null, 2))}\n`;
  if (format === 'csv') return renderCsv(rows);
  return `${renderRecords(rows, options)}\n`;
}
