// What a client and a request can be told, and the limits that hold when nothing is said.
import type { Log } from '../log.ts';
import type { Resolve } from './connect.ts';
import type { Expected } from './expect.ts';
import type { RateLimits } from './rate.ts';
import type { Hop } from './redirect.ts';
import type { ResetForm } from './retry-after.ts';

export interface HttpLimits extends RateLimits {
  /** decoded; a request may set its own */
  maxBytes: number;
  maxHeaderBytes: number;
  maxRedirects: number;
  /** look-up, TCP and TLS */
  connectTimeoutMs: number;
  /** from the start of each hop to its headers */
  firstByteTimeoutMs: number;
  /** all hops and the body; waiting for one's turn is not counted */
  timeoutMs: number;
}

export const DEFAULT_LIMITS: HttpLimits = {
  maxBytes: 10 * 1024 * 1024,
  maxHeaderBytes: 16 * 1024,
  maxRedirects: 5,
  connectTimeoutMs: 10_000,
  firstByteTimeoutMs: 15_000,
  timeoutMs: 30_000,
  requestsPerMinute: 60,
  burst: 10,
  minIntervalMs: 250,
  maxWaitMs: 2_000,
};

export interface Clock {
  /** epoch ms */
  now(): number;
  /** ms from any start; never jumps */
  elapsed(): number;
}

export interface HttpClientOptions {
  /** `Earshot/<version> (+<contact of the city>)`; the part before the slash is the name that robots.txt rules address */
  userAgent: string;
  /** for tests: exact `host:port` → loopback `address:port`. Also takes an address that a name resolves to. */
  allow?: Readonly<Record<string, string>>;
  /** for tests: a further root certificate in PEM */
  ca?: string;
  /** `host:port` that the operator opens: an inside address, an unusual port, no TLS. Never from a profile or a page. */
  inside?: readonly string[];
  /** ports beside 80 and 443 */
  ports?: readonly number[];
  limits?: Partial<HttpLimits>;
  resolve?: Resolve;
  clock?: Clock;
  log: Log;
}

export interface GetOptions {
  headers?: Readonly<Record<string, string | undefined>>;
  signal?: AbortSignal;
  maxBytes?: number;
  timeoutMs?: number;
  firstByteTimeoutMs?: number;
  /** what the last answer gave: asks for 304 when nothing has changed */
  etag?: string | undefined;
  lastModified?: string | undefined;
  /** sets Accept, and refuses what is evidently something else */
  expect?: Expected;
  /** obey robots.txt and its crawl delay; for pages and feeds of sites, not for interfaces made for programs */
  robots?: boolean;
  /** shares the rate limit under this name instead of the host, where a platform limits per endpoint */
  rateKey?: string;
  /** sleep up to this for one's turn, as crawl delays need it; longer waits are thrown as RateLimitedError */
  maxWaitMs?: number;
  /** awaited when it is this request's turn, before anything of it leaves; an error of it is thrown, and nothing leaves */
  starting?: () => Promise<void>;
  /** how this platform's reset header is meant */
  resetForm?: ResetForm;
  /** statuses of 400 and more whose answer is returned like a good one: some interfaces say only in it what is wrong */
  answers?: readonly number[];
  /** return the first `maxBytes` instead of refusing more */
  truncate?: boolean;
}

export interface SendOptions extends GetOptions {
  method: Hop['method'];
  body?: string | Uint8Array;
}
