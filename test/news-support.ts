// Runs the news collector as the program does, against loopback servers only.
import type { CollectorCity, PostKey } from '../src/collectors/collector.ts';
import { collector } from '../src/collectors/news.ts';
import type { CoverageEntry, DeadLetter, RunCursor, RunOutcome } from '../src/collectors/outcome.ts';
import { run } from '../src/collectors/run.ts';
import type { HttpLimits } from '../src/http/options.ts';
import { createHttpClient, type HttpClient } from '../src/http.ts';
import { createLog } from '../src/log.ts';
import type { Post } from '../src/post.ts';

export const testLog = createLog('silent');
export const now = Date.parse('2026-11-21T12:00:00Z');

export const quillport: CollectorCity = {
  id: 'quillport',
  timezone: 'America/Chicago',
  officialAccounts: [],
  sources: {},
};

/** A client for invented hosts that stand on loopback ports; nobody waits for his turn. */
export function clientFor(hosts: Record<string, number>, limits: Partial<HttpLimits> = {}): HttpClient {
  const allow = Object.fromEntries(
    Object.entries(hosts).map(([host, port]) => [`${host}:80`, `127.0.0.1:${port}`]),
  );
  return createHttpClient({
    userAgent: 'Earshot/0 (+https://quillport.example/contact)',
    log: testLog,
    allow,
    limits: { requestsPerMinute: 100_000, burst: 10_000, minIntervalMs: 0, ...limits },
  });
}

export interface Collected {
  posts: Post[];
  batches: string[];
  deleted: PostKey[];
  letters: DeadLetter[];
  coverage: CoverageEntry[];
  outcome: RunOutcome;
  cursor: RunCursor | undefined;
}

export interface HowToCollect {
  http: HttpClient;
  options?: unknown;
  cursor?: unknown;
  /** epoch ms */
  at?: number;
  from?: Date;
  to?: Date;
  /** called after each page is in the queue, before its cursor is saved */
  afterPage?(posts: number): void;
  signal?: AbortSignal;
}

export async function collectNews(how: HowToCollect): Promise<Collected> {
  const all: Omit<Collected, 'outcome'> = {
    ...{ posts: [], batches: [], deleted: [], letters: [], coverage: [] },
    cursor: how.cursor as RunCursor | undefined,
  };
  const clock = { now: () => new Date(how.at ?? now), wait: async () => {} };
  const outcome = await run(collector, {
    city: quillport,
    options: how.options ?? { feeds: ['http://herald.example/feed/'] },
    cursor: how.cursor,
    http: how.http,
    async enqueue(batch) {
      all.posts.push(...batch.posts);
      all.batches.push(batch.page);
      how.afterPage?.(all.posts.length);
    },
    // As a store would: what is saved is a copy, and survives JSON.
    saveCursor: async (cursor) => {
      all.cursor = JSON.parse(JSON.stringify(cursor));
    },
    recordCoverage: async (entry) => void all.coverage.push(entry),
    deadLetter: async (letters) => void all.letters.push(...letters),
    deleted: async (keys) => void all.deleted.push(...keys),
    signal: how.signal ?? new AbortController().signal,
    secrets: { authorKey: () => Buffer.alloc(32, 7) },
    log: testLog,
    clock,
    ...(how.from && { from: how.from }),
    ...(how.to && { to: how.to }),
  });
  return { ...all, outcome };
}
