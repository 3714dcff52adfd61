// Tables as one XLSX file with real types: numbers are numbers, dates are dates, and text is text that no spreadsheet calculates.
import { type CellStyle, type CellValue, type WriteSheet, writeXlsx } from 'hucre/xlsx';
import { neutralise } from './safe-text.ts';

export interface WorkbookColumn {
  header: string;
  /** in characters */
  width?: number;
  /** number format of the spreadsheet, such as `0.0%` or `yyyy-mm-dd` */
  format?: string;
  /** long text goes on below */
  wraps?: boolean;
}

export interface WorkbookSheet {
  /** at most 31 characters, without : \ / ? * [ ] */
  name: string;
  columns: readonly WorkbookColumn[];
  /** a Date is shown as its UTC clock says, because a spreadsheet knows no zones */
  rows: readonly (readonly CellValue[])[];
}

/** Rows of one sheet, its header counted (Excel's own limit). */
export const mostSheetRows = 1_048_576;
/** Most characters of one cell (Excel's own limit). */
const mostCellCharacters = 32_767;

/** A cell of text is stored as text, so a formula in it stays inert; what acts on a reader's screen is taken out. */
export function cellOf(value: CellValue): CellValue {
  return typeof value === 'string' ? neutralise(value).slice(0, mostCellCharacters) : value;
}

const headerStyle: CellStyle = {
  font: { bold: true, color: { rgb: 'FFFFFF' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: '1F3A56' } },
  alignment: { vertical: 'center', wrapText: true },
};

function toSheet({ columns }: WorkbookSheet, name: string, rows: WorkbookSheet['rows']): WriteSheet {
  const header = columns.map((column) => cellOf(column.header));
  const cells = new Map(header.map((value, at) => [`0,${at}`, { value, style: headerStyle }] as const));
  return {
    name,
    columns: columns.map(({ width, format, wraps }) => ({
      width: width ?? 14,
      style: {
        ...(format !== undefined && { numFmt: format }),
        alignment: { vertical: 'top', ...(wraps && { wrapText: true }) },
      },
    })),
    rows: [header, ...rows.map((row) => row.map(cellOf))],
    cells,
    freezePane: { rows: 1 },
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  };
}

/** What one sheet cannot hold goes on in `name (2)`, `name (3)`, each with its header. */
function splitSheet(sheet: WorkbookSheet, mostRows: number): WriteSheet[] {
  const each = mostRows - 1;
  const parts = Math.max(1, Math.ceil(sheet.rows.length / each));
  return Array.from({ length: parts }, (_, part) => {
    const suffix = part === 0 ? '' : ` (${part + 1})`;
    const name = `${sheet.name.slice(0, 31 - suffix.length)}${suffix}`;
    return toSheet(sheet, name, sheet.rows.slice(part * each, (part + 1) * each));
  });
}

/** The same sheets and the same `madeAtMs` give the same bytes. */
export async function writeWorkbook(
  sheets: readonly WorkbookSheet[],
  { title, madeAtMs, mostRows = mostSheetRows }: { title: string; madeAtMs: number; mostRows?: number },
): Promise<Uint8Array> {
  const madeAt = new Date(madeAtMs);
  return writeXlsx({
    sheets: sheets.flatMap((sheet) => splitSheet(sheet, mostRows)),
    properties: { title, creator: 'Earshot', created: madeAt, modified: madeAt },
  });
}
