// The weekly summary on schedule: of the last week that was over when it was due.
import { usualWeekTime } from '../config/report-times.ts';
import type { City } from '../config.ts';
import { ConfigError, PermanentError } from '../errors.ts';
import { listDirty } from '../maintain/rebuild.ts';
import { makeWeeklyReport } from '../report/compute.ts';
import { formNames } from '../report/forms.ts';
import { filesOfReport, formsOf, keepReport } from '../report/keep-report.ts';
import { mediaType } from '../report/media-type.ts';
import { noteReport } from '../report/note-report.ts';
import type { Runtime } from '../runtime.ts';
import { lastCompleteWeek, parseWeek, type Week } from '../store/iso-week.ts';
import { readSourceRun } from '../store/source-run.ts';
import { recipientsOf } from './hand-over.ts';
import type { ScheduledKind } from './scheduled.ts';
import { latestSlot, type Slot } from './slots.ts';
import { weeklyMessage } from './weekly-message.ts';

function weekNamed({ timezone }: City, about: string): Week {
  const week = parseWeek(timezone, about);
  if (week === undefined) throw new PermanentError(`${about} is no week`);
  return week;
}

/** Days of the week are summed, and nothing waits to be tagged. */
async function isCounted(
  runtime: Pick<Runtime, 'queues' | 'store'>,
  city: City,
  about: string,
): Promise<boolean> {
  const { from, to } = weekNamed(city, about);
  const { waiting, active } = await (await runtime.queues()).counts('enrich');
  if (waiting + active > 0) return false;
  const dirty = await listDirty(runtime.store, city.id);
  return !dirty.some(({ day }) => day >= from && day < to);
}

/** It is counted, and every source that runs by a schedule was asked since the week ended. */
async function isSettled(runtime: Runtime, city: City, about: string): Promise<boolean> {
  const { toMs } = weekNamed(city, about);
  if (!(await isCounted(runtime, city, about))) return false;
  for (const source of Object.keys(city.sources)) {
    const last = await readSourceRun(runtime.state, city.id, source);
    // what has failed for long will not mend itself now
    if (last !== undefined && (last.failures ?? 0) === 0 && Date.parse(last.startedAt) < toMs) return false;
  }
  return true;
}

const timeOf = ({ reports }: City) => reports?.weekly?.at ?? usualWeekTime;
const aboutOf = ({ timezone }: City, { atMs }: Slot) => lastCompleteWeek(timezone, atMs).name;

/**
 * Throws ConfigError for a week whose summary cannot be made yet. The first that is made is kept for everybody who gets it: half a week would be it for good.
 */
export async function checkMayBeMade(
  runtime: Pick<Runtime, 'queues' | 'store'>,
  city: City,
  about: string,
  nowMs: number,
): Promise<void> {
  const last = aboutOf(city, latestSlot(city.timezone, timeOf(city), nowMs));
  if (about > last)
    throw new ConfigError(`${about} is not due yet: the last summary that was due is that of ${last}`);
  if (!(await isCounted(runtime, city, about)))
    throw new ConfigError(
      `the posts of ${about} are not all tagged and summed yet: try again in some minutes`,
    );
}

export const weekly: ScheduledKind = {
  kind: 'weekly',
  timeOf,
  about: aboutOf,
  // the next one is due before that
  staleAfterMs: 8 * 86_400_000,
  isSettled,
  async make({ store, environment }, { city, audience, about, nowMs }) {
    const week = weekNamed(city, about);
    const report = await makeWeeklyReport(store, { city, week, ...(audience && { audience }) }, { nowMs });
    const recipients = recipientsOf(city, { kind: 'weekly', audience: audience?.id ?? 'city' });
    const wanted = formNames.filter((form) => recipients.some(({ forms }) => forms.includes(form)));
    // also where the page lists reports
    const own = { city: city.id, week: about, audience: audience?.id ?? 'city' };
    const { dataDir } = environment;
    const forms = formsOf(await filesOfReport(dataDir, own), wanted);
    await noteReport(store, report, 'kept');
    const kept = await keepReport({ dataDir, city }, report, forms);
    const files = kept.files
      .filter(({ form }) => wanted.includes(form))
      .map(({ name, content, form }) => ({ name, type: mediaType(name), bytes: Buffer.from(content), form }));
    const missing = kept.missing.filter((text) => wanted.some((form) => text.startsWith(`${form}:`)));
    return weeklyMessage(city, report, { files, missing });
  },
};
