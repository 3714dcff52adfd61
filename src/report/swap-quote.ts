// Another post for a quote of a kept report: it is made again, of the same week and as of the same time, in the forms that it was kept in.
import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import type { City } from '../config.ts';
import { ConfigError, PermanentError } from '../errors.ts';
import type { Store } from '../store/client.ts';
import { parseWeek } from '../store/iso-week.ts';
import { audienceNamed, makeWeeklyReport } from './compute.ts';
import { filesOfReport, formsOf, keepReport } from './keep-report.ts';
import { type KeptQuote, readKeptReport, wantedPosts } from './kept-quotes.ts';
import { type KeptReport, openKeptReports } from './kept-reports.ts';
import { noteReport } from './note-report.ts';
import type { Quote } from './quotes.ts';
import type { Scope } from './scope.ts';

export interface Swap {
  city: City;
  week: string;
  /** id of an audience; `city` for the whole city */
  audience: string;
  /** its number in the report, the first is 1 */
  quote: number;
  /** 1 takes the next candidate */
  by: number;
}

export interface Swapped {
  quotes: Quote[];
  /** all that is kept of the report */
  files: KeptReport[];
  /** forms that could not be made again and are no longer kept, each with why */
  missing: string[];
}

type Mistakes = { mistakes: { parameter: string; detail: string }[] };

/**
 * Undefined when no such report is kept as JSON. Quotes that are not swapped stay, also those that were swapped before. Throws PermanentError when no other
 * post may be quoted, ConfigError when this process may not write, and what the queries throw.
 */
export async function swapQuote(
  { store, dataDir }: { store: Store; dataDir: string },
  swap: Swap,
): Promise<Swapped | Mistakes | undefined> {
  const { city } = swap;
  const keptFiles = () => filesOfReport(dataDir, { ...swap, city: city.id });
  const before = await keptFiles();
  const data = before.find(({ form }) => form === 'json');
  const found = data && (await openKeptReports(dataDir).read(city.id, data.name));
  const scope = scopeOf(swap);
  if (found === undefined || scope === undefined) return undefined;
  const { madeAt, quotes: told } = readKeptReport(found.content);
  const { quotes } = told;
  const shown = quotes[swap.quote - 1];
  if (shown === undefined) return { mistakes: [noSuchQuote(quotes.length)] };
  const wanted = wantedPosts(quotes, swap);
  if (wanted.get(shown.topic)!.length === 0) throw noOther(shown);
  await checkWritable(join(dataDir, 'reports', city.id, swap.week));
  const report = await makeWeeklyReport(store, scope, { nowMs: Date.parse(madeAt), wanted });
  const now = report.quotes.quotes.find(({ topic }) => topic === shown.topic);
  if (now === undefined || isSamePost(now, shown)) throw noOther(shown);
  await noteReport(store, report, 'kept');
  const { missing } = await keepReport({ dataDir, city }, report, formsOf(before));
  return { quotes: report.quotes.quotes, files: await keptFiles(), missing };
}

const isSamePost = (one: { source: string; id: string }, other: { source: string; id: string }) =>
  one.source === other.source && one.id === other.id;

/** Undefined when there is no such week, or the profile has no such audience any more. */
function scopeOf({ city, week: name, audience: id }: Swap): Scope | undefined {
  const week = parseWeek(city.timezone, name);
  const audience = audienceNamed(city, id);
  if (week === undefined || (id !== 'city' && audience === undefined)) return undefined;
  return { city, week, ...(audience && { audience }) };
}

const noOther = ({ label }: KeptQuote) =>
  new PermanentError(`No other post of this week may be quoted about ${label}.`);

const noSuchQuote = (count: number) => ({
  parameter: 'quote',
  detail: count === 0 ? 'the report quotes nobody' : `expected 1 to ${count}, the quotes of the report`,
});

/** Before the work of making it. */
async function checkWritable(folder: string): Promise<void> {
  try {
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw new ConfigError(
      'This process reads the reports and may not write them: another one keeps them. `earshot report weekly --swap` where they are written takes another quote.',
      { cause },
    );
  }
}
