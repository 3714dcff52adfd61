// The contract between a source and the runner: what a collector declares, what it yields, what it makes of an item.
import type { z } from 'zod';
import type { HttpClient } from '../http.ts';
import type { Log } from '../log.ts';
import type { SourceTerms } from '../terms.ts';
import type { Clock } from './clock.ts';
import type { RateWindow } from './rate-windows.ts';
import type { CheckContext, RecheckContext, Rechecked, StoredPost } from './recheck.ts';
import type { Cost } from './spending.ts';

/** What a run needs to know of a city; a `City` fits. */
export interface CollectorCity {
  id: string;
  /** how people call it, for sources that are searched; a city of a profile has all three */
  name?: string;
  aliases?: readonly string[];
  /** words and phrases that mean another place of the same name */
  notUs?: readonly string[];
  /** IANA name */
  timezone: string;
  officialAccounts: readonly { source: string; account: string }[];
  sources: Readonly<
    Record<string, { contract?: { reference: string; acceptedBy: string; acceptedOn: string } }>
  >;
}

export interface Progress {
  bytesRead: number;
  /** missing when the input is a stream of unknown length */
  bytesTotal?: number;
  records: number;
  /** the export that a file was recognised as */
  readAs?: string;
}

export interface CollectContext<Options> {
  city: CollectorCity;
  options: Options;
  /**
   * What the last page of an earlier run carried, or undefined. A run over the past has a cursor of its own, kept while
   * the same interval is asked for.
   */
  cursor: unknown;
  /** in a run over the past: where the live run stands; to look at only */
  live?: unknown;
  signal: AbortSignal;
  clock: Clock;
  log: Log;
  credentials: Readonly<Record<string, string>>;
  /** the guarded client of the process; sources that fetch nothing do without */
  http?: HttpClient;
  /** Asked for by a person: go back over [from, to) as far as the source allows. */
  from?: Date;
  to?: Date;
  /**
   * Await before every call to the platform. It counts one request, keeps `limit`, and throws where the platform has
   * said "later" (RateLimitedError) or the city's budget is spent: let what it throws pass. `window` names the group of
   * endpoints that the platform counts together.
   */
  turn(window?: string): Promise<void>;
  /** What the platform says of its limit with an answer; `readRateWindow` reads it from headers. */
  noteRate(said: Omit<RateWindow, 'name'> | undefined, window?: string): void;
  /**
   * What a call has cost beyond one request: `units` of the platform's quota, `usd`, `items` it bills (without them the
   * items of the pages count), and `requests` that a library has made by itself.
   */
  spend(cost: Partial<Omit<Cost, 'posts'>>): void;
  progress(progress: Progress): void;
  /**
   * Ids of this source's posts that the city has stored, of those that are asked for: sources that tell of every deletion
   * there is need to know which are ours. Without it a collector knows only what it remembers.
   */
  findStored?(query: StoredQuery): Promise<string[]>;
}

export interface StoredQuery {
  ids: readonly string[];
  /** all posts whose ids begin with one of these up to their third slash, such as `at://did:plc:…` */
  authorities: readonly string[];
}

export interface Page<Item> {
  /** the same for the same content of the same source, whenever it is read */
  name: string;
  items: Item[];
  /** JSON; what the next run starts from once this page is in the queue */
  cursor: unknown;
  /** set on a first page that does not go on from the cursor it was given: why */
  startsOver?: string;
  /** what this page covers, when the source says so; else the interval of its posts */
  covered?: Covered | readonly Covered[];
  /** posts that are gone from the platform; reported once for sure, and for good */
  deleted?: PostKey[];
}

/** Everything that was there within [from, to): of one channel, or without a name of the source as a whole. */
export interface Covered {
  from: Date;
  to: Date;
  channel?: string;
}

export interface PostKey {
  source: string;
  id: string;
}

export const endings = [
  'complete',
  'rate limited',
  'blocked',
  'failed',
  'truncated',
  'budget',
  'stopped',
] as const;
export type Ending = (typeof endings)[number];

/** What a collector may return when its generator ends early by its own knowledge. */
export interface CollectEnd {
  ended: Ending;
  reason: string;
  /** where the platform named a time before which it is not to be asked again */
  retryAt?: Date;
}

/**
 * A post before the runner has masked, hashed, cleaned and validated it. Optional fields may hold anything: one that
 * is wrong is left out and reported. Without text or title, date or id the post becomes a dead letter.
 */
export interface RawPost {
  source: string;
  id: string;
  /** ISO 8601 with an offset */
  createdAt: string;
  text: string;
  /** the platform's account name or id; hashed and dropped by the runner */
  account?: string;
  /** where it stands, for reports: `file.csv:12` */
  where?: string;
  /** what the collector had to repair, in fixed words without content */
  mended?: string[];
  channel?: unknown;
  kind?: unknown;
  url?: unknown;
  title?: unknown;
  parent?: unknown;
  thread?: unknown;
  official?: unknown;
  language?: unknown;
  geo?: unknown;
  engagement?: unknown;
  service?: unknown;
}

/** An item that is no post of ours (a repost, an advertisement): counted by name. */
export interface Skip {
  skip: string;
}

/** An item that should be a post and is not. `reason` quotes nothing of the item. */
export interface Dead {
  dead: string;
  where?: string;
  /** what could be read of it, for a retry */
  post?: Partial<RawPost>;
}

export interface Collector<Item = unknown, Options = unknown> {
  /** the file's name without its ending, and the value in profiles */
  source: string;
  homepage: string;
  terms: SourceTerms;
  options: z.ZodType<Options>;
  /** names of the credentials it needs */
  secrets: readonly string[];
  /** names of further credentials, where the options of a profile ask for them */
  secretsOf?(options: Options): readonly string[];
  limit?: { calls: number; perMs: number };
  /** where the platform's days begin, for budgets: an IANA zone, UTC without it */
  budgetZone?: string;
  /** how often it runs where a profile says nothing, as a profile would say it; `every 15 minutes` without it */
  every?: string;
  /** others push to it: there is nothing to collect */
  isPushed?: boolean;
  /** one run reads a whole thing (a file): totals of an interrupted run go on, and a complete one is not repeated */
  isFinite?: boolean;
  collect(context: CollectContext<Options>): AsyncGenerator<Page<Item>, CollectEnd | undefined>;
  /** Pure. What it throws makes a dead letter of the item. */
  toPost(item: Item, context: { city: CollectorCity; options: Options }): RawPost | Skip | Dead;
  /**
   * For `earshot doctor`: one cheap call. What is wrong with the credentials or options, in one line that quotes none of
   * them; undefined when all is well. What it throws is told like the failure of a run.
   */
  check?(context: CheckContext<Options>): Promise<string | undefined>;
  /**
   * Looks again at posts that are stored, for sources whose terms say `recheck`: which of them are gone. Only what the
   * platform says is gone is; a failure is thrown. At most `recheckBatch` (100) of them at a time.
   */
  recheck?(posts: readonly StoredPost[], context: RecheckContext<Options>): Promise<Rechecked<Item>>;
  recheckBatch?: number;
  /** looking again costs nothing but requests, and brings `items`: each post is looked at once when it is two days old */
  isRecheckFree?: boolean;
}

/** Keeps the types of items and options together. */
export function defineCollector<Item, Options>(
  collector: Collector<Item, Options>,
): Collector<Item, Options> {
  return collector;
}
