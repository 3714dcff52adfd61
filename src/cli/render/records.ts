// Any other rows: a column per field, numbers to the right, lists and nested values in short.
import { formatNumber, formatTime } from './number.ts';
import { type Column, renderTable, type TableOptions } from './table.ts';

type Fields = Record<string, unknown>;

/** `fields` in that order, else all; those with nothing in them in any row are left out. */
export function renderRecords(
  rows: readonly object[],
  options: TableOptions,
  fields?: readonly string[],
): string {
  const records = rows as readonly Fields[];
  const names = fields ?? [...new Set(records.flatMap((row) => Object.keys(row)))];
  const columns = names
    .filter((name) => records.some((row) => !isEmpty(row[name])))
    .map((name): Column => {
      const values = records.map((row) => row[name]);
      const areNumbers = values.every((value) => typeof value === 'number' || isEmpty(value));
      return { title: name, align: areNumbers ? 'right' : 'left', cells: values.map(describe) };
    });
  return renderTable(columns, options);
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** What a nested value is called, when it has a name. */
const naming = ['label', 'name', 'id'];

function describe(value: unknown): string {
  if (isEmpty(value)) return '';
  if (typeof value === 'number') return formatNumber(value);
  if (typeof value === 'string') return isoTime.test(value) ? formatTime(value, 'hour') : value;
  if (Array.isArray(value)) return value.map(describe).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  const name = naming.map((key) => (value as Fields)[key]).find((each) => typeof each === 'string');
  if (typeof name === 'string') return name;
  return Object.entries(value)
    .filter(([, each]) => !isEmpty(each))
    .map(([key, each]) => `${key} ${describe(each)}`)
    .join(', ');
}
