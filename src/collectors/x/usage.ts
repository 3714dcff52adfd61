// What the project has used of its month. https://docs.x.com/x-api/usage/get-usage
import { z } from 'zod';
import type { XClient } from './client.ts';

const whole = z.coerce.number();
const usageSchema = z.object({
  data: z.object({ project_cap: whole, project_usage: whole, cap_reset_day: whole.optional() }),
});

export interface Usage {
  used: number;
  cap: number;
  /** day of the month */
  resetDay: number | undefined;
}

export async function readUsage(client: XClient): Promise<Usage | undefined> {
  const { data } = usageSchema.safeParse(await client.get('usage', 'usage/tweets', {})).data ?? {};
  return data && { used: data.project_usage, cap: data.project_cap, resetDay: data.cap_reset_day };
}

/** Midnight UTC of the next such day after `now`. */
export function resetAfter(now: Date, day = 1): Date {
  const at = (month: number) =>
    Date.UTC(
      now.getUTCFullYear(),
      month,
      Math.min(day, new Date(Date.UTC(now.getUTCFullYear(), month + 1, 0)).getUTCDate()),
    );
  const here = at(now.getUTCMonth());
  return new Date(here > now.getTime() ? here : at(now.getUTCMonth() + 1));
}
