import { describe, expect, it } from 'vitest';
import { noCost, usedUp } from '../collectors/spending.ts';
import type { SpentDay } from '../store/spending.ts';
import { allowancesOf, dayIn, firstOfMonth } from './allowances.ts';

const period = { now: new Date('2026-11-20T05:00:00Z'), zone: 'America/Los_Angeles' };
const day = (of: string, kind: string, cost: Partial<SpentDay> = {}): SpentDay => ({
  ...{ source: 'x', day: of, kind, ...noCost() },
  ...cost,
});

describe('the budget of a source', () => {
  it('counts days where the platform does', () => {
    expect(dayIn(period)).toBe('2026-11-19');
    expect(firstOfMonth(period)).toBe('2026-11-01');
    const [left] = allowancesOf({ requestsPerDay: 10 }, 'live', [], period);
    expect(left).toMatchObject({ of: 'requests', left: 10, until: new Date('2026-11-20T08:00:00Z') });
  });

  it('adds what all kinds of runs have taken, and money over the month', () => {
    const spent = [
      day('2026-11-03', 'live', { usd: 4, requests: 9 }),
      day('2026-11-19', 'live', { usd: 1, requests: 2 }),
      day('2026-11-19', 'past', { usd: 2, requests: 3 }),
    ];
    expect(allowancesOf({ requestsPerDay: 10, usdPerMonth: 8 }, 'live', spent, period)).toMatchObject([
      { of: 'requests', left: 5, limit: '10 requests a day' },
      { of: 'usd', left: 1, limit: '8 USD a month', until: new Date('2026-12-01T08:00:00Z') },
    ]);
  });

  it('gives the past half and the second look a quarter, or what the profile says', () => {
    const left = (kind: 'past' | 'recheck', budget: object) =>
      allowancesOf(
        { requestsPerDay: 100, ...budget },
        kind,
        [day('2026-11-19', kind, { requests: 10 })],
        period,
      ).map((one) => one.left);
    expect(left('past', {})).toEqual([90, 40]);
    expect(left('recheck', {})).toEqual([90, 15]);
    expect(left('recheck', { recheck: { requestsPerDay: 60 } })).toEqual([90, 50]);
  });

  it('is spent when one limit is reached, until the longest of those is over', () => {
    const allowances = allowancesOf({ requestsPerDay: 5, usdPerMonth: 1 }, 'live', [], period);
    expect(usedUp(allowances, { ...noCost(), requests: 4, usd: 0.5 })).toBeUndefined();
    expect(usedUp(allowances, { ...noCost(), requests: 5, usd: 1 })?.of).toBe('usd');
    expect(allowancesOf(undefined, 'live', [], period)).toEqual([]);
  });
});
