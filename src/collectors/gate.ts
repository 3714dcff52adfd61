// Where every call to a platform passes: its pace, what the platform has said of its limit, what the city wants to spend.
import { RateLimitedError } from '../errors.ts';
import type { Clock } from './clock.ts';
import type { CollectContext, Collector } from './collector.ts';
import { createTurns } from './pace.ts';
import { createRateWindows, type RateWindow } from './rate-windows.ts';
import { type Allowance, addCost, type Cost, noCost, usedUp } from './spending.ts';

export interface Gate extends Pick<CollectContext<unknown>, 'turn' | 'noteRate' | 'spend'> {
  /** so far */
  cost(): Cost;
  /** what is queued or read of a page */
  count(cost: Partial<Cost>): void;
  /** the part of the budget that is spent, if one is */
  spent(): Allowance | undefined;
  /** The platform has refused the last call. */
  refuse(retryAfterMs: number): void;
  /** rate windows that have changed since the last time */
  changedRates(): RateWindow[];
}

export interface GateParams {
  clock: Clock;
  signal: AbortSignal;
  /** what this or another process knows of the platform's limits */
  rates?: readonly RateWindow[];
  allowances?: readonly Allowance[];
}

export function createGate({ limit }: Pick<Collector, 'limit'>, params: GateParams): Gate {
  const { clock, signal, allowances = [] } = params;
  const nowMs = () => clock.now().getTime();
  const inPace = createTurns(limit, clock, signal);
  const rates = createRateWindows(params.rates ?? [], nowMs);
  let cost = noCost();
  let isBilled = false;
  let lastWindow = '';
  const spent = () => usedUp(allowances, cost);
  return {
    async turn(window = '') {
      const limit = spent();
      // A collector that asks several sites treats it like any other pause, and the runner knows it for what it is.
      if (limit)
        throw new RateLimitedError(`the budget is spent: ${limit.limit}`, limit.until.getTime() - nowMs());
      lastWindow = window;
      rates.take(window);
      await inPace();
      cost = addCost(cost, { requests: 1 });
    },
    noteRate(said, window = '') {
      if (said) rates.note({ ...said, name: window });
    },
    spend(added) {
      isBilled ||= added.items !== undefined;
      cost = addCost(cost, added);
    },
    cost: () => cost,
    count({ items = 0, ...counted }) {
      cost = addCost(cost, { ...counted, items: isBilled ? 0 : items });
    },
    spent,
    refuse: (retryAfterMs) => void rates.refuse(lastWindow, retryAfterMs),
    changedRates: () => rates.changed(),
  };
}
