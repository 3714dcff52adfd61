// The tables of a report as CSV files, one each; a sample city says so in every row.
import { renderCsv } from '../../files/csv.ts';
import type { ReportFile } from '../forms.ts';
import { tablesOf } from '../report-table.ts';
import type { WeeklyReport } from '../weekly-report.ts';
import { fileStem } from './title.ts';

export function renderTables(report: WeeklyReport): ReportFile[] {
  const label = report.city.sample ? { data: 'sample data' } : {};
  return tablesOf(report).map(({ name, columns, rows }) => ({
    name: `${fileStem(report)}-${name}.csv`,
    content: renderCsv(
      rows.map((row) => ({
        ...Object.fromEntries(columns.map((column, at) => [column.name, row[at]])),
        ...label,
      })),
      columns.map((column) => column.name),
    ),
  }));
}
