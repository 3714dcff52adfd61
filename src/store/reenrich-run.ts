// How far a city's stored posts are enriched again: what a killed process left, and what a terminal shows.
import { z } from 'zod';
import type { State } from './state.ts';

const runSchema = z.object({
  /** of the enricher and the profile */
  version: z.string(),
  /** posts of other versions when it began */
  posts: z.number(),
  done: z.number(),
  dead: z.number(),
  /** rows without text, or that are no whole posts: they stay as they are */
  left: z.number(),
  /** the month (202603) that is being replayed: its rows may be new while its days are not marked yet */
  pending: z.number().optional(),
  startedAt: z.iso.datetime(),
  endedAt: z.iso.datetime().optional(),
});
export type ReenrichRun = z.output<typeof runSchema>;

const name = 'reenrich';

export async function readReenrichRun(state: State, city: string): Promise<ReenrichRun | undefined> {
  return runSchema.safeParse(await state.run.get(city, name)).data;
}

export const writeReenrichRun = (state: State, city: string, run: ReenrichRun): Promise<void> =>
  state.run.put(city, name, run);
