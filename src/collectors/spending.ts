// What a run costs, and whether the budget of the profile lets it go on. Pure.

/** Counts of a source: of a run, of a day, of a month. */
export interface Cost {
  /** calls to the platform */
  requests: number;
  /** items the platform has handed out, as it counts them */
  items: number;
  /** posts put into the queue */
  posts: number;
  /** of the platform's own quota */
  units: number;
  usd: number;
}

export const noCost = (): Cost => ({ requests: 0, items: 0, posts: 0, units: 0, usd: 0 });

export const costNames = ['requests', 'items', 'posts', 'units', 'usd'] as const;

export function addCost(sum: Cost, added: Partial<Cost>): Cost {
  const total = noCost();
  for (const name of costNames) total[name] = sum[name] + (added[name] ?? 0);
  return total;
}

/** A limit of the budget with what is left of it when a run begins. */
export interface Allowance {
  of: keyof Cost;
  left: number;
  /** the limit in words, such as `1000 requests a day` */
  limit: string;
  /** when the next period begins */
  until: Date;
}

/** The allowance that is used up after such a cost, the one that lasts longest where there are several. */
export function usedUp(allowances: readonly Allowance[], cost: Cost): Allowance | undefined {
  return allowances
    .filter(({ of, left }) => cost[of] >= left)
    .sort((a, b) => b.until.getTime() - a.until.getTime())[0];
}
