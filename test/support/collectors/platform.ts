// A platform as a collector's test plays it: what it answers, written from its documentation and not from our parser.
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Duplex, Readable } from 'node:stream';

export interface PlatformRequest {
  method: string;
  /** with the host that was meant: https://api.example/path?query */
  url: URL;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface PlatformAnswer {
  /** 200 without it */
  status?: number;
  headers?: Readonly<Record<string, string>>;
  /** an object is sent as JSON */
  body?: string | Buffer | object;
  /** sent as it comes, in place of a body; destroyed when the other side is gone */
  stream?: Readable;
}

export interface Platform {
  /** names it answers for over TLS, on port 443 */
  hosts: readonly string[];
  answer(request: PlatformRequest): PlatformAnswer | Promise<PlatformAnswer>;
  /** WebSockets */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Whether it asks for a page of items: faults strike these. */
  isPage(request: PlatformRequest): boolean;
  /** Ids of the posts that a complete collection brings, as the rows have them: at least 200 over at least 3 pages. */
  ids(): readonly string[];
  /** Makes so many more, newer than all others: of the last seconds by the platform's clock. */
  add(count: number): void;
  /** Takes these away, as their authors or moderators would. */
  remove?(ids: readonly string[]): void;
  /** names and ids of people: must be in no post, letter or line of the log */
  accounts: readonly string[];
}

/** What a test may ask of a platform that is made for it. */
export interface PlatformWishes {
  /**
   * The platform's own clock, epoch ms. Its items lie within the two days before its first reading, a minute and more
   * before it, in the order of their ids.
   */
  now(): number;
  /** somewhere in the middle stands a page without items, and others follow */
  hasEmptyPage: boolean;
  /** some items stand on two pages, as they do where paging shifts while it is read */
  repeatsItems: boolean;
}

/** The fewest items that a platform of a test holds, and the fewest pages. */
export const leastItems = 200;
export const leastPages = 3;
