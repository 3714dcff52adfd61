// Columns of text as a table that fits its terminal: numbers to the right and never cut, the longest texts cut first.
import Table from 'cli-table3';
import stringWidth from 'string-width';
import { onOneLine } from '../../files/safe-text.ts';

export interface Column {
  title: string;
  align: 'left' | 'right';
  /** one per row; made safe and put on one line here */
  cells: readonly string[];
}

export interface TableOptions {
  /** columns of the terminal */
  width: number;
  color: boolean;
}

const narrowest = 8;
/** what cli-table3 puts between two columns in the style below */
const gap = 2;

const plainChars = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** Text without colours has no blanks at the ends of its lines, so that it can be compared and pasted. */
export function renderTable(columns: readonly Column[], { width, color }: TableOptions): string {
  const shown = columns.map((column) => ({ ...column, cells: column.cells.map(onOneLine) }));
  const table = new Table({
    head: shown.map((column) => column.title),
    colAligns: shown.map((column) => column.align),
    colWidths: shrink(shown, width),
    chars: plainChars,
    style: { 'padding-left': 0, 'padding-right': 0, head: color ? ['bold'] : [], border: [], compact: true },
  });
  const rows = shown[0]?.cells.length ?? 0;
  for (let row = 0; row < rows; row += 1) table.push(shown.map((column) => column.cells[row] ?? ''));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

function naturalWidth(column: Column): number {
  return column.cells.reduce(
    (widest, cell) => Math.max(widest, stringWidth(cell)),
    stringWidth(column.title),
  );
}

/** Takes from the widest column of text until all fit, or none can give any more: half a number would be another number. */
function shrink(columns: readonly Column[], available: number): number[] {
  const widths = columns.map(naturalWidth);
  let over = widths.reduce((sum, each) => sum + each, 0) + gap * (widths.length - 1) - available;
  while (over > 0) {
    const texts = widths.map((width, index) => (columns[index]?.align === 'left' ? width : 0));
    const widest = texts.indexOf(Math.max(...texts));
    if ((texts[widest] ?? 0) <= narrowest) break;
    widths[widest]! -= 1;
    over -= 1;
  }
  return widths;
}
