// Is this what was asked for? Sites answer 200 with a log-in or an error page in HTML. Pure.
import { charsetHead } from './charset.ts';
import { RefusedError } from './refused-error.ts';

export type Expected = 'json' | 'xml' | 'feed';

/** What to ask for, per kind; everything is last, since many servers send feeds under any name. */
export const ACCEPT: Readonly<Record<Expected, string>> = {
  json: 'application/json, */*;q=0.1',
  xml: 'application/xml, text/xml;q=0.9, */*;q=0.1',
  feed: 'application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1',
};

/** Throws RefusedError (`content`) when the body's beginning is not of this kind. A feed is XML or JSON. */
export function checkContent(expected: Expected, body: Uint8Array, host: string): void {
  const head = charsetHead(body).trimStart();
  const found = kindOf(head);
  const fits = found === expected || (expected === 'feed' && (found === 'xml' || found === 'json'));
  if (fits) return;
  const wanted = { json: 'JSON', xml: 'XML', feed: 'a feed' }[expected];
  const got = { html: 'an HTML page', xml: 'XML', json: 'JSON', empty: 'nothing', other: 'something else' }[
    found
  ];
  throw new RefusedError('content', `${host} sent ${got} instead of ${wanted}`);
}

function kindOf(head: string): 'html' | 'xml' | 'json' | 'empty' | 'other' {
  if (head === '') return 'empty';
  if (/^[[{"\d-]|^(true|false|null)\b/.test(head)) return 'json';
  if (!head.startsWith('<')) return 'other';
  // A feed may hold HTML inside, so only what stands before the first other element counts.
  const root = /<(?![?!])\s{0,9}([\w:.-]{1,60})/.exec(head)?.[1]?.toLowerCase();
  const isHtml =
    /<!doctype\s{1,9}html/i.test(head) || ['html', 'head', 'body', 'script', 'meta'].includes(root ?? '');
  return isHtml ? 'html' : 'xml';
}
