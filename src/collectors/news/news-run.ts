// What one run of the collector carries along, and the few ways in which it asks a site.

import { RefusedError } from '../../http/refused-error.ts';
import type { HttpResponse } from '../../http/response.ts';
import type { HttpClient } from '../../http.ts';
import type { CollectContext, Ending, Page, PostKey } from '../collector.ts';
import type { Cursor } from './cursor.ts';
import type { ReadFeedDate } from './dates.ts';
import type { FeedDocument } from './feed-document.ts';
import type { FeedThreads } from './feed-threads.ts';
import { digest } from './identity.ts';
import type { Options } from './options.ts';

/** An article or a comment with everything read; `toPost` adds nothing to it. */
export interface NewsItem {
  kind: 'article' | 'comment';
  id: string;
  /** ISO 8601 in UTC */
  createdAt: string;
  channel: string;
  title?: string;
  /** missing: its markup could not be turned into text in time */
  text?: string;
  url?: string;
  account?: string;
  language?: string;
  thread?: { id: string; title?: string };
  parent?: { id: string; text?: string };
}

/** Something a site sent in place of an item. */
export interface BrokenItem {
  broken: string;
  where: string;
}

export type NewsPage = Page<NewsItem | BrokenItem>;

export interface NewsRun {
  http: HttpClient;
  threads: FeedThreads;
  options: Options;
  readDate: ReadFeedDate;
  signal: AbortSignal;
  turn: CollectContext<Options>['turn'];
  /** epoch ms of the start, whole seconds */
  now: number;
  from?: number;
  to?: number;
  cursor: Cursor;
  /** the cursor as it was handed on last */
  saved: string;
  /** title by id of the articles that are known */
  titles: Map<string, string>;
  /** ids of the articles that a feed of this run has brought */
  articles: Set<string>;
  /** what ended less than complete, one line each; `retryAt` (epoch ms) where a site said when to come back */
  notes: { ended: Ending; reason: string; retryAt?: number }[];
}

const maxFeedBytes = 8 * 1024 * 1024;
const maxAnswerBytes = 4 * 1024 * 1024;
/** Crawl delays up to this are slept; a site that asks for more is read in a later run. */
const maxWaitMs = 60_000;
const polite = { robots: true, maxWaitMs } as const;

/** A page whose name says what it went on from: content that comes back after a change is not taken for a repetition. */
export function pageOf(
  run: NewsRun,
  name: string,
  items: (NewsItem | BrokenItem)[],
  deleted: PostKey[] = [],
): NewsPage {
  const before = digest(run.saved, 16);
  run.saved = JSON.stringify(run.cursor);
  return {
    name: `${name} after ${before}`,
    items,
    cursor: JSON.parse(run.saved),
    ...(deleted.length > 0 && { deleted }),
  };
}

export interface FetchedFeed {
  document: FeedDocument;
  response: HttpResponse;
  /** hash of the bytes */
  body: string;
}

/** Undefined when nothing has changed since `last`. Throws the program's errors; PermanentError for what is no feed. */
export async function fetchFeed(
  run: NewsRun,
  url: string,
  last: { etag?: string | undefined; lastModified?: string | undefined; body?: string | undefined } = {},
): Promise<FetchedFeed | undefined> {
  await run.turn();
  run.threads.start();
  const response = await run.http.get(url, {
    ...polite,
    expect: 'feed',
    maxBytes: maxFeedBytes,
    signal: run.signal,
    etag: last.etag,
    lastModified: last.lastModified,
  });
  if (response.notModified) return undefined;
  const body = digest(response.body.toString('latin1'), 16);
  if (body === last.body) return undefined;
  const feed = { bytes: response.body, contentType: response.headers['content-type'], url: response.url };
  return { document: await run.threads.read(feed, new URL(response.url).host), response, body };
}

/** The parsed answer of an interface made for programs; RefusedError where it is closed or answers something else. */
export async function fetchJson(
  run: NewsRun,
  url: string,
): Promise<{ value: unknown; headers: HttpResponse['headers'] }> {
  await run.turn();
  const response = await run.http.get(url, {
    ...polite,
    expect: 'json',
    maxBytes: maxAnswerBytes,
    signal: run.signal,
  });
  return { value: response.json(), headers: response.headers };
}

/** Whether a page was taken away: true for 404 and 410, undefined when nothing can be said now. */
export async function isGone(run: NewsRun, url: string): Promise<boolean | undefined> {
  try {
    await run.turn();
    await run.http.get(url, { ...polite, maxBytes: 4_096, truncate: true, signal: run.signal });
    return false;
  } catch (error) {
    run.signal.throwIfAborted();
    if (error instanceof RefusedError && (error.status === 404 || error.status === 410)) return true;
    return undefined;
  }
}
