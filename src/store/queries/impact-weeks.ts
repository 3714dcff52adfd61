// The weeks around the date of a project, what was said in them, and the topics that tell what would have been said without it.
import { addDays, dayOf, dayStart, parseTime } from '../city-time.ts';
import type { Store } from '../client.ts';
import { type Counts, noCounts } from './counts.ts';
import { badParameter, type QueryCity } from './define.ts';
import type { Filter } from './filter.ts';
import { measure } from './measure.ts';

export const weeksBefore = 16;
export const weeksAfter = 8;
export const leastBefore = 6;
const mostWeeks = 52;
/** A topic of whose posts more than this are the project's own is no witness of what would have been without it. */
const mostShared = 0.1;
/** A topic with fewer posts a week on average is too rough to follow. */
const leastPosts = 5;

export interface Weeks {
  /** starts of the weeks, and the end of the last */
  bounds: number[];
  before: number;
}

/** Whole weeks from the day of the date, backwards and onwards. Throws ZodError. */
export function weeksOf(
  city: QueryCity,
  query: { from?: string; to?: string },
  dateMs: number,
  nowMs: number,
): Weeks {
  const { timezone } = city;
  const date = dayOf(timezone, dateMs);
  const read = (name: 'from' | 'to', fallback: number) => {
    const given = query[name];
    const ms = given === undefined ? fallback : parseTime(timezone, given);
    if (ms === undefined) throw badParameter(name, 'expected a date such as 2026-03-01', given);
    return ms;
  };
  const start = (week: number) => dayStart(timezone, addDays(date, 7 * week));
  const fromMs = read('from', start(-weeksBefore));
  const toMs = Math.min(read('to', start(weeksAfter)), nowMs);
  let after = 0;
  while (after < mostWeeks - leastBefore && start(after + 1) <= toMs) after++;
  if (after === 0)
    throw badParameter('to', 'expected at least one whole week after the date, and before now', query.to);
  let before = 0;
  while (before < mostWeeks - after && start(-before - 1) >= fromMs) before++;
  if (before < leastBefore)
    throw badParameter('from', `expected at least ${leastBefore} whole weeks before the date`, query.from);
  return { before, bounds: Array.from({ length: before + after + 1 }, (_, index) => start(index - before)) };
}

type ByGroup = Map<string, Counts[]>;

/** Counts of every week, per topic where asked. */
export async function readWeeks(
  store: Store,
  city: QueryCity,
  { bounds }: Weeks,
  question: { filter: Filter; by?: 'topic'; basis: 'day' | 'posts' },
): Promise<ByGroup> {
  const startsMs = bounds.slice(0, -1);
  const range = { fromMs: bounds[0]!, toMs: bounds.at(-1)!, startsMs };
  const groups: ByGroup = new Map();
  for (const { group, bucket, ...counts } of await measure(store, city, {
    ...range,
    ...question,
    counting: ['sure'],
  })) {
    const weeks = groups.get(group) ?? startsMs.map((): Counts => noCounts);
    weeks[bucket] = counts;
    groups.set(group, weeks);
  }
  return groups;
}

const volumeOf = (weeks: readonly Counts[]): number => weeks.reduce((sum, { volume }) => sum + volume, 0);

/** What the posts that a question is about say besides: its topics are searched for, so that all of their topics are told. */
export function withAllTopics(filter: Filter): Filter {
  if (filter.topics.length === 0) return filter;
  const ofTopics = { kind: 'field' as const, field: 'topic' as const, values: filter.topics };
  const of = filter.search ? [ofTopics, filter.search] : [ofTopics];
  return { ...filter, topics: [], search: { kind: 'all', of } };
}

/** Topics that are not the project's own, with enough posts to follow: before the date, and in all. */
export function witnesses(
  filter: Filter,
  before: number,
  all: ByGroup,
  own: ByGroup,
): [topic: string, weeks: Counts[]][] {
  const isFollowed = (weeks: readonly Counts[]) => volumeOf(weeks) >= leastPosts * weeks.length;
  return [...all]
    .filter(([topic, weeks]) => {
      const shared = volumeOf(own.get(topic) ?? []);
      const isOwn = filter.topics.includes(topic) || shared > mostShared * volumeOf(weeks);
      return !isOwn && isFollowed(weeks) && isFollowed(weeks.slice(0, before));
    })
    .sort(([a], [b]) => a.localeCompare(b));
}
