// What was deleted leaves the reports, messages and alerts that are kept: within a minute where the store tells of a deletion, and whatever the clocks say within the hour.
import { z } from 'zod';
import { createAlertLedger } from '../alert/ledger.ts';
import { withdrawFromMessages } from '../deliver/withdraw-deleted.ts';
import { ConfigError } from '../errors.ts';
import { type ReportMemory, withdrawFromReports } from '../report/withdraw-deleted.ts';
import type { Runtime } from '../runtime.ts';
import { startRepeating } from './repeat.ts';

const askEveryMs = 60_000;
const lookEveryMs = 3_600_000;

const lastRow = z.object({ last: z.number() });

/** Changes with every deletion, unless a clock went back. */
async function lastDeletion({ store }: Pick<Runtime, 'store'>): Promise<number> {
  const rows = await store.jobs.rows(lastRow, 'SELECT max(version) AS last FROM state_deleted');
  return rows[0]?.last ?? 0;
}

/** One look at everything that is kept. Safe to repeat. Throws TransientError. */
export async function withdrawDeleted(
  { store, cities, environment, log }: Pick<Runtime, 'store' | 'cities' | 'environment' | 'log'>,
  memory: ReportMemory = new Map(),
): Promise<void> {
  const cityOf = async (id: string) => {
    try {
      return await cities.get(id);
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return undefined;
    }
  };
  const means = { lane: store.jobs, dataDir: environment.dataDir, cityOf, log };
  const fromAlerts = async () => {
    const alerts = await createAlertLedger(store.jobs).withdraw();
    if (alerts > 0) log.info({ alerts }, 'alerts were written again without what was deleted');
  };
  // What cannot be written in one place keeps a post in no other.
  const steps = [() => withdrawFromReports(means, memory), () => withdrawFromMessages(means), fromAlerts];
  const failures: unknown[] = [];
  for (const step of steps) await step().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

/** Looks until it is disposed. */
export function startWithdrawing(runtime: Runtime): AsyncDisposable {
  const memory: ReportMemory = new Map();
  let seen = -1;
  let lookedAt = Number.NEGATIVE_INFINITY;
  const look = async () => {
    const last = await lastDeletion(runtime);
    if (last === seen && performance.now() - lookedAt < lookEveryMs) return;
    await withdrawDeleted(runtime, memory);
    seen = last;
    lookedAt = performance.now();
  };
  return startRepeating(look, {
    everyMs: askEveryMs,
    onError: (err) => runtime.log.warn({ err }, 'cannot look for what was deleted in what is kept'),
  });
}
