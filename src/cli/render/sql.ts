// The answer of an analyst's statement: every column as it was asked for, in its order.

import { renderCsv } from '../../files/csv.ts';
import { escapeJson, onOneLine } from '../../files/safe-text.ts';
import type { SqlAnswer } from '../../store/sql/ask.ts';
import { renderTable, type TableOptions } from './table.ts';

export interface SqlRendering extends TableOptions {
  /** nothing in it is real; the rows of a file say so themselves */
  sample: boolean;
}

/** Text that ends with a line break. */
export function renderSql(
  answer: SqlAnswer,
  format: 'table' | 'json' | 'csv',
  { sample, ...options }: SqlRendering,
): string {
  const names = distinct(answer.columns.map(({ name }) => name));
  if (format === 'table') return `${renderCells(answer, options)}\n`;
  const rows = answer.rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at]])));
  if (format === 'csv') return renderCsv(rows);
  const columns = answer.columns.map(({ type }, at) => ({ name: names[at], type }));
  return `${escapeJson(JSON.stringify({ ...(sample && { sample }), columns, rows }, null, 2))}\n`;
}

/** Two columns of one name would be one: the second becomes `name_2`. */
export function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let free = name;
    for (let n = 2; taken.has(free); n += 1) free = `${name}_${n}`;
    taken.add(free);
    return free;
  });
}

function renderCells({ columns, rows }: SqlAnswer, options: TableOptions): string {
  return renderTable(
    columns.map(({ name, type }, at) => ({
      title: onOneLine(name),
      align: /^(?:LowCardinality\(|Nullable\()*(?:U?Int|Float|Decimal)/.test(type) ? 'right' : 'left',
      cells: rows.map((row) => cellOf(row[at])),
    })),
    options,
  );
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(cellOf).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
