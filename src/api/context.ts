// What the API is given by whoever starts it: nothing in src/api opens an engine, reads a file or knows a city.
import type { Readable, Writable } from 'node:stream';
import type { z } from 'zod';
import type { City } from '../config.ts';
import type { Correction, CorrectionRequest } from '../correction.ts';
import type { Log } from '../log.ts';

/** The part of a query of the catalogue that the API needs: its name, what it takes and what a row looks like. */
export interface QueryEntry {
  readonly name: string;
  readonly summary: string;
  /** one string (or, where the schema takes one, a list of strings) per parameter */
  readonly params: z.ZodObject;
  readonly row: z.ZodType;
}

/** An answer of the store, sent as it is. */
export interface ApiAnswer {
  query: object;
  rows: readonly object[];
  previous?: readonly object[] | undefined;
  lastYear?: readonly object[] | undefined;
  events?: readonly object[] | undefined;
  coverage: readonly object[];
  basis: string;
  /** token of the next page, when there is one */
  next?: string | undefined;
}

/** The city profiles that this process serves. */
export interface CityDirectory {
  known(): Promise<readonly { id: string }[]>;
  /** Without an id the default one; ConfigError when there is none. Never called with anything but a known id. */
  get(id?: string): Promise<City>;
}

/** What a forwarded command gets instead of the process's own streams. */
export interface CommandInvocation {
  args: readonly string[];
  /** directory in which the caller typed the command: relative paths are relative to it */
  cwd: string;
  stdin: Readable;
  stdout: Writable;
  stderr: Writable;
  /** the caller's terminal, when it has one */
  terminal?: Terminal | undefined;
  /** aborted when the caller is gone or this process stops */
  signal: AbortSignal;
}

/** `columns` is the width in characters; `color` says whether the caller wants colour. */
export interface Terminal {
  columns?: number | undefined;
  color?: boolean | undefined;
}

/** The commands that may be forwarded to the process that holds the data. */
export interface CommandRunner {
  readonly names: readonly string[];
  /** Resolves with the exit code; a rejection is told to the caller as exit code 1. */
  run(name: string, invocation: CommandInvocation): Promise<number>;
}

/** The reports that were made and kept. */
export interface ReportShelf {
  list(city: string): Promise<readonly object[]>;
  /** undefined when no report of that name is kept */
  read(city: string, name: string): Promise<{ report: { name: string }; content: Uint8Array } | undefined>;
}

/** Takes another post for a quote of a kept report. */
export interface QuoteSwapper {
  /** `audience`: `city` for the whole city. Undefined when no such report is kept with the data to make it again. */
  swap(
    city: City,
    request: { week: string; audience: string; quote: number; by: number },
  ): Promise<
    | { quotes: readonly object[]; files: readonly object[]; missing: readonly string[] }
    | { mistakes: { parameter: string; detail: string }[] }
    | undefined
  >;
}

/** Deliveries of a city, the newest first. */
export type DeliveryLister = (
  city: string,
  query: { limit: number; isUndelivered: boolean },
) => Promise<
  readonly {
    id: string;
    kind: string;
    about: string;
    audience: string;
    recipient: string;
    channel: string;
    copy: number;
    state: string;
    attempts: number;
    error: string;
    askedAt: string;
    changedAt: string;
    isUndelivered: boolean;
  }[]
>;

/** Each check resolves when all is well and rejects with what is wrong; it should not wait for slow questions. */
export interface Readiness {
  store(): Promise<void>;
  schema(): Promise<void>;
  /** counts per queue, shown as they are */
  queue(): Promise<Record<string, unknown>>;
}

/** What another system has pushed, as it came. */
export interface PushedMessage {
  timestamp: string | undefined;
  signature: string | undefined;
  body: Uint8Array;
}

/** Takes what is pushed; resolves when it is in the queue, or with why it is not taken. */
export interface HookReceiver {
  receive(
    city: City,
    message: PushedMessage,
  ): Promise<
    | { accepted: number; dead: number; deleted: number }
    | { refused: 'missing' | 'wrong' | 'old' | 'not set up' }
    | { mistakes: { parameter: string; detail: string }[] }
  >;
}

/** Keeps what a person said of a post; resolves with all that stands, or undefined when there is no such post. */
export interface Corrector {
  correct(city: City, request: CorrectionRequest): Promise<Correction | undefined>;
}

/** Keeps what the city writes down itself; resolves with what stands, or undefined when there is none of the id to remove. */
export interface ChronicleWriter {
  write(
    kind: 'event' | 'project',
    city: City,
    value: unknown,
  ): Promise<
    | { entry: object }
    | { removed: string }
    | { mistakes: { parameter: string; detail: string }[] }
    | undefined
  >;
}

/** The alerts of a city. */
export interface AlertDesk {
  /** the newest first; `open`: those that are not over and were not set aside */
  list(city: City, query: { limit: number; state: 'all' | 'open' }): Promise<readonly object[]>;
  /** undefined when there is no such alert */
  acknowledge(city: City, id: string): Promise<object | undefined>;
}

/** Takes an event of Coral's webhook; resolves when a run is in the queue, or with why it is not taken. */
export type CoralHook = (
  city: City,
  message: Omit<PushedMessage, 'timestamp'>,
) => Promise<
  | { accepted: number }
  | { refused: 'missing' | 'wrong' | 'old' | 'not set up' }
  | { mistakes: { parameter: string; detail: string }[] }
>;

/** Makes a file of posts that leaves. */
export interface Exporter {
  /** one string per parameter */
  readonly params: z.ZodObject;
  /** Resolves when the file is whole; a ZodError of custom issues names what of the parameters is wrong. `body` ends with the file gone. */
  make(
    city: City,
    params: Record<string, unknown>,
    signal: AbortSignal,
  ): Promise<{
    manifest: { export: string; rows: number; sha256: string };
    name: string;
    /** media type */
    type: string;
    bytes: number;
    body: Readable;
  }>;
}

export interface ApiLimits {
  /** questions in hand at once in this process, waiting ones included */
  questionsAtOnce: number;
  commandsAtOnce: number;
  hooksAtOnce: number;
  correctionsAtOnce: number;
  /** how long a caller waits for an answer before 503 */
  questionTimeLimitMs: number;
  checkTimeLimitMs: number;
  /** a line is sent this often while a command says nothing, so that either side notices the other's death */
  heartbeatMs: number;
  /** what is in hand when the server closes gets this long */
  closeLimitMs: number;
}

export const defaultLimits: ApiLimits = {
  questionsAtOnce: 16,
  commandsAtOnce: 8,
  hooksAtOnce: 4,
  correctionsAtOnce: 4,
  questionTimeLimitMs: 20_000,
  checkTimeLimitMs: 3_000,
  heartbeatMs: 5_000,
  closeLimitMs: 6_000,
};

export interface ApiContext {
  version: string;
  log: Log;
  cities: CityDirectory;
  /** the literal list of queries; each becomes GET /api/v1/<name> */
  queries: readonly QueryEntry[];
  /**
   * Answers one question; `params` is the output of the query's own schema. A ZodError of custom issues whose paths are
   * parameters (`badParameter`) says what the schema could not know: it becomes a 400. It settles only when the store no
   * longer works on it (that is what the limiter counts), and may settle early when `signal` aborts.
   */
  ask(
    queryName: string,
    city: City,
    params: Record<string, unknown>,
    signal: AbortSignal,
  ): Promise<ApiAnswer>;
  readiness: Readiness;
  /** without it nothing can be pushed here */
  hooks?: HookReceiver | undefined;
  /** Parameters of a question that was saved under a name, and which query it is of; undefined when there is none. */
  saved?(city: City, name: string): Promise<{ query: string; params: Record<string, string> } | undefined>;
  exporter?: Exporter | undefined;
  /** without it there are no reports to read */
  deliveries?: DeliveryLister;
  reports?: ReportShelf | undefined;
  /** without it the quotes of reports stay as they are */
  quotes?: QuoteSwapper | undefined;
  /** without it there are no alerts to read */
  alerts?: AlertDesk | undefined;
  /** without both this and `token` nothing can be corrected here */
  corrections?: Corrector | undefined;
  /** likewise: events and projects */
  chronicle?: ChronicleWriter | undefined;
  coralHook?: CoralHook | undefined;
  /** without both `commands` and `token` there is no command route */
  commands?: CommandRunner | undefined;
  token?: string | undefined;
  /** the loopback name or address that is listened on, when it is not one of the usual three */
  host?: string | undefined;
  limits?: Partial<ApiLimits> | undefined;
}
