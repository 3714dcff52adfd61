// The hours of the weeks before, by what is watched and source: read once an hour, as they change no more than that.

import type { City } from '../config.ts';
import { dayOf, hourStart, hourStarts, isoInCity, offsetAt } from '../store/city-time.ts';
import type { Store } from '../store/client.ts';
import { readHours } from '../store/queries/alert-readings.ts';
import { collectedIn } from '../store/queries/collected.ts';
import { readLedger } from '../store/queries/gaps.ts';
import { series } from '../store/queries/series.ts';
import { termsOf as sourceTerms } from '../terms.ts';
import { longestMinutes } from './detect-volume.ts';
import { type HourCounts, type KnownSources, knownSources, type SourceHistory } from './situation.ts';
import type { Subject, Watch } from './watch.ts';
import { historyHours } from './week.ts';

const hourMs = 3_600_000;

/** Of the clock: hours that begin, and the slot of each; a repeated hour shares one, a skipped one is missing. */
export interface Slots {
  endMs: number;
  starts: number[];
  slots: number[];
}

/** The hour in which the longest window that ends now begins ends the history. */
export function slotsBefore(timezone: string, nowMs: number): Slots {
  const endMs = hourStart(timezone, nowMs - longestMinutes * 60_000);
  const wall = (ms: number) => ms + offsetAt(timezone, ms);
  const fromWall = wall(endMs) - historyHours * hourMs;
  const near = fromWall - offsetAt(timezone, fromWall - offsetAt(timezone, endMs));
  const starts = hourStarts(timezone, hourStart(timezone, near), endMs);
  const known = starts
    .map((ms) => [ms, Math.floor((wall(ms) - fromWall) / hourMs)] as const)
    .filter(([, slot]) => slot >= 0 && slot < historyHours);
  return { endMs, starts: known.map(([ms]) => ms), slots: known.map(([, slot]) => slot) };
}

export const subjectKey = ({ topic = '', place = '', project = '' }: Subject): string =>
  [topic, place, project].join('\n');

export interface Histories {
  endMs: number;
  of(subject: Subject): ReadonlyMap<string, SourceHistory>;
  /** undefined: not enough history */
  known(subject: Subject): KnownSources | undefined;
  /** projects whose search was not answered, and why: they are asked again when the hour is over */
  failed: ReadonlyMap<string, unknown>;
}

/** Most hours of most subjects are this one. */
const none: HourCounts = Object.freeze({ all: 0, own: 0, negative: 0, positive: 0 });

/** Counts by slot; null where the source was not collected, and where the clock has no such hour. */
export function fill(
  { starts, slots }: Slots,
  counts: ReadonlyMap<number, HourCounts>,
  isCollected: readonly boolean[] | undefined,
): SourceHistory {
  const filled: (HourCounts | null)[] = Array.from({ length: historyHours }, () => null);
  const times = new Map<number, number>();
  for (const slot of slots) times.set(slot, (times.get(slot) ?? 0) + 1);
  for (const [at] of starts.entries()) {
    const slot = slots[at]!;
    if (isCollected?.[at] === false) continue;
    const had = counts.get(slot);
    if (had === undefined) {
      filled[slot] = none;
      continue;
    }
    const { all, own, negative, positive } = had;
    const shared = times.get(slot)!;
    filled[slot] = {
      all: all / shared,
      own: own / shared,
      negative: negative / shared,
      positive: positive / shared,
    };
  }
  return filled;
}

/** A source that came later is not known before its first hour. */
async function readCollected(store: Store, city: City, { starts, endMs }: Slots, nowMs: number) {
  const stretches = starts.map((fromMs, at) => ({ fromMs, toMs: starts[at + 1] ?? endMs }));
  const ledger = await readLedger(store, city, { fromMs: starts[0]!, toMs: endMs, sources: [] }, nowMs);
  return collectedIn(ledger, stretches);
}

async function readProject(
  store: Store,
  city: City,
  { starts, endMs, slots }: Slots,
  q: string,
  nowMs: number,
) {
  const [from, to] = [isoInCity(city.timezone, starts[0]!), isoInCity(city.timezone, endMs)];
  const { rows } = await series.run(
    store,
    city,
    { q, from, to, interval: 'hour', by: 'source', metric: 'volume' },
    { nowMs },
  );
  const slotOf = new Map(starts.map((ms, at) => [ms, slots[at]!]));
  const bySource = new Map<string, Map<number, HourCounts>>();
  for (const row of rows) {
    const slot = slotOf.get(Date.parse(row.time));
    const source = (row as { source?: string }).source;
    if (slot === undefined || source === undefined) continue;
    const counts = bySource.get(source) ?? new Map<number, HourCounts>();
    const before = counts.get(slot)?.all ?? 0;
    const all = before + row.n;
    counts.set(slot, { all, own: all, negative: 0, positive: 0 });
    bySource.set(source, counts);
  }
  return bySource;
}

/** Everything that these watches need. `projects`: id → search. */
export async function readHistories(
  store: Store,
  city: City,
  watches: readonly Watch[],
  projects: ReadonlyMap<string, string>,
  nowMs: number,
): Promise<Histories> {
  const slots = slotsBefore(city.timezone, nowMs);
  const subjects = watches.map(({ subject }) => subject);
  const list = (values: (string | undefined)[]) => [
    ...new Set(values.filter((value) => value !== undefined)),
  ];
  const collected = await readCollected(store, city, slots, nowMs);
  const rows = await readHours(store, {
    ...{ city: city.id, timezone: city.timezone, endMs: slots.endMs },
    topics: ['', ...list(subjects.map(({ topic }) => topic))],
    places: list(subjects.map(({ place }) => place)),
    ...{ hours: slots.starts.map((ms) => ms / 1_000), slots: slots.slots },
  });
  const histories = new Map<string, Map<string, SourceHistory>>();
  const put = (subject: Subject, source: string, counts: ReadonlyMap<number, HourCounts>) => {
    const key = subjectKey(subject);
    const sources = histories.get(key) ?? new Map<string, SourceHistory>();
    sources.set(source, fill(slots, counts, collected.get(source)));
    histories.set(key, sources);
  };
  for (const { topic, area, source, hours } of rows) {
    if (sourceTerms(source).notWatched?.includes(topic)) continue;
    const counts = new Map(
      hours.map(([slot, all, own, negative, positive]) => [slot, { all, own, negative, positive }] as const),
    );
    put({ ...(topic !== '' && { topic }), ...(area !== '' && { place: area }) }, source, counts);
  }
  // A search that takes too long is no reason to be silent of everything else.
  const failed = new Map<string, unknown>();
  for (const [project, q] of projects) {
    try {
      for (const [source, counts] of await readProject(store, city, slots, q, nowMs))
        put({ project }, source, counts);
    } catch (error) {
      failed.set(project, error);
    }
  }
  // What a topic or place never had of a source is known to be nothing, as far as the source itself is known.
  const everything = histories.get(subjectKey({})) ?? new Map<string, SourceHistory>();
  for (const source of everything.keys()) {
    const nothing = fill(slots, new Map(), collected.get(source));
    for (const subject of subjects) {
      if (subject.topic !== undefined && sourceTerms(source).notWatched?.includes(subject.topic)) continue;
      const sources = histories.get(subjectKey(subject)) ?? new Map<string, SourceHistory>();
      if (!sources.has(source)) sources.set(source, nothing);
      histories.set(subjectKey(subject), sources);
    }
  }
  return { ...remember(slots, histories, firstHours(everything)), failed };
}

/** Of each source, the slot of its first post. */
const firstHours = (everything: ReadonlyMap<string, SourceHistory>) =>
  new Map(
    [...everything].map(([source, hours]) => [source, hours.findIndex((hour) => (hour?.all ?? 0) > 0)]),
  );

function remember(
  { endMs }: Slots,
  histories: ReadonlyMap<string, ReadonlyMap<string, SourceHistory>>,
  first: ReadonlyMap<string, number>,
): Omit<Histories, 'failed'> {
  const known = new Map<string, KnownSources | undefined>();
  // Hours before a source's first post are no silence of the city: without a ledger nothing else tells that it is new.
  const of = (subject: Subject) =>
    new Map(
      [...(histories.get(subjectKey(subject)) ?? [])].map(([source, hours]) => {
        const begin = first.get(source) ?? 0;
        return [source, begin <= 0 ? hours : hours.map((hour, at) => (at < begin ? null : hour))] as const;
      }),
    );
  return {
    endMs,
    of,
    known(subject) {
      const key = subjectKey(subject);
      if (!known.has(key)) known.set(key, knownSources(of(subject)));
      return known.get(key);
    },
  };
}

/** Cities that were not looked at for so long are not known any more, or have no rules. */
const forgottenAfterMs = 3 * hourMs;

export function forgetBefore(kept: Map<string, { endMs: number }>, ms: number): void {
  for (const [city, { endMs }] of kept) if (endMs < ms) kept.delete(city);
}

/** Kept until the hour is over. */
export function createHistoryCache() {
  const kept = new Map<string, { key: string; endMs: number; histories: Promise<Histories> }>();
  return (
    store: Store,
    city: City,
    watches: readonly Watch[],
    projects: ReadonlyMap<string, string>,
    nowMs: number,
  ): Promise<Histories> => {
    const { endMs } = slotsBefore(city.timezone, nowMs);
    const key = JSON.stringify([
      endMs,
      dayOf(city.timezone, nowMs),
      watches.map((watch) => watch.key),
      [...projects],
    ]);
    const have = kept.get(city.id);
    if (have?.key === key) return have.histories;
    const histories = readHistories(store, city, watches, projects, nowMs);
    forgetBefore(kept, endMs - forgottenAfterMs);
    kept.set(city.id, { key, endMs, histories });
    histories.catch(() => kept.delete(city.id));
    return histories;
  };
}
