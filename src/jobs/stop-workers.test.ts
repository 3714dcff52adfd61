// A process that ends while its queue is away: what never settles is not waited for.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Runtime } from '../runtime.ts';
import { startDeliverWorker } from './deliver-worker.ts';
import { startAlertWorker } from './watch-alerts.ts';

const forEver = () => new Promise<never>(() => {});

/** Of a program whose Redis went away: nothing that asks for it comes back. */
function strandedRuntime(closed: string[]): Runtime {
  const queues = {
    work: async (name: string) => ({ close: async () => closed.push(name) }),
    add: forEver,
  };
  return {
    ...{ store: { jobs: { rows: forEver }, pages: { rows: forEver } }, log: { warn() {} } },
    cities: { known: async () => [{ id: 'port' }], get: async () => ({ id: 'port' }) },
    ...{ state: { run: { get: forEver } }, queues: async () => queues },
  } as unknown as Runtime;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it.each([
  ['alerts', startAlertWorker, ['alert']],
  ['deliveries', startDeliverWorker, ['report', 'deliver']],
] as const)('the worker of %s ends', async (_, start, queues) => {
  const closed: string[] = [];
  const worker = await start(strandedRuntime(closed));
  await vi.advanceTimersByTimeAsync(20_000);
  const ended = worker[Symbol.asyncDispose]();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(closed).toEqual(queues);
  await ended;
});
