// What is left of the whole budget of each source of a city, by the days that its platform counts.
import { DateTime } from 'luxon';
import type { Allowed } from '../alert/sources.ts';
import { collectors } from '../collectors/catalog.ts';
import type { City } from '../config.ts';
import type { Lane } from '../store/lane.ts';
import { listSpending } from '../store/spending.ts';
import { allowancesOf, firstOfMonth, limitsOf, type Period } from './allowances.ts';

function zoneOf(source: string): string {
  const known: Readonly<Record<string, { budgetZone?: string }>> = collectors;
  return (Object.hasOwn(known, source) && known[source]?.budgetZone) || 'UTC';
}

/** Throws TransientError. */
export const allowedNow =
  (lane: Lane) =>
  async ({ id, sources }: Pick<City, 'id' | 'sources'>, nowMs: number): Promise<Allowed[]> => {
    const budgets = Object.entries(sources).flatMap(([source, { budget }]) => {
      const period: Period = { now: new Date(nowMs), zone: zoneOf(source) };
      return budget === undefined ? [] : [{ source, budget, period, fromDay: firstOfMonth(period) }];
    });
    if (budgets.length === 0) return [];
    const fromDay = budgets.map((one) => one.fromDay).sort()[0]!;
    const days = await listSpending(lane, { city: id, fromDay });
    return budgets.flatMap(({ source, budget, period, fromDay: first }) => {
      const spent = days.filter((one) => one.source === source && one.day >= first);
      const left = new Map(allowancesOf(budget, 'live', spent, period).map((one) => [one.of, one]));
      const now = DateTime.fromMillis(nowMs, { zone: period.zone });
      return limitsOf(budget).map(({ name, of, unit }): Allowed => {
        const { left: rest, limit, until } = left.get(of)!;
        const fromMs = now.startOf(unit).toMillis();
        return { source, name, left: rest, most: budget[name]!, limit, fromMs, untilMs: until.getTime() };
      });
    });
  };
