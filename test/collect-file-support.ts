// Imports archives through the runner, as the tests of the file collector do: on real files, with a queue that is a list.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Batch } from '../src/collectors/batches.ts';
import { collector } from '../src/collectors/file.ts';
import type { CoverageEntry, DeadLetter, RunCursor, RunOutcome } from '../src/collectors/outcome.ts';
import type { ItemReport } from '../src/collectors/page.ts';
import { run } from '../src/collectors/run.ts';
import { createLog } from '../src/log.ts';
import { openSecrets, type Secrets } from '../src/secrets.ts';

export const city = {
  id: 'testville',
  timezone: 'America/Chicago',
  officialAccounts: [{ source: 'x', account: 'CityOfTestville' }],
  sources: {},
};
export const clock = { now: () => new Date('2026-03-01T12:00:00Z'), wait: async () => {} };

export interface Imported {
  outcome: RunOutcome;
  batches: Batch[];
  posts: Batch['posts'];
  letters: DeadLetter[];
  reports: ItemReport[];
  coverage: CoverageEntry[];
  cursors: RunCursor[];
}

interface Extras {
  cursor?: unknown;
  signal?: AbortSignal;
  enqueue?(batch: Batch): Promise<void>;
}

export interface FileImports {
  secrets(): Secrets;
  /** of a file in the folder of this test file */
  pathOf(name: string): string;
  importWith(options: Record<string, unknown>, extras?: Extras): Promise<Imported>;
  /** from a file of its own, in a folder of this test file */
  importText(content: string | Buffer, name?: string, options?: Record<string, unknown>): Promise<Imported>;
}

/** For the top of a test file: a folder and keys of its own. */
export function prepareImports(): FileImports {
  let directory: string;
  let secrets: Secrets;
  let files = 0;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'earshot-collect-'));
    secrets = await openSecrets(directory);
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  async function importWith(options: Record<string, unknown>, extras: Extras = {}): Promise<Imported> {
    const seen: Omit<Imported, 'outcome' | 'posts'> = {
      ...{ batches: [], letters: [], reports: [], coverage: [], cursors: [] },
    };
    const outcome = await run(collector, {
      ...{ city, options, secrets, clock, cursor: extras.cursor, log: createLog('silent'), run: 'run-1' },
      async enqueue(batch) {
        await extras.enqueue?.(batch);
        seen.batches.push(batch);
      },
      saveCursor: async (cursor) => void seen.cursors.push(JSON.parse(JSON.stringify(cursor))),
      recordCoverage: async (entry) => void seen.coverage.push(entry),
      deadLetter: async (letters) => void seen.letters.push(...letters),
      onReport: (report) => seen.reports.push(report),
      signal: extras.signal ?? new AbortController().signal,
    });
    return { outcome, ...seen, posts: seen.batches.flatMap(({ posts }) => posts) };
  }

  return {
    secrets: () => secrets,
    pathOf: (name) => join(directory, name),
    importWith,
    async importText(content, name = 'posts.jsonl', options = {}) {
      const path = join(directory, `${++files}-${name}`);
      await writeFile(path, content);
      return importWith({ path, ...options });
    },
  };
}

export const line = (fields: Record<string, unknown>) =>
  `${JSON.stringify({ source: 'x', createdAt: '2025-06-01T10:00:00Z', text: 'a pothole', ...fields })}\n`;
export const reasons = (letters: readonly DeadLetter[]) =>
  letters.map(({ where, reason }) => `${where.replace(/^\d+-/, '')} ${reason}`);
export const mends = (reports: readonly ItemReport[]) =>
  reports
    .filter(({ isMended }) => isMended)
    .map(({ where, reason }) => `${where.replace(/^\d+-/, '')} ${reason}`);
