// Which days' rollups are behind their posts: marks with a sequence number, and clears up to one.
import { z } from 'zod';
import type { Lane } from './lane.ts';

export interface CityDay {
  city: string;
  /** calendar day in the city */
  day: string;
}

export const dirtyColumns = ['city', 'day', 'what', 'version'] as const;
const highest = z.object({ sequence: z.number() });

/**
 * Marks days dirty and returns the sequence number. Call it after the rows are in: a rebuild that read the posts
 * before that has read the marks before too, so this number is higher than any it may clear, whatever the clocks say.
 */
export async function markDirty(lane: Lane, days: readonly CityDay[]): Promise<number> {
  const distinct = new Map(days.map((entry) => [`${entry.city} ${entry.day}`, entry]));
  const [row] = await lane.rows(highest, 'SELECT max(version) AS sequence FROM state_dirty');
  const sequence = (row?.sequence ?? 0) + 1;
  await lane.insert(
    'state_dirty',
    dirtyColumns,
    [...distinct.values()].map(({ city, day }) => JSON.stringify([city, day, 'mark', sequence])),
  );
  return sequence;
}
