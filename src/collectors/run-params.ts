// What a run is given: where it stands, where things go, and its limits.
import type { HttpClient } from '../http.ts';
import type { Log } from '../log.ts';
import type { Secrets } from '../secrets.ts';
import type { Batch } from './batches.ts';
import type { Clock } from './clock.ts';
import type { CollectContext, CollectorCity, PostKey, Progress } from './collector.ts';
import type { CoverageEntry, DeadLetter, RunCursor } from './outcome.ts';
import type { ItemReport } from './page.ts';
import type { RateWindow } from './rate-windows.ts';
import type { Allowance, Cost } from './spending.ts';

export interface RunParams {
  city: CollectorCity;
  /** as they stand in the profile or come from a command; validated here */
  options: unknown;
  /** what `saveCursor` was given last, or undefined */
  cursor: unknown;
  enqueue(batch: Batch): Promise<void>;
  /** `covered` is what the run has covered with this page: should it never end, somebody else can enter it */
  saveCursor(cursor: RunCursor, covered: CoverageEntry[]): Promise<void>;
  recordCoverage(entry: CoverageEntry): Promise<void>;
  deadLetter(letters: DeadLetter[]): Promise<void>;
  /** in a run over the past: where the live run stands */
  live?: unknown;
  /** what is left of the city's budget; a run ends `budget` when one of them is used up */
  allowances?: readonly Allowance[];
  /** what the run has cost so far, after each page and at its end */
  saveCost?(cost: Cost): Promise<void>;
  /** what is known of the platform's limits, and what has changed of it */
  rates?: readonly RateWindow[];
  saveRates?(windows: RateWindow[]): Promise<void>;
  findStored?: CollectContext<unknown>['findStored'];
  /** posts that the platform deleted; without it they stay */
  deleted?(keys: PostKey[]): Promise<void>;
  signal: AbortSignal;
  secrets: Pick<Secrets, 'authorKey'>;
  log: Log;
  clock?: Clock;
  /** names the run in coverage and dead letters */
  run?: string;
  credentials?: Readonly<Record<string, string>>;
  http?: HttpClient;
  from?: Date;
  to?: Date;
  /** the run ends `budget` after the page that reaches one of these */
  budget?: { posts?: number; timeMs?: number };
  /** a reset further away than this ends the run `rate limited` instead of waiting; default 15 minutes */
  longestWaitMs?: number;
  onProgress?(progress: Progress): void;
  /** every mended and every dead item, with where it stands */
  onReport?(report: ItemReport): void;
  random?(): number;
}
