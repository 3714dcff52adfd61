import { expect, it } from 'vitest';
import { judgeBudgets } from '../alert/sources.ts';
import { rulesOf } from '../alert/watch.ts';
import { noCost } from '../collectors/spending.ts';
import type { City } from '../config.ts';
import type { Lane } from '../store/lane.ts';
import type { SpentDay } from '../store/spending.ts';
import { allowedNow } from './budgets-left.ts';

const sources = {
  youtube: { budget: { unitsPerDay: 1_000 } },
  x: { budget: { usdPerMonth: 50, requestsPerDay: 100 } },
  open311: {},
  constructor: { budget: { postsPerDay: 10 } },
} as unknown as City['sources'];
const spent = (source: string, day: string, cost: Partial<SpentDay>): SpentDay => ({
  ...{ source, day, kind: 'live', ...noCost() },
  ...cost,
});
const days = [
  spent('youtube', '2026-11-30', { units: 950 }),
  spent('youtube', '2026-12-01', { units: 10 }),
  spent('x', '2026-11-30', { usd: 49, requests: 100 }),
  spent('x', '2026-12-01', { usd: 1, requests: 95 }),
];
const lane = {
  rows: async (_: unknown, __: string, { from }: { from: string }) => days.filter(({ day }) => day >= from),
} as unknown as Lane;
const budget = rulesOf({}).find(({ kind }) => kind === 'budget')!;

it('is counted by the days of the platform: those of YouTube end at midnight in California', async () => {
  const found = async (time: string) => {
    const allowed = await allowedNow(lane)({ id: 'port', sources }, Date.parse(time));
    return judgeBudgets({ timezone: 'UTC' }, budget, allowed).map(({ watch, value, onsetMs }) => [
      ...[watch.key, value, new Date(onsetMs).toISOString()],
    ]);
  };
  // the first of December in UTC, still the last of November there
  const x = ['budget/x/requestsPerDay', 0.05, '2026-12-01T00:00:00.000Z'];
  expect(await found('2026-12-01T05:00:00Z')).toEqual([
    ['budget/youtube/unitsPerDay', 0.05, '2026-11-30T08:00:00.000Z'],
    x,
  ]);
  expect(await found('2026-12-01T08:30:00Z')).toEqual([x]);
});

it('asks nothing where no source has one', async () => {
  expect(await allowedNow({} as Lane)({ id: 'port', sources: {} }, 0)).toEqual([]);
});
