// Runs a collector as the program does, over and over, with a queue and a store that are lists.
import { isDeepStrictEqual } from 'node:util';
import type { Batch } from '../../../src/collectors/batches.ts';
import type { Collector, CollectorCity, PostKey } from '../../../src/collectors/collector.ts';
import type { CoverageEntry, DeadLetter, RunCursor, RunOutcome } from '../../../src/collectors/outcome.ts';
import type { RateWindow } from '../../../src/collectors/rate-windows.ts';
import { run } from '../../../src/collectors/run.ts';
import type { RunParams } from '../../../src/collectors/run-params.ts';
import { type Cost, noCost } from '../../../src/collectors/spending.ts';
import { createHttpClient, type HttpClient } from '../../../src/http.ts';
import { createLog, type Log } from '../../../src/log.ts';
import type { Post } from '../../../src/post.ts';
import { type Front, openFront } from './front.ts';
import type { Platform, PlatformWishes } from './platform.ts';
import type { Subject } from './subject.ts';
import { createTestClock, type TestClock } from './test-clock.ts';

/** When every trial begins. */
export const startMs = Date.parse('2026-11-20T12:00:00Z');
/** As a job waits: a longer pause ends the run. */
const jobWaitMs = 60_000;

export interface RunHow {
  /** The process dies after this page (the first is 1), before its cursor is saved or just after. */
  dieAfterPage?: number;
  dies?: 'before its cursor is saved' | 'after its cursor is saved';
  allowances?: RunParams['allowances'];
  from?: Date;
  to?: Date;
}

class Died extends Error {}

export interface Trial extends AsyncDisposable {
  platform: Platform;
  front: Front;
  clock: TestClock;
  http: HttpClient;
  city: CollectorCity;
  log: Log;
  /** what the queue was given, in order, repetitions too */
  posts: Post[];
  /** what it has kept of that: a batch whose name it knows is a no-op, whatever is in it */
  kept: Post[];
  /** names of batches: a repeated one is a no-op of the queue */
  batches: string[];
  deleted: PostKey[];
  letters: DeadLetter[];
  coverage: CoverageEntry[];
  /** of all runs */
  cost: Cost;
  /** everything that was logged or printed */
  lines(): string;
  cursor: RunCursor | undefined;
  /** pages whose cursor was saved */
  pages: number;
  /** undefined: the process died */
  run(how?: RunHow): Promise<RunOutcome | undefined>;
  /** Runs as the schedule does until the source has caught up, or `most` times; returns every outcome. */
  drive(how?: RunHow & { most?: number; until?: (outcome: RunOutcome) => boolean }): Promise<RunOutcome[]>;
  ids(): Set<string>;
}

export interface TrialHow extends Partial<Omit<PlatformWishes, 'now'>> {
  /** how much the platform's clock is ahead of ours when the trial begins */
  skewMs?: number;
  credentials?: Readonly<Record<string, string>>;
}

export interface Ground {
  ca: string;
  tls: { key: string; cert: string };
}

export const cityOf = ({ collector, city }: Subject): CollectorCity => ({
  ...{ id: 'quillport', timezone: 'America/Chicago', officialAccounts: [] },
  sources: {
    [collector.source]: {
      contract: { reference: 'C-1', acceptedBy: 'City Clerk', acceptedOn: '2026-01-02' },
    },
  },
  ...city,
});

export async function startTrial(subject: Subject, ground: Ground, how: TrialHow = {}): Promise<Trial> {
  const { skewMs = 0, hasEmptyPage = false, repeatsItems = false } = how;
  const clock = createTestClock(startMs - skewMs);
  // The platform's clock is right, and runs on when ours is set.
  const platformNow = () => startMs + clock.http.elapsed();
  const platform = subject.platform({ now: platformNow, hasEmptyPage, repeatsItems });
  const front = await openFront(platform, { tls: ground.tls, nowMs: platformNow });
  const lines: string[] = [];
  const log = createLog('trace', 'trial', { write: (line: string) => void lines.push(line) });
  const http = createHttpClient({
    ...{ userAgent: 'Earshot/0 (+https://quillport.example/contact)', log, clock: clock.http },
    ...{ allow: front.allow, ca: ground.ca, resolve: async () => [] },
    limits: { requestsPerMinute: 1_000_000, burst: 100_000, minIntervalMs: 0 },
  });
  let rates: RateWindow[] = [];
  const trial: Trial = {
    ...{ platform, front, clock, http, log, city: cityOf(subject) },
    ...{ posts: [], kept: [], batches: [], deleted: [], letters: [], coverage: [], cost: noCost() },
    ...{ cursor: undefined, pages: 0 },
    lines: () => lines.join(''),
    ids: () => new Set(trial.kept.map(({ id }) => id)),
    async run(runHow = {}) {
      const before = trial.cost;
      const params = paramsOf(trial, subject, how, runHow);
      try {
        return await run(pureCollector(subject.collector), {
          ...params,
          rates,
          saveRates: async (windows) => {
            const names = new Set(windows.map(({ name }) => name));
            rates = [...rates.filter(({ name }) => !names.has(name)), ...windows];
          },
          saveCost: async (cost) => {
            for (const name of Object.keys(cost) as (keyof Cost)[])
              trial.cost = { ...trial.cost, [name]: before[name] + cost[name] };
          },
        });
      } catch (error) {
        if (error instanceof Died) return undefined;
        throw error;
      }
    },
    async drive({ most = 40, until = ({ ended }: RunOutcome) => ended === 'complete', ...runHow } = {}) {
      const outcomes: RunOutcome[] = [];
      while (outcomes.length < most) {
        const outcome = await trial.run(runHow);
        if (!outcome) throw new Error('died without being told to');
        outcomes.push(outcome);
        if (until(outcome)) break;
        const pauseMs = (outcome.retryAt?.getTime() ?? 0) - clock.nowMs();
        clock.advance(Math.max(60_000, pauseMs));
      }
      return outcomes;
    },
    async [Symbol.asyncDispose]() {
      await http[Symbol.asyncDispose]();
      await front[Symbol.asyncDispose]();
    },
  };
  return trial;
}

function paramsOf(trial: Trial, subject: Subject, how: TrialHow, runHow: RunHow): RunParams {
  const { dieAfterPage, dies = 'before its cursor is saved', ...rest } = runHow;
  let pages = 0;
  const dieIf = (when: RunHow['dies']) => {
    if (pages === dieAfterPage && dies === when) throw new Died();
  };
  return {
    city: trial.city,
    options: subject.options,
    cursor: trial.cursor,
    credentials: how.credentials ?? subject.credentials ?? {},
    async enqueue({ page, posts }: Batch) {
      trial.posts.push(...posts);
      if (!trial.batches.includes(page)) trial.kept.push(...posts);
      trial.batches.push(page);
    },
    async saveCursor(cursor) {
      pages++;
      dieIf('before its cursor is saved');
      // As a store would: what is saved is a copy, and survives JSON.
      trial.cursor = JSON.parse(JSON.stringify(cursor)) as RunCursor;
      trial.pages++;
      dieIf('after its cursor is saved');
    },
    recordCoverage: async (entry) => void trial.coverage.push(entry),
    deadLetter: async (letters) => void trial.letters.push(...letters),
    deleted: async (keys) => void trial.deleted.push(...keys),
    async findStored({ ids, authorities }) {
      const isWanted = (id: string) =>
        ids.includes(id) || authorities.some((authority) => id.startsWith(`${authority}/`));
      return [...trial.ids()].filter(isWanted);
    },
    signal: new AbortController().signal,
    secrets: { authorKey: () => Buffer.alloc(32, 7) },
    log: trial.log,
    clock: trial.clock,
    http: trial.http,
    longestWaitMs: jobWaitMs,
    random: () => 0.5,
    ...rest,
  };
}

/** The same collector, caught when `toPost` is not pure. */
// biome-ignore lint/suspicious/noExplicitAny: of all items and options
export function pureCollector(collector: Collector<any, any>): Collector<any, any> {
  return {
    ...collector,
    collect: (context) => collector.collect(context),
    toPost(item, context) {
      const before = JSON.stringify(item);
      const made = collector.toPost(item, context);
      if (!isDeepStrictEqual(made, collector.toPost(item, context)) || JSON.stringify(item) !== before)
        throw new Error('toPost is not pure');
      return made;
    },
  };
}
