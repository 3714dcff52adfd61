// Since when a city has been looked at without a stop: what happened while nobody looked is not known, and is caught up with first.
import { z } from 'zod';
import type { State } from '../store/state.ts';

/** A lull shorter than this does not end an alert; nor does a time in which nobody looked. */
export const lullMs = 60 * 60_000;

const recordSchema = z.object({ since: z.number(), at: z.number() });
const name = 'look at alerts';

/** Says that the city is looked at now; returns since when it is, in ms: now, after a stop as long as a lull. Throws TransientError. */
export type Looking = (city: string, nowMs: number) => Promise<number>;

export const createLooking =
  (run: State['run']): Looking =>
  async (city, nowMs) => {
    const { data: last } = recordSchema.safeParse(await run.get(city, name));
    // A clock that was wrong and is set right is as a stop.
    const isOn = last !== undefined && Math.abs(nowMs - last.at) < lullMs;
    const since = isOn ? Math.min(last.since, nowMs) : nowMs;
    await run.put(city, name, { since, at: nowMs });
    return since;
  };
