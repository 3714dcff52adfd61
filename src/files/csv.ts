// Rows as CSV (RFC 4180) that a spreadsheet opens as text and numbers, never as formulas (T6).
import { stringify } from 'csv-stringify/sync';
import { neutralise } from './safe-text.ts';

export type Row = Record<string, unknown>;

/**
 * A spreadsheet takes a cell for a formula when it begins with one of these, also after blanks it trims and in full width
 * (OWASP, "CSV Injection"); a tab, a line break or a NUL in front is dropped by some on opening.
 */
const formulaStart = /^(?:[\s\p{Cc}\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|\p{Cc})/u;

/** An apostrophe in front makes it text. Numbers are never touched: they come as numbers. */
export function protectCell(text: string): string {
  const isFormula = formulaStart.test(text);
  const harmless = neutralise(text);
  return isFormula || formulaStart.test(harmless) ? `'${harmless}` : harmless;
}

/** Nested values become columns named `outer.inner`; a list becomes its members separated by `; `. */
function flatten(row: Row, prefix = ''): Row {
  const flat: Row = {};
  for (const [name, value] of Object.entries(row)) {
    if (Array.isArray(value)) {
      flat[prefix + name] = value
        .map((member) => (isPlain(member) ? JSON.stringify(member) : member))
        .join('; ');
    } else if (isPlain(value)) Object.assign(flat, flatten(value, `${prefix}${name}.`));
    else flat[prefix + name] = value;
  }
  return flat;
}

const isPlain = (value: unknown): value is Row => typeof value === 'object' && value !== null;

/** `known` columns first, also without any row; then others in the order in which they first occur. */
export function renderCsv(rows: readonly object[], known: readonly string[] = []): string {
  const flat = rows.map((row) => flatten(row as Row));
  const columns = [...new Set([...known, ...flat.flatMap((row) => Object.keys(row))])];
  return stringify(flat, {
    header: true,
    // a spreadsheet may split at other separators than ours
    quoted_match: /[;\t|]/,
    columns: columns.map((key) => ({ key, header: protectCell(key) })),
    cast: {
      string: (value, { header }) => (header ? value : protectCell(value)),
      boolean: (value) => String(value),
    },
  });
}
