// Once a night and city, in one of the processes that maintain: the check of the sums.
import { z } from 'zod';
import { ConfigError } from '../errors.ts';
import { checkCity, type NightlyCheck } from '../maintain/check.ts';
import { jobId, type Payload } from '../queues.ts';
import type { Runtime } from '../runtime.ts';
import { dayOf } from '../store/city-time.ts';
import type { State } from '../store/state.ts';

const hourMs = 3_600_000;
/** Three in the morning, on the city's clock but for a change of it: days are over, and few people ask. */
const beginsAfterMs = 3 * hourMs;

const checkSchema = z.object({
  night: z.string(),
  days: z.number(),
  differed: z.array(z.string()),
  finishedAt: z.string(),
});
const name = 'nightly check';

/** How the last check of a city went; undefined when there was none. */
export async function readLastCheck(state: State, city: string): Promise<NightlyCheck | undefined> {
  return checkSchema.safeParse(await state.run.get(city, name)).data;
}

/** The night that is due, or was last. */
export const nightOf = (timezone: string, nowMs: number): string => dayOf(timezone, nowMs - beginsAfterMs);

/** Queues the checks that are due: once each, however many processes look. A city that is new is checked the night after. */
export async function queueChecks(runtime: Runtime, nowMs: number): Promise<void> {
  const { cities, state } = runtime;
  for (const { id } of await cities.known()) {
    try {
      const { timezone } = await cities.get(id);
      const night = nightOf(timezone, nowMs);
      const last = await readLastCheck(state, id);
      if (last !== undefined && last.night >= night) continue;
      const queues = await runtime.queues();
      await queues.add('check', jobId(['check', id, night]), { city: id, night });
    } catch (error) {
      // The schedule says what is wrong with a profile.
      if (!(error instanceof ConfigError)) throw error;
    }
  }
}

/** One job of the `check` queue. */
export async function checkSums(
  { store, state, cities, log }: Runtime,
  { city: id, night }: Payload<'check'>,
  signal: AbortSignal,
): Promise<void> {
  const last = await readLastCheck(state, id);
  if (last !== undefined && last.night >= night) return;
  const city = await cities.get(id);
  const check = await checkCity(store, city, night, signal);
  await state.run.put(id, name, check);
  const { days, differed } = check;
  if (differed.length === 0) log.info({ city: id, days }, 'sums are equal to their posts');
  else log.error({ city: id, days, differed }, 'sums differ from their posts; their days are rebuilt');
}
