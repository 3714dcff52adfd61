// What each source of a city has cost, day by day: requests, items, posts, units of the platform's quota, money.
import { z } from 'zod';
import type { Store } from './client.ts';
import type { Lane } from './lane.ts';
import { createTableVersions } from './table-versions.ts';

const costSchema = z.object({
  requests: z.number(),
  items: z.number(),
  posts: z.number(),
  units: z.number(),
  usd: z.number(),
});
type DayCost = z.output<typeof costSchema>;

const daySchema = costSchema.extend({
  source: z.string(),
  /** YYYY-MM-DD, where the platform counts its days */
  day: z.string(),
  /** live, past or recheck */
  kind: z.string(),
});
export type SpentDay = z.output<typeof daySchema>;

export interface Spending {
  /** days from `fromDay` on; of every source without one */
  list(filter: { city: string; source?: string; fromDay: string }): Promise<SpentDay[]>;
  /** The whole of the day: a later put replaces it. */
  put(city: string, day: SpentDay): Promise<void>;
}

const names = Object.keys(costSchema.shape) as (keyof DayCost)[];
const columns = ['city', 'source', 'day', 'kind', ...names, 'version'];

const listSql = `SELECT source, toString(day) AS day, kind, requests, items, posts, units, usd FROM state_budget FINAL
WHERE city = {city:String} AND ({source:String} = '' OR source = {source:String}) AND state_budget.day >= {from:Date}
ORDER BY source, day, kind`;

export function listSpending(
  lane: Lane,
  { city, source = '', fromDay }: { city: string; source?: string; fromDay: string },
): Promise<SpentDay[]> {
  return lane.rows(daySchema, listSql, { city, source, from: fromDay });
}

export function createSpending(store: Store): Spending {
  const nextVersion = createTableVersions(store.writer, 'state_budget');
  return {
    list: (filter) => listSpending(store.writer, filter),
    async put(city, { source, day, kind, ...cost }) {
      const values = [city, source, day, kind, ...names.map((name) => cost[name]), await nextVersion()];
      await store.writer.insert('state_budget', columns, [JSON.stringify(values)]);
    },
  };
}
