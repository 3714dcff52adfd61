// What is left of a source's budget when a run begins. Pure.
import { DateTime } from 'luxon';
import { type Allowance, type Cost, costNames, noCost } from '../collectors/spending.ts';
import type { Budget, SourceBudget } from '../config.ts';
import type { RunKind } from '../store/source-run.ts';
import type { SpentDay } from '../store/spending.ts';

/** Of the whole budget, where the profile does not say: the past and the second look leave room for what is new. */
const shares: Readonly<Record<Exclude<RunKind, 'live'>, number>> = { past: 1 / 2, recheck: 1 / 4 };

const limits = [
  { name: 'postsPerDay', of: 'posts', unit: 'day', words: 'posts a day' },
  { name: 'requestsPerDay', of: 'requests', unit: 'day', words: 'requests a day' },
  { name: 'unitsPerDay', of: 'units', unit: 'day', words: 'units of quota a day' },
  { name: 'usdPerMonth', of: 'usd', unit: 'month', words: 'USD a month' },
] as const;

/** The limits that a budget sets. */
export const limitsOf = (budget: Budget) => limits.filter(({ name }) => budget[name] !== undefined);

export interface Period {
  now: Date;
  /** IANA zone in which the platform counts its days */
  zone: string;
}

export const dayIn = ({ now, zone }: Period): string => DateTime.fromJSDate(now, { zone }).toISODate()!;
export const firstOfMonth = (period: Period): string => `${dayIn(period).slice(0, 8)}01`;

export function sumCost(days: readonly SpentDay[]): Cost {
  const sum = noCost();
  for (const day of days) for (const name of costNames) sum[name] += day[name];
  return sum;
}

/** The kind's own part of the budget: what the profile says, else a share of each limit. */
function partOf(budget: SourceBudget, kind: Exclude<RunKind, 'live'>): Budget {
  const own = kind === 'past' ? budget.backfill : budget.recheck;
  const part: Budget = {};
  for (const { name } of limits) {
    const whole = budget[name];
    const value = own?.[name] ?? (whole === undefined ? undefined : whole * shares[kind]);
    if (value !== undefined) part[name] = value;
  }
  return part;
}

/**
 * What is left of each limit: of the whole for every kind of run, and of its own part for what goes back or looks again.
 * `spent` holds the days of the month, all kinds.
 */
export function allowancesOf(
  budget: SourceBudget | undefined,
  kind: RunKind,
  spent: readonly SpentDay[],
  period: Period,
): Allowance[] {
  if (budget === undefined) return [];
  const whole = leftOf(budget, spent, period);
  if (kind === 'live') return whole;
  const own = spent.filter((day) => day.kind === kind);
  return [...whole, ...leftOf(partOf(budget, kind), own, period)];
}

function leftOf(budget: Budget, spent: readonly SpentDay[], period: Period): Allowance[] {
  const today = dayIn(period);
  const at = DateTime.fromJSDate(period.now, { zone: period.zone });
  return limits.flatMap(({ name, of, unit, words }) => {
    const most = budget[name];
    if (most === undefined) return [];
    const used = sumCost(unit === 'day' ? spent.filter(({ day }) => day === today) : spent)[of];
    const until = at
      .startOf(unit)
      .plus({ [unit]: 1 })
      .toJSDate();
    return [{ of, left: most - used, limit: `${Math.round(most * 100) / 100} ${words}`, until }];
  });
}
