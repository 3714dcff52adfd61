// Kept reports lose the posts that were deleted after they were made. What they count stays: they are rendered again from their own data, not asked again.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { City } from '../config.ts';
import { ConfigError } from '../errors.ts';
import type { Log } from '../log.ts';
import { findDeletedPosts, type NamedPost, namedKey } from '../store/deleted-posts.ts';
import type { Lane } from '../store/lane.ts';
import { formsOf, keepReport } from './keep-report.ts';
import { readKeptReport } from './kept-quotes.ts';
import { type KeptReport, openKeptReports } from './kept-reports.ts';
import type { PostKey } from './quotes.ts';
import { fileStem } from './render/title.ts';
import type { WeeklyReport } from './weekly-report.ts';
import { postsOf, withoutPosts } from './withdraw.ts';

export interface WithdrawalMeans {
  lane: Lane;
  dataDir: string;
  /** undefined when its profile cannot be read */
  cityOf(id: string): Promise<City | undefined>;
  log: Log;
}

/** A report whose data tells what it names. */
interface Shelved {
  week: string;
  audience: string;
  files: KeptReport[];
  data: KeptReport;
  posts: NamedPost[];
  /** something was withdrawn from it, and a form is older than that: the process ended while it wrote */
  isHalf: boolean;
}

/** What reports name, by file and the time it was written, so that each is read once; undefined: nobody can tell. */
export type ReportMemory = Map<string, { posts: NamedPost[]; isWithdrawn: boolean } | undefined>;

export async function withdrawFromReports(means: WithdrawalMeans, memory: ReportMemory): Promise<void> {
  const cities = await readdir(join(means.dataDir, 'reports')).catch((): string[] => []);
  for (const city of cities) await withdrawFromCity(means, memory, city);
}

async function withdrawFromCity(means: WithdrawalMeans, memory: ReportMemory, city: string): Promise<void> {
  const { lane, log } = means;
  const reports = await shelvedOf(means, memory, city);
  const deleted = await findDeletedPosts(
    lane,
    city,
    reports.flatMap(({ posts }) => posts),
  );
  const isGone = (post: NamedPost) => deleted.has(namedKey(post));
  for (const shelved of reports) {
    const gone = shelved.posts.filter(isGone).length;
    if (gone === 0 && !shelved.isHalf) continue;
    const fields = { city, week: shelved.week, audience: shelved.audience };
    try {
      const lost = await makeAgain(means, city, shelved, isGone);
      log.info(
        { ...fields, deleted: gone, lost },
        'a kept report was written again without what was deleted',
      );
    } catch (err) {
      // the next look tries again, and the other reports are looked at
      log.error({ ...fields, err }, 'a kept report that names what was deleted cannot be written again');
    }
  }
}

/** One that has no data may name anything: it is told of once. */
async function shelvedOf(
  { dataDir, log }: WithdrawalMeans,
  memory: ReportMemory,
  city: string,
): Promise<Shelved[]> {
  const groups = new Map<string, KeptReport[]>();
  for (const file of await openKeptReports(dataDir).list(city)) {
    const name = `${file.week}/${file.audience}`;
    groups.set(name, [...(groups.get(name) ?? []), file]);
  }
  const reports: Shelved[] = [];
  for (const [name, files] of groups) {
    const { week, audience } = files[0]!;
    const data = files.find(({ form }) => form === 'json');
    const key = `${city}/${name} ${data?.writtenAt}`;
    if (!memory.has(key)) {
      const report = data && (await readReport(dataDir, city, data));
      if (report === undefined)
        log.warn(
          { city, week, audience },
          'a kept report has no data that tells what it quotes: make it again',
        );
      memory.set(
        key,
        report && { posts: postsOf(report), isWithdrawn: report.quotes.withdrawn !== undefined },
      );
    }
    const known = memory.get(key);
    if (data === undefined || known === undefined) continue;
    const { posts, isWithdrawn } = known;
    const isHalf = isWithdrawn && files.some(({ writtenAt }) => writtenAt < data.writtenAt);
    reports.push({ ...{ week, audience, files, data }, posts, isHalf });
  }
  return reports;
}

/** Undefined when it is not what its name says, or of a version that wrote it otherwise. */
async function readReport(
  dataDir: string,
  city: string,
  data: KeptReport,
): Promise<WeeklyReport | undefined> {
  try {
    const report = readKeptReport(await readFile(join(dataDir, 'reports', city, data.week, data.name)));
    return `${fileStem(report)}.json` === data.name ? report : undefined;
  } catch {
    return undefined;
  }
}

/** Names of forms that are no longer kept. */
async function makeAgain(
  { dataDir, cityOf, log }: WithdrawalMeans,
  city: string,
  { files, data }: Shelved,
  isGone: (post: PostKey) => boolean,
): Promise<string[]> {
  const report = await readReport(dataDir, city, data);
  if (report === undefined) return [];
  const told = withoutPosts(report, isGone);
  const profile = await cityOf(city);
  try {
    const { missing } = await keepReport({ dataDir, city: profile }, told, formsOf(files));
    return missing;
  } catch (err) {
    if (err instanceof ConfigError) throw err;
    // a version before wrote what this one cannot draw
    log.warn({ city, err }, 'a kept report cannot be drawn again: only its data is left');
    await keepReport({ dataDir, city: profile }, told, []);
    return formsOf(files).filter((form) => form !== 'json');
  }
}
