// `earshot report weekly`: the summary of a week, for the whole city or for an audience of its profile.
import { resolve } from 'node:path';
import { Option } from 'commander';
import type { City } from '../../config.ts';
import { ConfigError } from '../../errors.ts';
import { makeWeeklyReport } from '../../report/compute.ts';
import { type FormName, formNames, makeForms } from '../../report/forms.ts';
import { filesOfReport, formsOf, keepReport } from '../../report/keep-report.ts';
import { noteReport } from '../../report/note-report.ts';
import { olderFiles } from '../../report/older-files.ts';
import { fileStem } from '../../report/render/title.ts';
import type { WeeklyReport } from '../../report/weekly-report.ts';
import { writeFiles } from '../../report/write-files.ts';
import { isoInCity } from '../../store/city-time.ts';
import { lastCompleteWeek, parseWeek, type Week } from '../../store/iso-week.ts';
import { type CliCommand, line, type Run } from '../command.ts';
import { audienceAsked, presentOf } from '../report-asked.ts';
import { printDigest } from '../report-digest.ts';

interface Options {
  week?: string;
  date?: string;
  audience?: string;
  out?: string;
  now?: string;
  forms?: string;
  swap: string[];
  city?: string;
}

/** A week that is over. Throws ConfigError. */
function weekAsked({ timezone }: City, text: string | undefined, nowMs: number): Week {
  if (text === undefined) return lastCompleteWeek(timezone, nowMs);
  const week = parseWeek(timezone, text);
  if (week === undefined) throw new ConfigError(`--week ${text} — expected an ISO week such as 2026-W46`);
  if (week.toMs > nowMs)
    throw new ConfigError(`--week ${text} — this week is not over before ${isoInCity(timezone, week.toMs)}`);
  return week;
}

function formsAsked(text: string | undefined): readonly FormName[] {
  if (text === undefined) return formNames;
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.filter((name) => !formNames.some((form) => form === name));
  if (unknown.length > 0)
    throw new ConfigError(`--forms ${unknown.join(', ')} — expected ${formNames.join(', ')}`);
  return formNames.filter((form) => names.includes(form));
}

/** `2` takes the next candidate of the second quote, `2=3` the third after it. */
function swapsAsked(list: readonly string[]): Map<number, number> {
  return new Map(
    list.map((text) => {
      const match = /^([1-9]\d?)(?:=(\d{1,3}))?$/.exec(text);
      if (!match) throw new ConfigError(`--swap ${text} — expected the number of a quote such as 2, or 2=3`);
      return [Number(match[1]), Number(match[2] ?? 1)];
    }),
  );
}

interface Written {
  paths: string[];
  missing: string[];
  /** names of files that an earlier making left beside */
  older: string[];
}

/** Where the page lists it: also in the forms that were kept of it before. */
async function shelve(
  report: WeeklyReport,
  city: City,
  names: readonly FormName[],
  dataDir: string,
): Promise<Written> {
  const own = { city: city.id, week: report.week.name, audience: report.audience?.id ?? 'city' };
  const forms = formsOf(await filesOfReport(dataDir, own), names);
  return { ...(await keepReport({ dataDir, city }, report, forms)), older: [] };
}

async function writeOut(
  report: WeeklyReport,
  city: City,
  names: readonly FormName[],
  folder: string,
): Promise<Written> {
  const { audience } = report;
  const { files, missing } = await makeForms(report, city, names);
  const paths = await writeFiles(folder, files);
  // `town-hall-2` begins as `town-hall` does
  const isAudience = (rest: string) =>
    (city.audiences ?? []).some(({ id }) => id === (audience ? `${audience.id}-${rest}` : rest));
  const written = files.map(({ name }) => name);
  const older = await olderFiles(folder, { stem: fileStem(report), isAudience }, written);
  return { paths, missing, older };
}

const run: Run<Options> = async ([what], options, { io, runtime: open }) => {
  if (what === 'digest') return printDigest(options, { io, runtime: open });
  if (what !== 'weekly') throw new ConfigError(`there is no report "${what}"; there are: weekly, digest`);
  const names = formsAsked(options.forms);
  const swaps = swapsAsked(options.swap);
  const { store, cities, environment } = await open();
  const city = await cities.get(options.city, io.cwd);
  const nowMs = presentOf(city.timezone, options.now);
  const week = weekAsked(city, options.week, nowMs);
  const audience = audienceAsked(city, options.audience);
  const report = await makeWeeklyReport(
    store,
    { city, week, ...(audience && { audience }) },
    { nowMs, swaps },
  );
  await noteReport(store, report, options.out === undefined ? 'kept' : 'out');
  const { paths, missing, older } =
    options.out === undefined
      ? await shelve(report, city, names, environment.dataDir)
      : await writeOut(report, city, names, resolve(io.cwd, options.out));
  const sample = city.sample ? ' (sample data)' : '';
  line(io.stdout, `${city.name}${sample}, ${week.name}${audience ? `, ${audience.name}` : ''}`);
  for (const { text } of report.brief) line(io.stdout, `- ${text}`);
  for (const path of paths) line(io.stdout, path);
  for (const form of missing) line(io.stderr, `left out — ${form}`);
  if (older.length > 0) line(io.stderr, `of an earlier making, with its own numbers: ${older.join(', ')}`);
  if (report.dropped > 0) line(io.stderr, `${report.dropped} sentences did not hold and were left out`);
  return 0;
};

export const reportCommand: CliCommand = {
  define: (command) =>
    command
      .description('make the weekly summary of a city, or print its morning digest')
      .argument('<what>', 'weekly or digest')
      .option('--week <week>', 'an ISO week such as 2026-W46 (the last complete one)')
      .option('--date <date>', 'of a digest: the morning, such as 2026-11-16 (today)')
      .option('--audience <id>', 'an audience of the profile (the whole city)')
      .option('--out <directory>', 'where to put the files (reports in DATA_DIR)')
      .option('--forms <list>', `which forms to make, comma separated: ${formNames.join(', ')} (all)`)
      .addOption(
        new Option(
          '--swap <quote>',
          'another post for this quote: 2, or 2=3 to pass over three; may be repeated',
        )
          .default([])
          .argParser((text: string, list: string[]) => [...list, text]),
      )
      .option('--now <time>', 'the time to make it at: the same time gives the same files (now)'),
  run,
};
