// A source that does what a test tells it, and a run whose every effect is written down.
import { beforeEach } from 'vitest';
import { z } from 'zod';
import type { Batch } from '../../src/collectors/batches.ts';
import {
  type CollectContext,
  type Collector,
  defineCollector,
  type Page,
} from '../../src/collectors/collector.ts';
import type { CoverageEntry, DeadLetter, RunCursor } from '../../src/collectors/outcome.ts';
import type { RunParams } from '../../src/collectors/run.ts';
import { createLog } from '../../src/log.ts';
import type { SourceTerms } from '../../src/terms.ts';

export type Item = { id: string; createdAt?: string; text?: string } | 'poison' | 'ad';
type Script = (
  context: CollectContext<{ word?: string }>,
  call: number,
) => AsyncGenerator<Page<Item>, undefined>;

export const open: SourceTerms = { exportText: 'full', governmentUse: 'open', deletions: 'none' };

export function scripted(script: Script, extra: Partial<Collector<Item, { word?: string }>> = {}) {
  let calls = 0;
  return defineCollector<Item, { word?: string }>({
    source: 'invented',
    homepage: 'https://invented.example',
    terms: open,
    options: z.object({ word: z.string().optional() }),
    secrets: [],
    collect: (context) => script(context, ++calls),
    toPost(item) {
      if (item === 'ad') return { skip: 'advertisement' };
      if (item === 'poison') throw new TypeError('item of Jane Roe');
      return { source: 'invented', createdAt: '2025-01-01T00:00:00Z', text: 'hello', ...item };
    },
    ...extra,
  });
}

export async function* failing(error: unknown): AsyncGenerator<Page<Item>, undefined> {
  if (error) throw error;
  yield page('never', []);
  return undefined;
}

export const page = (name: string, items: Item[], cursor: unknown = name): Page<Item> => ({
  name,
  items,
  cursor,
});
export const some = (count: number, from = 0): Item[] =>
  Array.from({ length: count }, (_, index) => ({ id: `p${from + index}` }));

export let log: {
  events: string[];
  batches: Batch[];
  letters: DeadLetter[];
  coverage: CoverageEntry[];
  cursors: RunCursor[];
  waits: number[];
};
export let now: number;
/** Time goes by, in ms. */
export const pass = (ms: number): void => {
  now += ms;
};
beforeEach(() => {
  log = { events: [], batches: [], letters: [], coverage: [], cursors: [], waits: [] };
  now = Date.parse('2026-01-01T00:00:00Z');
});

export function params(extra: Partial<RunParams> = {}): RunParams {
  return {
    city: { id: 'testville', timezone: 'UTC', officialAccounts: [], sources: {} },
    options: {},
    cursor: undefined,
    async enqueue(batch) {
      log.events.push(`enqueue ${batch.posts.length}`);
      log.batches.push(batch);
    },
    async saveCursor(cursor) {
      log.events.push(`cursor ${cursor.at}`);
      log.cursors.push(cursor);
    },
    recordCoverage: async (entry) => void log.coverage.push(entry),
    deadLetter: async (letters) => void log.letters.push(...letters),
    signal: new AbortController().signal,
    secrets: { authorKey: () => Buffer.alloc(32, 1) },
    log: createLog('silent'),
    random: () => 0,
    clock: {
      now: () => new Date(now),
      async wait(ms) {
        log.waits.push(ms);
        now += ms;
      },
    },
    ...extra,
  };
}
