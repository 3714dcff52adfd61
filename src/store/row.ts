// EnrichedPost → one line of JSONCompactEachRow for `posts`. Pure; every value is checked here, because one bad value
// fails a whole insert and a number that is too large is silently cut.
import { PermanentError } from '../errors.ts';
import {
  directions,
  type EnrichedPost,
  intents,
  kinds,
  maxTextLength,
  type SentimentLabel,
} from '../post.ts';
import { dayOf } from './city-time.ts';
import { dateTime, dateTime64 } from './date-text.ts';
import { packTags, type RowTags } from './tags.ts';

/** A row on its way to the store, without its version: the writer gives it one. Plain data, crosses threads. */
export interface StoredRow {
  city: string;
  source: string;
  id: string;
  createdAtMs: number;
  /** the city's time zone */
  timezone: string;
  /** calendar day in the city */
  day: string;
  /** values in the order of `postColumns` less the last two, `[…]` */
  line: string;
  /** version of the stored row that it rewrites; it then comes after that one and before whatever was collected since */
  basedOn?: number;
  /** its day is not marked dirty: whoever rewrites it marks all days at once, later */
  keepsDays?: boolean;
}

/** Columns of `posts` in the order in which lines hold them; the writer adds the last two. */
export const postColumns = [
  ...['city', 'created_at', 'source', 'id', 'channel', 'kind', 'url', 'collected_at', 'title', 'text'],
  ...[
    'parent_id',
    'parent_text',
    'thread_id',
    'thread_title',
    'author',
    'official',
    'language',
    'lat',
    'lon',
  ],
  ...['likes', 'replies', 'shares', 'views', 'service_code', 'service_name', 'service_status'],
  ...['service_closed_at', 'relevance', 'relevance_score', 'relevance_reason', 'lang', 'sentiment'],
  ...['p_negative', 'p_positive', 'topics', 'topic_sentiments', 'intent'],
  ...[
    'stance',
    'places',
    'neighbourhood',
    'flags',
    'tags',
    'enricher_version',
    'signature',
    'expires_at',
    'version',
    'is_deleted',
  ],
] as const;

const firstInstant = Date.UTC(1990, 0, 1);
const dayMs = 86_400_000;
/** DateTime ends in 2106; this is its last whole day: "keeps no date". */
export const never = '2106-02-06 00:00:00';
const neverMs = Date.parse('2106-02-06T00:00:00Z');
const maxCount = 4_294_967_295;
const labels: readonly SentimentLabel[] = ['negative', 'neutral', 'positive', 'unknown'];
const decisions = ['keep', 'drop', 'unsure'];
const maxTags = 1_000;
const maxSignature = 16;

function refuse(field: string, why: string): never {
  throw new PermanentError(`${field}: ${why}`);
}

/** True when the text holds half of a surrogate pair, which is no character and not UTF-8. */
export function hasLoneSurrogate(text: string): boolean {
  return !text.isWellFormed();
}

function string(field: string, value: string | undefined, maxLength = maxTextLength): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') refuse(field, 'is not text');
  if (value.length > maxLength) refuse(field, `is longer than ${maxLength}`);
  if (hasLoneSurrogate(value)) refuse(field, 'holds a lone surrogate');
  return value;
}

function name(field: string, value: string, maxLength = 300): string {
  if (string(field, value, maxLength) === '') refuse(field, 'is empty');
  return value;
}

function oneOf<T extends string>(field: string, value: T, allowed: readonly string[]): T {
  if (!allowed.includes(value)) refuse(field, 'is not one of the known values');
  return value;
}

function number(field: string, value: number, min: number, max: number): number {
  if (typeof value !== 'number' || !(value >= min && value <= max))
    refuse(field, `is not between ${min} and ${max}`);
  return value;
}

function count(field: string, value: number | undefined): number {
  if (value === undefined) return 0;
  if (!Number.isInteger(value)) refuse(field, 'is not a whole number');
  return number(field, value, 0, maxCount);
}

function instant(field: string, value: string, nowMs: number): number {
  const ms = Date.parse(value);
  if (Number.isNaN(ms)) refuse(field, 'is not a time');
  if (ms < firstInstant) refuse(field, 'is before 1990');
  if (ms > nowMs + dayMs) refuse(field, 'is in the future');
  return ms;
}

function names(field: string, values: readonly string[]): string[] {
  if (values.length > maxTags) refuse(field, `holds more than ${maxTags}`);
  return values.map((value) => name(field, value));
}

/** An escape of half a pair; a backslash that was escaped itself does not begin one. */
const escapedSurrogate = /(?<!\\)(?:\\\\)*\\ud[89a-f]/;

/** JSON.stringify hides a lone surrogate behind an escape that only the reader would stumble over. */
function tagsText(tags: RowTags): string {
  const json = packTags(tags);
  if (json.length > 4_000_000) refuse('tags', 'is longer than 4000000');
  if (json.includes('\\ud') && escapedSurrogate.test(json)) refuse('tags', 'holds a lone surrogate');
  return json;
}

function signature(values: readonly number[]): readonly number[] {
  if (values.length > maxSignature) refuse('signature', `holds more than ${maxSignature}`);
  return values.map((value) => count('signature', value));
}

function tagValues(post: EnrichedPost): unknown[] {
  const { sentiment } = post;
  const [negative, , positive] = sentiment.p;
  const ids = names(
    'topics',
    post.topics.map((topic) => topic.id),
  );
  if (new Set(ids).size !== ids.length) refuse('topics', 'names one twice');
  const stance = post.stance.evidence;
  const tags = { evidence: sentiment.evidence, stance, topics: post.topics, places: post.places };
  return [
    oneOf('relevance', post.relevance.decision, decisions),
    number('relevance', post.relevance.score, 0, 1),
    string('relevance', post.relevance.reason, 300),
    name('lang', post.lang, 35),
    oneOf('sentiment', sentiment.label, labels),
    number('sentiment', negative, 0, 1),
    number('sentiment', positive, 0, 1),
    ids,
    post.topics.map((topic) => oneOf('topics', topic.sentiment.label, labels)),
    oneOf('intent', post.intent, intents),
    oneOf('stance', post.stance.direction, directions),
    names(
      'places',
      post.places.map((place) => place.id),
    ),
    string('neighbourhood', post.neighbourhood, 300),
    names('flags', post.flags),
    tagsText(tags),
    name('enricherVersion', post.enricherVersion),
    signature(post.signature),
  ];
}

function serviceValues(service: EnrichedPost['service'], nowMs: number): unknown[] {
  const closedAt = service?.closedAt;
  return [
    string('service', service?.code, 200),
    string('service', service?.name, 300),
    string('service', service?.status, 50),
    closedAt === undefined ? null : dateTime64(instant('service', closedAt, nowMs)),
  ];
}

function contentValues(post: EnrichedPost, nowMs: number): unknown[] {
  const { engagement } = post;
  return [
    string('channel', post.channel, 200),
    oneOf('kind', post.kind, kinds),
    string('url', post.url, 2_000),
    dateTime64(instant('collectedAt', post.collectedAt, nowMs)),
    string('title', post.title, 2_000),
    string('text', post.text),
    string('parent', post.parent?.id, 300),
    string('parent', post.parent?.text),
    string('thread', post.thread?.id, 300),
    string('thread', post.thread?.title, 2_000),
    string('author', post.author, 32),
    post.official ? 1 : 0,
    string('language', post.language, 35),
    post.geo ? number('geo', post.geo.lat, -90, 90) : null,
    post.geo ? number('geo', post.geo.lon, -180, 180) : null,
    count('engagement', engagement?.likes),
    count('engagement', engagement?.replies),
    count('engagement', engagement?.shares),
    count('engagement', engagement?.views),
    ...serviceValues(post.service, nowMs),
  ];
}

/**
 * Checks a post and writes its row. `timezone` is the city's; `retentionDays` is the source's, counted from
 * collectedAt. Throws PermanentError with a field and a reason, never with text of the post.
 */
export function toRow(
  post: EnrichedPost,
  timezone: string,
  options: { retentionDays?: number; nowMs?: number } = {},
): StoredRow {
  const nowMs = options.nowMs ?? Date.now();
  const createdAtMs = instant('createdAt', post.createdAt, nowMs);
  const { retentionDays } = options;
  const expiresMs =
    retentionDays === undefined ? neverMs : Date.parse(post.collectedAt) + retentionDays * dayMs;
  const values = [
    name('city', post.city),
    dateTime64(createdAtMs),
    name('source', post.source, 32),
    name('id', post.id),
    ...contentValues(post, nowMs),
    ...tagValues(post),
    dateTime(Math.min(expiresMs, neverMs)),
  ];
  return {
    city: post.city,
    source: post.source,
    id: post.id,
    createdAtMs,
    timezone,
    day: dayOf(timezone, createdAtMs),
    line: JSON.stringify(values),
  };
}

/** What a tombstone keeps of a post: its key, and the day its rollups must be computed again. */
export interface PostKey {
  city: string;
  source: string;
  id: string;
  createdAtMs: number;
}

/** A row with no text that hides the versions below it; it never expires, or the text could come back. */
export function tombstoneLine(key: PostKey): string {
  const empty = Object.fromEntries(postColumns.map((column): [string, unknown] => [column, '']));
  const numbers = ['official', 'likes', 'replies', 'shares', 'views', 'relevance_score'];
  for (const column of [...numbers, 'p_negative', 'p_positive']) empty[column] = 0;
  for (const column of ['topics', 'topic_sentiments', 'places', 'flags', 'signature']) empty[column] = [];
  for (const column of ['lat', 'lon', 'service_closed_at']) empty[column] = null;
  const at = dateTime64(key.createdAtMs);
  Object.assign(empty, { city: key.city, source: key.source, id: key.id, created_at: at, collected_at: at });
  empty.expires_at = never;
  return JSON.stringify(postColumns.slice(0, -2).map((column) => empty[column]));
}

/** Completes a line with the two values that only the writer knows; `version` is digits. */
export function versionedLine(line: string, version: string, isDeleted: boolean): string {
  return `${line.slice(0, -1)},${version},${isDeleted ? 1 : 0}]`;
}
