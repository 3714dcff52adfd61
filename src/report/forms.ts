// The forms that a report is made in. Each is a function from the computed report to files; the same report gives the same bytes.
import type { City } from '../config.ts';
import { renderPage } from './render/page.ts';
import { fileStem } from './render/title.ts';
import type { WeeklyReport } from './weekly-report.ts';

export interface ReportFile {
  /** without a folder */
  name: string;
  content: string | Uint8Array;
}

export interface Form {
  make(report: WeeklyReport, city: City): Promise<ReportFile[]>;
}

const one = (
  extension: string,
  render: (report: WeeklyReport, city: City) => string | Promise<string | Uint8Array>,
): Form => ({
  make: async (report, city) => [
    { name: `${fileStem(report)}.${extension}`, content: await render(report, city) },
  ],
});

export const forms = {
  html: one('html', renderPage),
  json: one('json', (report) => `${JSON.stringify(report, null, 2)}\n`),
} as const satisfies Record<string, Form>;

export type FormName = keyof typeof forms;
export const formNames = Object.keys(forms) as FormName[];

export async function makeForms(
  report: WeeklyReport,
  city: City,
  names: readonly FormName[],
): Promise<ReportFile[]> {
  const files: ReportFile[] = [];
  for (const name of names) files.push(...(await forms[name].make(report, city)));
  return files;
}
