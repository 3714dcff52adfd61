// The tables of a report as one XLSX file, the method first.
import { type WorkbookColumn, type WorkbookSheet, writeWorkbook } from '../../files/workbook.ts';
import {
  type ColumnKind,
  type ReportTable,
  type TableColumn,
  type TableValue,
  tablesOf,
} from '../report-table.ts';
import type { WeeklyReport } from '../weekly-report.ts';
import { methodNotes } from './method.ts';
import { weekWords } from './title.ts';

const formats: Partial<Record<ColumnKind, string>> = {
  count: '#,##0',
  share: '0.0%',
  signed: '+0.00;-0.00;0.00',
  day: 'yyyy-mm-dd',
};

function columnOf({ name, kind }: TableColumn): WorkbookColumn {
  const isText = kind === 'text' || kind === 'link';
  const isLong = name === 'text' || name === 'sentence';
  return {
    header: name.charAt(0).toUpperCase() + name.slice(1),
    width: isLong ? 70 : isText ? 24 : 13,
    ...(formats[kind] !== undefined && { format: formats[kind] }),
    ...(isLong && { wraps: true }),
  };
}

/** A calendar day has no zone: midnight in UTC is what a sheet shows as that day. */
const cellOf = (value: TableValue, kind: ColumnKind) =>
  kind === 'day' && typeof value === 'string' ? new Date(`${value}T00:00:00Z`) : value;

const sheetOf = ({ name, columns, rows }: ReportTable): WorkbookSheet => ({
  name: name.charAt(0).toUpperCase() + name.slice(1),
  columns: columns.map(columnOf),
  rows: rows.map((row) => row.map((value, at) => cellOf(value, columns[at]!.kind))),
});

function methodSheet(report: WeeklyReport): WorkbookSheet {
  const sample = report.city.sample ? [[`Sample data: ${report.city.name} is an invented city.`]] : [];
  return {
    name: 'Method',
    columns: [{ header: titleOf(report), width: 110, wraps: true }],
    rows: [...sample, ...methodNotes(report).map((note) => [note])],
  };
}

const titleOf = (report: WeeklyReport) =>
  `${report.city.name}${report.audience ? `, ${report.audience.name}` : ''} · ${weekWords(report)}`;

export function renderWorkbook(report: WeeklyReport): Promise<Uint8Array> {
  const sheets = [methodSheet(report), ...tablesOf(report).map(sheetOf)];
  return writeWorkbook(sheets, { title: titleOf(report), madeAtMs: Date.parse(report.madeAt) });
}
