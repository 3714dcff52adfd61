// What a collector's test says of it; the suite does the rest.
import type { Collector, CollectorCity } from '../../../src/collectors/collector.ts';
import type { Refusal } from './faults.ts';
import type { Platform, PlatformAnswer, PlatformRequest, PlatformWishes } from './platform.ts';

export interface Subject {
  // biome-ignore lint/suspicious/noExplicitAny: the suite is for collectors of all items and options
  collector: Collector<any, any>;
  /** as in a profile */
  options: unknown;
  /** by the names that the collector declares; long enough to be found in a log */
  credentials?: Readonly<Record<string, string>>;
  city?: Partial<CollectorCity>;
  platform(wishes: PlatformWishes): Platform;
  /** every form in which the platform says when to come back, by name */
  refusals: Readonly<Record<string, Refusal>>;
  /** a refusal that says nothing of it */
  refusalWithoutReset: PlatformAnswer;
  /** The answer to an expired or withdrawn credential; left out where there are none. */
  expired?: (request: PlatformRequest) => PlatformAnswer;
  /** Whether the platform counts two calls together; the same host without it. */
  sharesLimit?(a: PlatformRequest, b: PlatformRequest): boolean;
  /** Calls that need not pass through `turn`: robots.txt, say. */
  isUncounted?(request: PlatformRequest): boolean;
  /** why a run with nothing new brings posts again; it should not without a reason */
  rereads?: string;
  /** how long a source lets what is new settle before it reads it, in ms */
  settlesMs?: number;
  /** ids of items without a date: their time is that of the run that first saw them, so a death makes it another */
  undated?: readonly string[];
  /** pages that are tried as the last before a crash; all up to 12 without it */
  crashes?: number;
}
