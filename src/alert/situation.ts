// What is known when rules are looked at: the hours of eight weeks, the posts of the last three hours, and what of both was collected. Pure.
import { offsetAt } from '../store/city-time.ts';
import { binMinutes, bins } from './detect-volume.ts';
import type { Subject } from './watch.ts';
import { type History, historyHours, rateAt, type UsualWeek, usualWeek, weekHours } from './week.ts';

/** Sums of an hour. `own` is what residents said themselves: no copies, no machines, no office. */
export interface HourCounts {
  all: number;
  own: number;
  negative: number;
  positive: number;
}

/** Of a source, one entry per hour of the history; null where it was not collected. */
export type SourceHistory = readonly (HourCounts | null)[];

export interface RecentPost {
  at: number;
  source: string;
  id: string;
  /** a number for its author; of a post without one its own */
  voice: number;
  /** empty when nobody answers */
  thread: string;
  topics: readonly string[];
  topicSentiments: readonly string[];
  sentiment: string;
  place: string;
  isOwn: boolean;
  isCopied: boolean;
  isAutomated: boolean;
  isOfficial: boolean;
}

export interface Situation {
  timezone: string;
  nowMs: number;
  /** end of the history: the hour in which the longest window begins */
  endMs: number;
  /** of a subject, by source */
  histories(subject: Subject): ReadonlyMap<string, SourceHistory>;
  /** the newest last; what a source's terms exclude from alerts is not among them */
  posts: readonly RecentPost[];
  /** of the project, keys `source\nid`; only of projects that are watched */
  projects: ReadonlyMap<string, ReadonlySet<string>>;
  /** of each source, which of the `bins` up to now were collected; a source that is not named here always was */
  collected: ReadonlyMap<string, readonly boolean[]>;
}

export const postKey = ({ source, id }: Pick<RecentPost, 'source' | 'id'>): string => `${source}\n${id}`;

/** Of each source, what is usual; those with too few weeks are not compared. */
export interface KnownSources {
  weeks: ReadonlyMap<string, UsualWeek>;
  /** of all of them together */
  whole: UsualWeek;
  /** copies and machines included, times `whole` */
  copiesToo: number;
  histories: ReadonlyMap<string, SourceHistory>;
}

const ownOf = (history: SourceHistory): History => history.map((hour) => hour?.own ?? null);

/** Undefined when no source has enough history to say what is usual. */
export function knownSources(histories: ReadonlyMap<string, SourceHistory>): KnownSources | undefined {
  const weeks = new Map<string, UsualWeek>();
  const sum = Array.from({ length: historyHours }, () => 0);
  let [all, own] = [0, 0];
  for (const [source, history] of histories) {
    const week = usualWeek(ownOf(history));
    if (week === undefined) continue;
    weeks.set(source, week);
    for (const [at, hour] of history.entries()) {
      sum[at]! += hour?.own ?? week.rates[at % weekHours]!;
      all += hour?.all ?? 0;
      own += hour?.own ?? 0;
    }
  }
  const whole = weeks.size === 0 ? undefined : usualWeek(sum);
  return whole && { weeks, whole, copiesToo: own === 0 ? 1 : all / own, histories };
}

const binMs = binMinutes * 60_000;

/** Hours since the end of the history, by the clock. */
const hoursSince = ({ timezone, endMs }: Situation, ms: number) =>
  (ms + offsetAt(timezone, ms) - endMs - offsetAt(timezone, endMs)) / 3_600_000;

/** Posts to expect in each bin, of the sources that were collected in it. */
export function usualBins(situation: Situation, { weeks }: Pick<KnownSources, 'weeks'>): number[] {
  const from = situation.nowMs - bins * binMs;
  return Array.from({ length: bins }, (_, bin) => {
    const at = hoursSince(situation, from + (bin + 0.5) * binMs);
    let sum = 0;
    for (const [source, week] of weeks) {
      if (situation.collected.get(source)?.[bin] !== false) sum += (rateAt(week, at) * binMinutes) / 60;
    }
    return sum;
  });
}

/** The bin of a post, from 0; undefined outside of the window. */
export function binOf({ nowMs }: Situation, { at }: Pick<RecentPost, 'at'>): number | undefined {
  const bin = bins - 1 - Math.floor((nowMs - 1 - at) / binMs);
  return bin >= 0 && bin < bins ? bin : undefined;
}

/** Posts of a subject from sources that are compared, in what was collected of them. */
export function postsOf(situation: Situation, subject: Subject, known: KnownSources): RecentPost[] {
  const { topic, place, project } = subject;
  const ofProject = project === undefined ? undefined : situation.projects.get(project);
  return situation.posts.filter((post) => {
    if (topic !== undefined && !post.topics.includes(topic)) return false;
    if (place !== undefined && post.place !== place) return false;
    if (project !== undefined && !ofProject?.has(postKey(post))) return false;
    if (!known.weeks.has(post.source)) return false;
    const bin = binOf(situation, post);
    return bin !== undefined && situation.collected.get(post.source)?.[bin] !== false;
  });
}
