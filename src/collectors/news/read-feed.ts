// Bytes of a feed → its entries. Runs in the feed thread: what it is given may be made to hang or to swell.
import { DetectError, parseFeed } from 'feedsmith';
import { declaredCharset, decodeText } from '../../http/charset.ts';
import type { FeedDocument, FeedEntry, FeedResult, FeedTask, Markup } from './feed-document.ts';
import { htmlToLine, htmlToText, tidy } from './html-text.ts';
import { screenJson, screenXml } from './screen.ts';

type Parsed = ReturnType<typeof parseFeed<string>>;
type RssFeed = Extract<Parsed, { format: 'rss' }>['feed'];
type RdfFeed = Extract<Parsed, { format: 'rdf' }>['feed'];
type AtomFeed = Extract<Parsed, { format: 'atom' }>['feed'];
type JsonFeed = Extract<Parsed, { format: 'json' }>['feed'];
type RssItem = NonNullable<RssFeed['items']>[number];
type RdfItem = NonNullable<RdfFeed['items']>[number];
type AtomEntry = NonNullable<AtomFeed['entries']>[number];

const mostEntries = 20_000;

/** What the thread does with a task. */
export function doFeedTask(task: FeedTask): FeedResult {
  if ('texts' in task)
    return { texts: task.texts.map(({ value, isHtml }) => (isHtml ? htmlToText(value) : tidy(value))) };
  const { bytes, contentType, url } = task.read;
  return readFeed(decodeText(bytes, contentType, declaredCharset(bytes)), url);
}

/** `url` is where the feed came from: what relative links start from. */
export function readFeed(text: string, url: string): FeedResult {
  const body = text.replace(/^[\s\ufeff]+/, '');
  const isJson = /^[[{]/.test(body);
  const screened = isJson ? screenJson(body) : screenXml(body);
  if ('refused' in screened) return screened;
  try {
    const source = isJson ? parseJson(screened.text) : screened.text;
    const document = normalize(parseFeed<string>(source), url);
    if (document.entries.length <= mostEntries) return { document };
    return { refused: `lists more than ${mostEntries} entries` };
  } catch (error) {
    return { refused: whyNot(error, body) };
  }
}

/** Names that objects have of themselves are no field of a feed, and confuse who asks an object what it is. */
function parseJson(json: string): unknown {
  const odd = ['__proto__', 'constructor', 'prototype'];
  if (!odd.some((name) => json.includes(name))) return JSON.parse(json);
  return JSON.parse(json, (key, value) => (odd.includes(key) ? undefined : value));
}

function whyNot(error: unknown, text: string): string {
  const hasEnd = /<\/(?:\w{1,20}:)?(?:rss|feed|rdf)\s*>/i.test(text.slice(-2_000));
  const hasStart = /<(?:\w{1,20}:)?(?:rss|feed|rdf)[\s>]/i.test(text.slice(0, 10_000));
  if (hasStart && !hasEnd) return 'breaks off before its end';
  if (text.startsWith('{') && !text.trimEnd().endsWith('}')) return 'breaks off before its end';
  return error instanceof DetectError ? 'is no RSS, Atom, RDF or JSON Feed' : 'is not well-formed';
}

function normalize(parsed: Parsed, url: string): FeedDocument {
  switch (parsed.format) {
    case 'rss':
    case 'rdf':
      return fromRss(parsed.format, parsed.feed, url);
    case 'atom':
      return fromAtom(parsed.feed, url);
    case 'json':
      return fromJson(parsed.feed, url);
  }
}

const absolute = (link: string | undefined, base: string): string | undefined =>
  link !== undefined && URL.canParse(link.trim(), base) ? new URL(link.trim(), base).href : undefined;

const html = (value: string | undefined): Markup => ({ value: value ?? '', isHtml: true });
const filled = (value: string | undefined): string | undefined => (value?.trim() ? value : undefined);

/** Leaves out what is not there. */
function entryOf(fields: { [Key in keyof FeedEntry]: FeedEntry[Key] | undefined }): FeedEntry {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '');
  return { body: html(''), inReplyTo: [], ...Object.fromEntries(present) };
}

function repliesLink(links: AtomEntry['links'], base: string) {
  const link = links?.find(({ rel, type }) => rel === 'replies' && type !== 'text/html');
  return { commentFeed: absolute(link?.href, base), replies: link?.thr?.count };
}

function referencesOf(thread: AtomEntry['thr']): string[] {
  const references = thread?.inReplyTos?.flatMap(({ ref, href }) => [ref, href]) ?? [];
  return references.filter((reference) => reference !== undefined);
}

function fromRss(format: 'rss' | 'rdf', feed: RssFeed | RdfFeed, url: string): FeedDocument {
  const base = absolute(feed.xml?.base, url) ?? url;
  const items: (RssItem & RdfItem)[] = feed.items ?? [];
  const generator = 'generator' in feed ? feed.generator : undefined;
  return {
    format,
    ...documentFacts(feed.title, absolute(feed.link, base), feed.atom?.links, base),
    isWordPress: /wordpress/i.test(generator ?? ''),
    entries: items.map((item) => rssEntry(item, absolute(item.xml?.base, base) ?? base)),
  };
}

function rssEntry(item: RssItem & RdfItem, base: string): FeedEntry {
  const guid = filled(item.guid?.value) ?? filled(item.rdf?.about);
  const isPermaLink = item.guid ? item.guid.isPermaLink !== false : guid !== undefined;
  const alternate = item.atom?.links?.find(({ rel }) => rel === undefined || rel === 'alternate')?.href;
  const link =
    filled(item.link) ?? filled(alternate) ?? (isPermaLink && /^https?:/i.test(guid ?? '') ? guid : '');
  const replies = repliesLink(item.atom?.links, base);
  const person = item.authors?.[0];
  return entryOf({
    guid,
    url: absolute(filled(link), base),
    title: htmlToLine(item.title ?? item.dc?.titles?.[0] ?? ''),
    body: html(filled(item.content?.encoded) ?? filled(item.description) ?? item.dc?.descriptions?.[0]),
    published: item.pubDate ?? item.dc?.dates?.[0] ?? item.dcterms?.created?.[0] ?? item.atom?.published,
    updated: item.atom?.updated ?? item.dcterms?.modified?.[0],
    author: item.dc?.creators?.[0] ?? person?.name ?? person?.email,
    language: item.xml?.lang ?? item.dc?.languages?.[0],
    commentFeed: absolute(item.wfw?.commentRss, base) ?? replies.commentFeed,
    replies: item.slash?.comments ?? replies.replies,
    inReplyTo: referencesOf(item.thr),
  });
}

function documentFacts(
  title: string | undefined,
  link: string | undefined,
  links: AtomFeed['links'],
  base: string,
): Pick<FeedDocument, 'title' | 'link' | 'next'> {
  const next = absolute(links?.find(({ rel }) => rel === 'next')?.href, base);
  const line = htmlToLine(title ?? '');
  return { ...(line && { title: line }), ...(link && { link }), ...(next && { next }) };
}

type AtomText = AtomEntry['title'];

function atomMarkup(text: AtomText | AtomEntry['content']): Markup | undefined {
  const type = text?.type?.trim().toLowerCase() ?? 'text';
  const value = filled(text?.value);
  if (value === undefined) return undefined;
  if (type === 'text' || type === 'text/plain') return { value, isHtml: false };
  return ['html', 'xhtml', 'text/html', 'application/xhtml+xml'].includes(type) ? html(value) : undefined;
}

function atomLine(text: AtomText): string {
  const markup = atomMarkup(text);
  if (!markup) return '';
  return markup.isHtml ? htmlToLine(markup.value) : markup.value.replace(/\s+/g, ' ').trim();
}

function fromAtom(feed: AtomFeed, url: string): FeedDocument {
  const base = absolute(feed.xml?.base, url) ?? url;
  const link = feed.links?.find(({ rel }) => rel === undefined || rel === 'alternate');
  const { text, uri } = feed.generator ?? {};
  return {
    format: 'atom',
    ...documentFacts(atomLine(feed.title), absolute(link?.href, base), feed.links, base),
    isWordPress: /wordpress/i.test(`${text} ${uri}`),
    entries: (feed.entries ?? []).map((entry) => atomEntry(entry, absolute(entry.xml?.base, base) ?? base)),
  };
}

function atomEntry(entry: AtomEntry, base: string): FeedEntry {
  const links = entry.links ?? [];
  const isPage = ({ rel }: { rel?: string }) => rel === undefined || rel === 'alternate';
  const link = links.find((one) => isPage(one) && one.type === 'text/html') ?? links.find(isPage);
  const person = entry.authors?.[0];
  return entryOf({
    guid: filled(entry.id),
    url: absolute(link?.href, base) ?? (/^https?:/i.test(entry.id ?? '') ? entry.id : undefined),
    title: atomLine(entry.title),
    body: atomMarkup(entry.content) ?? atomMarkup(entry.summary),
    published: entry.published ?? entry.dc?.dates?.[0],
    updated: entry.updated,
    author: person?.name ?? person?.email ?? entry.dc?.creators?.[0],
    language: entry.xml?.lang,
    ...repliesLink(links, base),
    inReplyTo: referencesOf(entry.thr),
  });
}

function fromJson(feed: JsonFeed, url: string): FeedDocument {
  const link = absolute(feed.home_page_url, url);
  const next = absolute(feed.next_url, url);
  return {
    format: 'json',
    ...(feed.title && { title: feed.title }),
    ...(link && { link }),
    ...(next && { next }),
    isWordPress: false,
    entries: (feed.items ?? []).map((item) =>
      entryOf({
        guid: filled(item.id),
        url: absolute(item.url ?? item.external_url, url),
        title: item.title?.replace(/\s+/g, ' ').trim(),
        body: filled(item.content_html)
          ? html(item.content_html)
          : { value: item.content_text ?? item.summary ?? '', isHtml: false },
        published: item.date_published,
        updated: item.date_modified,
        author: item.authors?.[0]?.name ?? item.authors?.[0]?.url,
        language: item.language ?? feed.language,
        commentFeed: undefined,
        replies: undefined,
        inReplyTo: undefined,
      }),
    ),
  };
}
