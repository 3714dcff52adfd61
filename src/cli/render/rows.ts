// Rows that are no answer of a query (dead letters, checks), in the same three formats.

import { renderCsv } from '../../files/csv.ts';
import { escapeJson } from '../../files/safe-text.ts';
import type { Format } from './answer.ts';
import { renderRecords } from './records.ts';
import type { TableOptions } from './table.ts';

/** Text that ends with a line break. */
export function renderRows(rows: readonly object[], format: Format, options: TableOptions): string {
  if (format === 'json') return `${escapeJson(JSON.stringify(rows, null, 2))}\n`;
  if (format === 'csv') return renderCsv(rows);
  return `${renderRecords(rows, options)}\n`;
}
