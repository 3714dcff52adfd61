// What a run may cost and how fast it may ask: read from the state before it, written to the state by it.
import { createHash } from 'node:crypto';
import type { Collector } from '../collectors/collector.ts';
import type { RateWindow } from '../collectors/rate-windows.ts';
import { addCost, type Cost } from '../collectors/spending.ts';
import type { City, SourceSettings } from '../config.ts';
import type { Runtime } from '../runtime.ts';
import type { RunKind } from '../store/source-run.ts';
import { allowancesOf, dayIn, firstOfMonth, sumCost } from './allowances.ts';

interface Accounted {
  runtime: Runtime;
  city: City;
  kind: RunKind;
  collector: Collector;
}

/** What the run may cost and how fast it may ask, and where that is kept. */
export async function accountsOf(
  { runtime, city, kind, collector }: Accounted,
  settings: SourceSettings,
  credentials: Readonly<Record<string, string>>,
) {
  const { spending, rates } = runtime.state;
  const now = new Date();
  const period = { now, zone: collector.budgetZone ?? 'UTC' };
  const day = dayIn(period);
  const spent = await spending.list({
    city: city.id,
    source: collector.source,
    fromDay: firstOfMonth(period),
  });
  const before = sumCost(spent.filter((one) => one.day === day && one.kind === kind));
  const scope = scopeOf(credentials);
  return {
    allowances: allowancesOf(settings.budget, kind, spent, period),
    saveCost: (cost: Cost) =>
      spending.put(city.id, { source: collector.source, day, kind, ...addCost(before, cost) }),
    rates: await rates.list(collector.source, scope, now.getTime()),
    saveRates: (windows: RateWindow[]) => rates.put(collector.source, scope, windows),
  };
}

/** Who has the same credentials shares their limits; without any it is whoever asks from here. */
function scopeOf(credentials: Readonly<Record<string, string>>): string {
  const values = Object.entries(credentials).sort();
  return values.length === 0
    ? ''
    : createHash('sha256').update(JSON.stringify(values)).digest('hex').slice(0, 16);
}
