// The tables of a report as Parquet files, one each.
import { type ParquetColumn, writeParquet } from '../../files/parquet.ts';
import type { ReportFile } from '../forms.ts';
import { type ColumnKind, tablesOf } from '../report-table.ts';
import type { WeeklyReport } from '../weekly-report.ts';
import { fileStem } from './title.ts';

const types: Record<ColumnKind, ParquetColumn['type']> = {
  text: 'text',
  link: 'text',
  day: 'text',
  count: 'integer',
  share: 'number',
  signed: 'number',
  number: 'number',
  truth: 'truth',
};

export async function renderParquet(report: WeeklyReport): Promise<ReportFile[]> {
  const files: ReportFile[] = [];
  const metadata = {
    city: report.city.id,
    week: report.week.name,
    madeAt: report.madeAt,
    ...(report.city.sample && { sample: 'sample data' }),
  };
  for (const { name, columns, rows } of tablesOf(report)) {
    const typed = columns.map((column) => ({ name: column.name, type: types[column.kind] }));
    const parts: Uint8Array[] = [];
    for await (const part of writeParquet(typed, [rows], metadata)) parts.push(part);
    files.push({ name: `${fileStem(report)}-${name}.parquet`, content: Buffer.concat(parts) });
  }
  return files;
}
