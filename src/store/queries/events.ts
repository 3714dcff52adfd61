// What the city wrote down of itself, to explain a chart.
import { z } from 'zod';
import { eventSchema } from '../chronicle.ts';
import { listEvents } from '../chronicle-table.ts';
import type { Store } from '../client.ts';
import { defineQuery, type QueryCity } from './define.ts';
import { periodParams } from './params.ts';
import { describePeriod, resolvePeriod } from './period.ts';

/** Events that touch a period, the oldest first; one without an end lasts for an instant. */
export async function readEvents(
  store: Store,
  city: QueryCity,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Promise<z.output<typeof eventSchema>[]> {
  const events = await listEvents(store.sums, city.id);
  return events.filter(({ from, to }) => {
    const start = Date.parse(from);
    return start < toMs && (to === undefined ? start >= fromMs : Date.parse(to) > fromMs);
  });
}

export const events = defineQuery({
  name: 'events',
  summary: 'Events that the city wrote down, the oldest first; without a period all of them.',
  params: z.object(periodParams),
  row: eventSchema,
  run: async (store, city, query, { nowMs }) => {
    const isAll = [query.from, query.to, query.period].every((each) => each === undefined);
    const period = isAll ? undefined : resolvePeriod(city.timezone, query, nowMs);
    const rows = period ? await readEvents(store, city, period) : await listEvents(store.sums, city.id);
    const described = period ? describePeriod(city.timezone, period) : { timezone: city.timezone };
    return { query: { city: city.id, ...described }, rows, coverage: [], basis: 'posts' };
  },
});
