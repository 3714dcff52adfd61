// The forms that a report is made in. Each is a function from the computed report to files; the same report gives the same bytes (the PDF: the same
// text).

import type { City } from '../config.ts';
import { PermanentError } from '../errors.ts';
import { renderTables } from './render/csv.ts';
import { renderMetrics } from './render/metrics.ts';
import { renderPage } from './render/page.ts';
import { renderParquet } from './render/parquet.ts';
import { findBrowser, printPage } from './render/pdf.ts';
import { fileStem } from './render/title.ts';
import { renderWorkbook } from './render/workbook.ts';
import type { WeeklyReport } from './weekly-report.ts';

export interface ReportFile {
  /** without a folder */
  name: string;
  content: string | Uint8Array;
}

/** The files of a form, or why there are none. */
export type Made = { files: ReportFile[] } | { missing: string };

/** `city`: its profile, for the map of the page. */
type Make = (report: WeeklyReport, city: City | undefined) => Made | Promise<Made>;

const noProfile: Made = { missing: 'the profile of the city cannot be read' };

const file = (report: WeeklyReport, ending: string, content: string | Uint8Array): Made => ({
  files: [{ name: `${fileStem(report)}${ending}`, content }],
});

const forms = {
  html: (report, city) => (city === undefined ? noProfile : file(report, '.html', renderPage(report, city))),
  pdf: async (report, city) => {
    if (city === undefined) return noProfile;
    const browser = await findBrowser();
    if (browser === undefined) return { missing: 'no Chromium or Chrome is installed, which prints it' };
    return file(report, '.pdf', await printPage(browser, renderPage(report, city)));
  },
  xlsx: async (report) => file(report, '.xlsx', await renderWorkbook(report)),
  csv: (report) => ({ files: renderTables(report) }),
  parquet: async (report) => ({ files: await renderParquet(report) }),
  json: (report) => file(report, '.json', `${JSON.stringify(report, null, 2)}\n`),
  metrics: (report) => file(report, '-metrics.csv', renderMetrics(report)),
} as const satisfies Record<string, Make>;

export type FormName = keyof typeof forms;
export const formNames = Object.keys(forms) as FormName[];

export interface Forms {
  files: ReportFile[];
  /** forms that could not be made here, each with why */
  missing: string[];
}

export async function makeForms(
  report: WeeklyReport,
  city: City | undefined,
  names: readonly FormName[],
): Promise<Forms> {
  const all: Forms = { files: [], missing: [] };
  for (const name of names) {
    const made = await Promise.resolve(forms[name](report, city)).catch(unmade);
    if ('missing' in made) all.missing.push(`${name}: ${made.missing}`);
    else all.files.push(...made.files);
  }
  return all;
}

/** A browser that prints nothing costs the one form that needs it. */
function unmade(error: unknown): { missing: string } {
  if (error instanceof PermanentError) return { missing: error.message };
  throw error;
}
