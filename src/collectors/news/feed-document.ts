// A feed as the rest of the collector sees it, whatever format it came in; and the tasks of the feed thread.

export interface Markup {
  value: string;
  isHtml: boolean;
}

export interface FeedEntry {
  guid?: string;
  /** absolute */
  url?: string;
  /** one line of plain text */
  title?: string;
  body: Markup;
  /** as it is written there */
  published?: string;
  updated?: string;
  author?: string;
  language?: string;
  /** absolute address of a feed of the comments under it */
  commentFeed?: string;
  /** how many comments it says to have */
  replies?: number;
  /** what it answers: ids or links (RFC 4685) */
  inReplyTo: string[];
}

export interface FeedDocument {
  format: 'rss' | 'atom' | 'rdf' | 'json';
  title?: string;
  /** absolute address of the site */
  link?: string;
  /** absolute address of the next, older part (RFC 5005, JSON Feed) */
  next?: string;
  isWordPress: boolean;
  entries: FeedEntry[];
}

export type FeedTask =
  | { read: { bytes: Uint8Array; contentType: string | undefined; url: string } }
  | { texts: Markup[] };

/** `refused` goes on a sentence that begins "its feed …". */
export type FeedResult = { document: FeedDocument } | { refused: string } | { texts: string[] };
