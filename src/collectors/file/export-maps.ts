// Exports of monitoring services and of X itself → the fields of a post. Columns stand here as those exports name them; what is
// not sure is left out. A table is taken for an export only when all of `must` are in its header.
import { canonicalSource } from '../../terms.ts';
import type { Field } from './fields.ts';

export type Values = Partial<Record<Field, unknown>>;
export type Cells = Readonly<Record<string, string>>;

export const exportNames = ['brandwatch', 'meltwater', 'x-archive'] as const;
export type ExportName = (typeof exportNames)[number];

export interface TableMap {
  name: ExportName;
  must: readonly string[];
  read(cells: Cells): Values;
}

/** Networks whose own terms a row keeps, whoever exported it. */
const networks = new Set(['x', 'reddit', 'facebook', 'instagram', 'youtube', 'nextdoor']);
const hosts = new Map([
  ['bsky.app', 'bluesky'],
  ['youtu.be', 'youtube'],
]);

/** `x` of "twitter.com"; undefined for the site of a newspaper, a blog or a forum. */
function networkOf(domain: string): string | undefined {
  const host = domain
    .trim()
    .toLowerCase()
    .replace(/^(?:www|mobile|m|old)\./, '');
  const known = hosts.get(host) ?? canonicalSource(host);
  return networks.has(known) || hosts.has(host) ? known : undefined;
}

/** The id of a post on X stands in its link: the row is then the same as one that is collected. */
const statusOf = (url: string | undefined): string | undefined =>
  /^https?:\/\/(?:www\.|mobile\.)?(?:x|twitter)\.com\/[^/]+\/status(?:es)?\/(\d{5,20})/i.exec(url ?? '')?.[1];

/** Rows of the services' own finding keep the stricter reading of terms: text does not leave (`src/terms.ts`, unknown sources). */
function commonOf(
  service: ExportName,
  cells: Cells,
  domain: string | undefined,
  url: string | undefined,
): Values {
  const source = networkOf(domain ?? '') ?? service;
  const id = source === 'x' ? statusOf(url) : undefined;
  return { source, channel: domain, url, title: cells.Title, ...(id && { id }) };
}

/**
 * Names as programs that read these exports know them, among them
 * https://developers.brandwatch.com/docs/mention-metadata-field-definitions (author, date, domain, fullText, threadId, title, url),
 * which gives the same fields by the names of the API. Times have no offset: read in the city's zone, as the project's owner sees them.
 */
const brandwatch: TableMap = {
  name: 'brandwatch',
  must: ['Date', 'Url', 'Domain', 'Author', 'Full Text', 'Thread Id', 'Thread Author'],
  read(cells) {
    const thread = cells['Thread Id'];
    return {
      ...commonOf('brandwatch', cells, cells.Domain, cells.Url),
      ...{ createdAt: cells.Date, text: cells['Full Text'], author: cells.Author },
      ...(thread && { threadId: thread }),
    };
  },
};

/** What was found, and what stands before it, where that says more. */
function wordsOf(cells: Cells): string | undefined {
  const [opening, hit] = [cells['Opening Text'], cells['Hit Sentence']];
  if (!opening || !hit) return opening || hit;
  if (opening.includes(hit)) return opening;
  return hit.includes(opening) ? hit : `${opening}\n\n${hit}`;
}

/**
 * Fields: https://developer.meltwater.com/docs/meltwater-api/listening/content-output-templates; the table that people download
 * (UTF-16, tabs) names them so. Its date and its time are two columns.
 */
const meltwater: TableMap = {
  name: 'meltwater',
  must: [
    'Date',
    'Time',
    'Document ID',
    'URL',
    'Source Domain',
    'Author Handle',
    'Opening Text',
    'Hit Sentence',
  ],
  read: (cells) => ({
    ...{ id: cells['Document ID'], createdAt: `${cells.Date ?? ''} ${cells.Time ?? ''}`.trim() },
    ...commonOf('meltwater', cells, cells['Source Domain'], cells.URL),
    ...{ text: wordsOf(cells), author: cells['Author Handle'] },
    ...{ likes: cells.Likes, replies: cells.Replies, shares: cells.Reposts, views: cells.Views },
  }),
};

/** The table that Meltwater gave before: one column for date and time, and no id. */
const meltwaterBefore: TableMap = {
  name: 'meltwater',
  must: ['Date', 'Headline', 'URL', 'Opening Text', 'Hit Sentence', 'Source', 'Influencer'],
  read: (cells) => ({
    ...commonOf('meltwater', { Title: cells.Headline ?? '' }, hostOf(cells.URL) ?? cells.Source, cells.URL),
    ...{ createdAt: cells.Date, text: wordsOf(cells), author: cells.Influencer },
  }),
};

const hostOf = (url: string | undefined) =>
  url !== undefined && URL.canParse(url) ? new URL(url).host.toLowerCase().replace(/^www\./, '') : undefined;

export const tableMaps: readonly TableMap[] = [brandwatch, meltwater, meltwaterBefore];

/** The map of a header, or none; with a name only those of that name. */
export function mapOf(header: readonly string[], wanted?: ExportName): TableMap | undefined {
  const present = new Set(header.map((name) => name.trim()));
  return tableMaps.find(
    ({ name, must }) =>
      (wanted === undefined || name === wanted) && must.every((column) => present.has(column)),
  );
}

/** The cells of a record by their header, without the empty ones. */
export function cellsOf(header: readonly string[], values: readonly string[]): Cells {
  const cells: Record<string, string> = Object.create(null);
  header.forEach((name, index) => {
    const value = values[index]?.trim();
    if (value) cells[name.trim()] = value;
  });
  return cells;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * One entry of `data/tweets.js` of an account's own archive, `{ "tweet": { … } }`; undefined for what is none. Reposts are the
 * words of others. Fields as in such archives:
 * https://github.com/TheExGenesis/community-archive/blob/main/docs/archive_data.md
 */
export function readTweet(entry: unknown): Values | 'repost' | undefined {
  const tweet = isRecord(entry) && isRecord(entry.tweet) ? entry.tweet : undefined;
  if (!tweet || typeof tweet.id_str !== 'string' || typeof tweet.full_text !== 'string') return undefined;
  if (/^RT @\w{1,20}: /.test(tweet.full_text)) return 'repost';
  const parentId = tweet.in_reply_to_status_id_str;
  return {
    ...{ source: 'x', id: tweet.id_str, url: `https://x.com/i/status/${tweet.id_str}` },
    ...{ createdAt: tweet.created_at, text: plainOf(tweet.full_text), language: tweet.lang },
    ...{ kind: typeof parentId === 'string' ? 'comment' : 'post', likes: tweet.favorite_count },
    ...{ shares: tweet.retweet_count, ...(typeof parentId === 'string' && { parentId }) },
  };
}

/** Archives hold the three characters of markup as entities. */
const plainOf = (text: string) =>
  text.replace(/&(lt|gt|amp);/g, (_, name: string) => ({ lt: '<', gt: '>', amp: '&' })[name] ?? '');
