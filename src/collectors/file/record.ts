// One record of a file → a post, before the runner looks at it.

import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { kinds } from '../../post.ts';
import { canonicalSource } from '../../terms.ts';
import type { Dead, RawPost, Skip } from '../collector.ts';
import type { ReadTime } from './dates.ts';
import { cellsOf, readTweet, type TableMap, type Values } from './export-maps.ts';
import type { Field, FieldMap } from './fields.ts';

/** What all records of one file share. */
export interface Layout {
  name: string;
  map: FieldMap;
  /** fields of the columns; missing for JSON lines */
  columns?: readonly (Field | undefined)[];
  /** the export whose columns these are, with its header */
  table?: { map: TableMap; header: readonly string[] };
  /** entries of an archive of X */
  isArchive?: boolean;
  readTime: ReadTime;
  defaults: { source: string; channel?: string; kind?: string };
}

export interface FileItem {
  layout: Layout;
  line: number;
  /** a line of JSON */
  json?: Buffer;
  /** the fields of a CSV record */
  fields?: Buffer[];
  problem?: string;
}

const invalidUtf8 = 'bytes that are not UTF-8 became U+FFFD';
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The post that an item holds, or why it holds none. */
export function readItem(item: FileItem): RawPost | Dead | Skip {
  const where = `${item.layout.name}:${item.line}`;
  if (item.problem) return { dead: item.problem, where };
  const mended: string[] = [];
  if (item.layout.isArchive) return readEntry(item, mended, where);
  const values = item.json
    ? readJson(item.json, item.layout, mended)
    : readFields(item.fields ?? [], item.layout, mended);
  if (typeof values === 'string') return { dead: values, where };
  return readValues(values, item.layout, mended, where);
}

function readEntry({ json, layout }: FileItem, mended: string[], where: string): RawPost | Dead | Skip {
  let entry: unknown;
  try {
    entry = JSON.parse(textOf(json ?? Buffer.alloc(0), mended));
  } catch {
    return { dead: 'not valid JSON', where };
  }
  const values = readTweet(entry);
  if (values === 'repost') return { skip: 'repost' };
  if (!values) return { dead: 'not in the form that archives of X have', where };
  return readValues(values, layout, mended, where);
}

const textOf = (bytes: Buffer, mended: string[]) => {
  if (!isUtf8(bytes) && !mended.includes(invalidUtf8)) mended.push(invalidUtf8);
  return bytes.toString('utf8');
};

function readJson(bytes: Buffer, layout: Layout, mended: string[]): Values | string {
  const text = textOf(bytes, mended);
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    return 'not valid JSON';
  }
  if (!isRecord(record))
    return `expected a JSON object, found ${Array.isArray(record) ? 'an array' : typeof record}`;
  if (/"(?:__proto__|constructor|prototype)"/.test(text) && hasForeignKey(record))
    mended.push('a key named __proto__, constructor or prototype was left out');
  const values: Values = {};
  const ranks: Partial<Record<Field, number>> = {};
  for (const key of Object.keys(record)) {
    const found = layout.map.fieldOf(key);
    const value = record[key];
    if (
      !found ||
      value === null ||
      value === '' ||
      found.rank >= (ranks[found.field] ?? Number.POSITIVE_INFINITY)
    )
      continue;
    values[found.field] = value;
    ranks[found.field] = found.rank;
  }
  return values;
}

function hasForeignKey(root: unknown): boolean {
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const key of Object.keys(value)) {
      if (key === '__proto__' || key === 'constructor' || key === 'prototype') return true;
      open.push((value as Record<string, unknown>)[key]);
    }
  }
  return false;
}

function readFields(fields: Buffer[], { columns = [], table }: Layout, mended: string[]): Values | string {
  if (table) {
    if (fields.length > table.header.length)
      return `the record has ${fields.length} fields, the header ${table.header.length}`;
    const texts = fields.map((bytes) => textOf(bytes, mended));
    return table.map.read(cellsOf(table.header, texts));
  }
  if (fields.length > columns.length)
    return `the record has ${fields.length} fields, the header ${columns.length}`;
  const values: Values = {};
  fields.forEach((bytes, index) => {
    const field = columns[index];
    if (field && bytes.length > 0) values[field] = textOf(bytes, mended);
  });
  return values;
}

function readValues(values: Values, layout: Layout, mended: string[], where: string): RawPost | Dead {
  const source = canonicalSource(typeof values.source === 'string' ? values.source : layout.defaults.source);
  const text = values.text ?? '';
  const channel = values.channel ?? layout.defaults.channel;
  const draft: Partial<RawPost> = { source, channel, url: values.url, title: values.title };
  if (typeof text !== 'string') return { dead: 'text: expected a string', where, post: draft };
  draft.text = text;
  const time = layout.readTime(values.createdAt);
  if (typeof time === 'string') {
    const id = readId(values, mended);
    const given = typeof values.createdAt === 'string' ? values.createdAt : undefined;
    return {
      dead: values.createdAt === undefined ? 'createdAt: missing' : time,
      where,
      post: { ...draft, id, createdAt: given },
    };
  }
  if (Number.isNaN(new Date(time).getTime()))
    return { dead: 'createdAt: there is no such date or time', where, post: draft };
  const createdAt = isoTime(time);
  const id = readId(values, mended) ?? hashId(source, channel, createdAt, text, values.title);
  return Object.assign(optionalFields(values, layout), draft, { source, id, createdAt, text, where, mended });
}

/** Years beyond 9999 are written with a sign, which no schema of ours takes: they are refused as dates, not as syntax. */
const isoTime = (time: number) =>
  new Date(Math.min(Math.max(time, -62_135_596_800_000), 253_402_300_799_999)).toISOString();

/** The native id, when it is one: spreadsheets and JSON numbers round long ids, and two rounded ids may be one. */
function readId(values: Values, mended: string[]): string | undefined {
  const { id } = values;
  if (id === undefined) return undefined;
  if (typeof id === 'number' && Number.isSafeInteger(id)) return String(id);
  if (
    typeof id === 'string' &&
    id.trim() !== '' &&
    id.length <= 300 &&
    !/^\d(?:[.,]\d+)?E\+\d+$/i.test(id.trim())
  )
    return id.trim();
  const status = typeof values.url === 'string' ? /\/status(?:es)?\/(\d{5,20})/.exec(values.url) : null;
  mended.push('id: rounded or not valid, another was made');
  return status?.[1];
}

/** Id of a post without one: the same post gives the same id whenever it is imported. */
function hashId(source: string, channel: unknown, createdAt: string, text: string, title: unknown): string {
  const parts = [
    source,
    typeof channel === 'string' ? channel : '',
    createdAt,
    text === '' && typeof title === 'string' ? title : text,
  ];
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);
}

/** "1,234" and 12.0 are counts; what is none stays as it is, for the runner to leave out and report. */
function countOf(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return /^\d{1,3}(?:,\d{3})+$|^\d+(?:\.0+)?$/.test(value.trim()) ? Number(value.replaceAll(',', '')) : value;
}

const numberOf = (value: unknown) =>
  typeof value === 'string' && /^[-+]?\d+(?:\.\d+)?$/.test(value.trim()) ? Number(value) : value;
const idOf = (value: unknown) => (typeof value === 'number' ? String(value) : value);

const kindNames = new Map<string, string>([
  ...kinds.map((kind): [string, string] => [kind, kind]),
  ...(['tweet', 'status', 'submission', 'toot'] as const).map((name): [string, string] => [name, 'post']),
  ['reply', 'comment'],
  ['news', 'article'],
]);

function accountOf(author: unknown): string | undefined {
  if (typeof author === 'string') return author;
  if (typeof author === 'number') return String(author);
  if (!isRecord(author)) return undefined;
  const name = author.id_str ?? author.id ?? author.username ?? author.screen_name ?? author.name;
  return typeof name === 'string' || typeof name === 'number' ? String(name) : undefined;
}

function optionalFields(values: Values, { defaults, readTime }: Layout): Partial<RawPost> {
  const post: Partial<RawPost> = {};
  const kind = values.kind ?? defaults.kind;
  if (kind !== undefined)
    post.kind = typeof kind === 'string' ? (kindNames.get(kind.trim().toLowerCase()) ?? kind) : kind;
  if (values.author !== undefined) post.account = accountOf(values.author);
  if (values.language !== undefined) post.language = values.language;
  if (values.official === true || values.official === 'true') post.official = true;
  if (values.geo !== undefined) post.geo = values.geo;
  else if (values.lat !== undefined || values.lon !== undefined)
    post.geo = { lat: numberOf(values.lat), lon: numberOf(values.lon) };
  const { likes, replies, shares, views } = values;
  if (values.engagement !== undefined) post.engagement = values.engagement;
  else if ((likes ?? replies ?? shares ?? views) !== undefined) {
    post.engagement = {
      likes: countOf(likes),
      replies: countOf(replies),
      shares: countOf(shares),
      views: countOf(views),
    };
  }
  if (values.parent !== undefined) post.parent = values.parent;
  else if (values.parentId !== undefined)
    post.parent = { id: idOf(values.parentId), text: values.parentText };
  if (values.thread !== undefined) post.thread = values.thread;
  else if (values.threadId !== undefined)
    post.thread = { id: idOf(values.threadId), title: values.threadTitle };
  const service = values.service ?? serviceOf(values, readTime);
  if (service !== undefined) post.service = service;
  return post;
}

function serviceOf(
  { serviceCode, serviceName, serviceStatus, serviceClosedAt }: Values,
  readTime: ReadTime,
): unknown {
  if ((serviceCode ?? serviceName) === undefined) return undefined;
  const closed = serviceClosedAt === undefined ? undefined : readTime(serviceClosedAt);
  const closedAt = typeof closed === 'number' ? isoTime(closed) : closed;
  return { code: idOf(serviceCode), name: serviceName, status: serviceStatus, closedAt };
}
