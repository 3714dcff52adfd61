// Puts a report where the page lists them: in DATA_DIR, one making of each, always with its data, from which it can be made again without what is deleted later.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { City } from '../config.ts';
import { type FormName, formNames, makeForms, type ReportFile } from './forms.ts';
import { type KeptReport, openKeptReports } from './kept-reports.ts';
import type { WeeklyReport } from './weekly-report.ts';
import { writeFiles } from './write-files.ts';

export interface Kept {
  files: (ReportFile & { form: FormName })[];
  /** in the order of the files */
  paths: string[];
  /** forms that could not be made here, each with why */
  missing: string[];
}

/** `topics.csv` is of the form `csv`; the metrics are a form of their own. */
const formNameOf = ({ form }: KeptReport) =>
  form === 'metrics.csv' ? 'metrics' : form.slice(form.lastIndexOf('.') + 1);

/** All that is kept of the report of a week and an audience. */
export const filesOfReport = async (
  dataDir: string,
  { city, week, audience }: { city: string; week: string; audience: string },
): Promise<KeptReport[]> =>
  (await openKeptReports(dataDir).list(city)).filter(
    (kept) => kept.week === week && kept.audience === audience,
  );

/** The forms that a report is kept in, and those that are wanted too. */
export const formsOf = (kept: readonly KeptReport[], wanted: readonly FormName[] = []): FormName[] =>
  formNames.filter((name) => wanted.includes(name) || kept.some((file) => formNameOf(file) === name));

/**
 * Makes the forms `names`, and JSON, and removes what an earlier making left of others: it tells other numbers, and may quote what this one does not.
 * The data is written first: a form that is older than it was left by a process that ended half way (see withdraw-deleted.ts). Without
 * the profile of the city there is no page. Throws ConfigError when it cannot be written, and what a form throws; then nothing was.
 */
export async function keepReport(
  { dataDir, city }: { dataDir: string; city: City | undefined },
  report: WeeklyReport,
  names: readonly FormName[],
): Promise<Kept> {
  const made: Kept = { files: [], paths: [], missing: [] };
  const wanted = formNames.filter((name) => name === 'json' || names.includes(name));
  for (const form of wanted) {
    const { files, missing } = await makeForms(report, city, [form]);
    made.files.push(...files.map((file) => ({ ...file, form })));
    made.missing.push(...missing);
  }
  const isData = ({ form }: { form: FormName }) => form === 'json';
  made.files = [...made.files.filter(isData), ...made.files.filter((file) => !isData(file))];
  const own = { city: report.city.id, week: report.week.name, audience: report.audience?.id ?? 'city' };
  const folder = join(dataDir, 'reports', own.city, own.week);
  made.paths = await writeFiles(folder, made.files);
  const written = new Set(made.files.map(({ name }) => name));
  for (const { name } of await filesOfReport(dataDir, own))
    if (!written.has(name)) await rm(join(folder, name), { force: true });
  return made;
}
