// The nightly check: sums and terms against the posts they were made from. What differs is marked, and so healed by the next rebuild.

import type { Store } from '../store/client.ts';
import { markDirty } from '../store/dirty.ts';
import { listDays } from './days.ts';
import { listDirty } from './rebuild.ts';
import { verifyDays } from './verify.ts';

/** These are looked at every night; of the older ones a seventh, so that each is once a week. */
const newestDays = 31;
const dayMs = 86_400_000;
const mostDays = 20_000;
/** Days between two looks at whether to stop. */
const together = 16;

const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / dayMs;

/** Days to check in a night, of all there are, newest first. */
export function daysToCheck(days: readonly string[], night: string): string[] {
  return days.filter((day, index) => index < newestDays || (dayNumber(day) - dayNumber(night)) % 7 === 0);
}

export interface NightlyCheck {
  /** calendar day of the city on which it ran */
  night: string;
  /** days that were compared */
  days: number;
  /** of these, those that differed and were marked for a rebuild, oldest first */
  differed: string[];
  finishedAt: string;
}

/**
 * Checks the days of a city and marks those that differ. A day that waits for its rebuild differs by right, and so may one that was rebuilt while it was compared: what
 * differs is looked at once more. Throws TransientError, or the signal's reason; nothing is lost then, the next night comes.
 */
export async function checkCity(
  store: Store,
  city: { id: string; timezone: string },
  night: string,
  signal?: AbortSignal,
): Promise<NightlyCheck> {
  const settled = async (days: readonly string[]) => {
    const waiting = new Set((await listDirty(store, city.id)).map(({ day }) => day));
    return days.filter((day) => !waiting.has(day));
  };
  const different = async (days: readonly string[]) => {
    const found = new Set<string>();
    for (let at = 0; at < days.length; at += together) {
      signal?.throwIfAborted();
      const differences = await verifyDays(store, city, days.slice(at, at + together));
      for (const { day } of differences) found.add(day);
    }
    return settled([...found].sort());
  };
  const days = (await settled(daysToCheck(await listDays(store, city, mostDays), night))).sort();
  const differed = await different(await different(days));
  if (differed.length > 0) {
    await markDirty(
      store.jobs,
      differed.map((day) => ({ city: city.id, day })),
    );
  }
  return { night, days: days.length, differed, finishedAt: new Date().toISOString() };
}
