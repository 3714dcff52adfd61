// Holds the engine's own merges back, so that a test knows when the parts of a table change.
import { expect, vi } from 'vitest';
import { z } from 'zod';
import type { Store } from '../../src/store/client.ts';

export async function startMerges({ jobs }: Store, tables: readonly string[]): Promise<void> {
  for (const table of tables) await jobs.command(`SYSTEM START MERGES ${table}`);
}

/** Ends when none is running any more. */
export async function stopMerges({ jobs }: Store, tables: readonly string[]): Promise<void> {
  for (const table of tables) await jobs.command(`SYSTEM STOP MERGES ${table}`);
  const running = 'SELECT count() AS n FROM system.merges WHERE table IN {tables:Array(String)}';
  const isOver = async () =>
    expect(await jobs.rows(z.object({ n: z.number() }), running, { tables })).toEqual([{ n: 0 }]);
  await vi.waitFor(isOver, { timeout: 30_000 });
}
