// What a digest may tell of: rows above their usual, the words of a topic, sources that are silent. Each is asked once.

import { addDays, dayStart } from '../../store/city-time.ts';
import { termsOf } from '../../terms.ts';
import type { Ask, Rows } from '../asking.ts';
import { isIncomplete, type Lack, lacksOf } from '../collection.ts';
import { namedIn } from '../words-of-week.ts';
import { type DigestScope, digestParams } from './scope.ts';

export type Trend = Rows['trends'];
export type Period = { from: string; to: string };

/** `topic` narrows to one topic, whatever the reader's are. */
export const trendParams = (
  scope: DigestScope,
  rows: NonNullable<Trend['kind']>,
  { period = scope.day, topic }: { period?: Period; topic?: string } = {},
) => ({ ...digestParams(scope, period), ...(topic !== undefined && { topic }), rows, limit: 50 });

/**
 * What the terms of a source exclude from alerts (X: protests, assemblies, demonstrations, rallies) no digest tells of where that source may be counted:
 * a row names its largest sources only, so those of the profile count too.
 */
export const isTellable = (
  { topic, sources }: Pick<Trend, 'topic' | 'sources'>,
  collected: readonly string[],
): boolean =>
  topic === undefined ||
  ![...collected, ...sources.map(({ source }) => source)].some((source) =>
    termsOf(source).notWatched?.includes(topic),
  );

/** Beyond chance, and by enough people; the least likely first. */
export async function rising(
  { city }: Pick<DigestScope, 'city'>,
  ask: Ask,
  params: ReturnType<typeof trendParams>,
): Promise<Trend[]> {
  const { rows } = await ask('trends', params);
  const collected = Object.keys(city.sources);
  return rows.filter(
    (row) => row.isMoreThanChance && row.voices >= city.minimumN.voices && isTellable(row, collected),
  );
}

/** Words of the day, of a topic or of everything; none that may name somebody. They are kept by topic alone. */
export async function risingWords(scope: DigestScope, ask: Ask, topic?: string): Promise<Trend[]> {
  const { topics = [], places = [] } = scope.audience ?? {};
  const of = topic ?? (topics.length === 1 ? topics[0] : undefined);
  if (places.length > 0 || (of === undefined && topics.length > 0)) return [];
  const found = await rising(scope, ask, trendParams(scope, 'term', { ...(of && { topic: of }) }));
  const named = namedIn(found);
  return found.filter(({ term, rise }) => term !== undefined && !named.has(term) && (rise.copied ?? 0) < 0.5);
}

/** What was not collected of the day before the one that is told of. */
export async function lacksOfDayBefore(scope: DigestScope, ask: Ask): Promise<Lack[]> {
  const { timezone } = scope.city;
  const from = addDays(scope.day.from, -1);
  const { coverage } = await ask('summary', digestParams(scope, { from, to: scope.day.from }));
  return lacksOf(coverage, { fromMs: dayStart(timezone, from), toMs: scope.day.fromMs });
}

/** What was not collected of the day. */
export async function lacksOfDay(scope: DigestScope, ask: Ask): Promise<Lack[]> {
  const { coverage } = await ask('summary', digestParams(scope));
  return lacksOf(coverage, scope.day);
}

export const heardLess = async (scope: DigestScope, ask: Ask): Promise<boolean> =>
  isIncomplete(await lacksOfDay(scope, ask), scope.day);
