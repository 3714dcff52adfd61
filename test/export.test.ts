// Exports: the posts that stand and no others, in four kinds of files, whole or not there, with what the terms let go.
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import readSheets from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExportFormat } from '../src/export/formats.ts';
import type { Manifest } from '../src/export/manifest.ts';
import { type ExportRequest, manifestPath, writeExport, writeManifest } from '../src/export/write-export.ts';
import type { EnrichedPost } from '../src/post.ts';
import { listExports } from '../src/store/export-ledger.ts';
import { toRow } from '../src/store/row.ts';
import { putSettled, type Settled } from '../src/store/settled.ts';
import { deletePosts } from '../src/store/tombstones.ts';
import { openTestStore, springfield, type TestStore } from './support/clickhouse.ts';
import { makePost } from './support/clickhouse-posts.ts';

let test: TestStore;
let folder: string;
/** what must be in the file, by id */
const standing = new Map<string, EnrichedPost>();
const sources = ['file', 'mastodon', 'open311'];
const formula = '=HYPERLINK("http://example.org")';

beforeAll(async () => {
  test = await openTestStore('embedded');
  folder = await mkdtemp(join(tmpdir(), 'earshot-export-'));
  const startMs = Date.parse('2026-03-07T05:00:00.000Z');
  // Several posts share each instant, so that pages end between them; the clock changes on the second day.
  const posts = Array.from({ length: 90 }, (_, at) =>
    makePost({
      id: `p${at}`,
      source: sources[at % 3]!,
      createdAt: new Date(startMs + Math.floor(at / 7) * 3 * 3_600_000).toISOString(),
      text: at === 4 ? 'older words' : at % 10 === 0 ? `${formula} ${at}` : `post ${at}, "quoted"\nand more`,
      topics:
        at % 2 === 0
          ? [['roads', 'negative']]
          : [
              ['parks', 'positive'],
              ['roads', 'neutral'],
            ],
      official: at === 5,
    }),
  );
  await test.writer.write(posts.map((post) => toRow(post, springfield.timezone)));
  const edited = { ...posts[4]!, text: 'newer words' };
  await test.writer.write([toRow(edited, springfield.timezone)]);
  await deletePosts(test.store, springfield, [{ source: posts[8]!.source, id: 'p8' }]);
  const foreign = makePost({ id: 'foreign', city: 'elsewhere', createdAt: posts[3]!.createdAt });
  await test.writer.write([toRow(foreign, 'UTC')]);
  for (const post of posts) standing.set(post.id, post);
  standing.set('p4', edited);
  standing.delete('p8');
});
afterAll(async () => {
  await test?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const period = { from: '2026-03-01', to: '2026-04-01' };
const write = async (format: ExportFormat, over: Partial<ExportRequest> = {}) => {
  const path = join(folder, `posts.${format}`);
  const manifest = await writeExport(test.store, springfield, {
    ...{ query: period, format, path, nowMs: Date.parse('2026-04-02T12:00:00Z') },
    ...{ signal: new AbortController().signal, ...over },
  });
  return { manifest, path, bytes: await readFile(path) };
};
const mayGo = (post: EnrichedPost) => (post.source === 'mastodon' ? '' : post.text);

type Fields = Record<string, unknown>;
const readers: Record<ExportFormat, (bytes: Buffer) => Promise<Fields[]> | Fields[]> = {
  csv: (bytes) => parse(bytes, { columns: true }) as Fields[],
  jsonl: (bytes) =>
    bytes
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Fields),
  parquet: (bytes) => parquetReadObjects({ file: new Uint8Array(bytes).buffer }),
  xlsx: async (bytes) => {
    const [sheet] = await readSheets(bytes, { trim: false });
    const [names, ...rows] = sheet!.data;
    return rows.map((row) => Object.fromEntries(names!.map((name, at) => [String(name), row[at] ?? ''])));
  },
};

describe.each(['csv', 'jsonl', 'parquet', 'xlsx'] as const)('%s', (format) => {
  it('holds the posts that stand, once each, and only words that may leave', async () => {
    const { manifest, bytes } = await write(format);
    const rows = await readers[format](bytes);
    expect(rows.map(({ id }) => id).sort()).toEqual([...standing.keys()].sort());
    for (const { id, text } of rows) {
      const words = mayGo(standing.get(String(id))!);
      expect(text).toBe(format === 'csv' && words.startsWith('=') ? `'${words}` : words);
    }
    expect(Object.keys(rows[0]!)).toEqual(manifest.columns);
    expect(
      JSON.stringify(rows, (_key, value) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toContain('example.org/someone');
  });

  it('says what it is: rows, bytes, checksum, terms, question', async () => {
    const { manifest, bytes } = await write(format, { query: { ...period, topic: 'parks' } });
    expect(manifest).toMatchObject({
      rows: 45,
      withheld: 0,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      query: { from: '2026-03-01T00:00:00-06:00', to: '2026-04-01T00:00:00-05:00', topic: 'parks' },
      enricherVersions: ['test'],
    });
    expect(manifest.terms).toEqual([
      { source: 'file', use: 'full', posts: 15 },
      expect.objectContaining({ source: 'mastodon', use: 'ids', posts: 15 }),
      expect.objectContaining({ source: 'open311', use: 'full', posts: 15 }),
    ]);
  });

  it('of nothing is a file all the same', async () => {
    const { manifest, bytes } = await write(format, { query: { from: '2020-01-01', to: '2020-01-02' } });
    expect(manifest.rows).toBe(0);
    expect(format === 'jsonl' ? [] : await readers[format](bytes)).toEqual([]);
  });
});

it('goes over blocks and months with what is settled of each post', async () => {
  const startMs = Date.parse('2025-05-30T12:00:00.000Z');
  // several in an hour, so that blocks end between posts of one instant
  const posts = Array.from({ length: 600 }, (_, at) =>
    makePost({ id: `b${at}`, createdAt: new Date(startMs + Math.floor(at / 9) * 3_600_000).toISOString() }),
  );
  await test.writer.write(posts.map((post) => toRow(post, springfield.timezone)));
  const isCopy = (at: number) => at % 5 === 0;
  const put = posts.flatMap(({ createdAt, source, id }, at): Settled[] =>
    isCopy(at)
      ? [{ at: Date.parse(createdAt), source, id, cluster: `c${at}`, flags: ['automated'], expires: 4e9 }]
      : [],
  );
  await putSettled(test.store.jobs, 'springfield', { put, takeBack: [] }, 1);
  const { bytes } = await write('jsonl', { query: { from: '2025-05-01', to: '2025-07-01' } });
  const rows = readers.jsonl(bytes) as Fields[];
  const told = new Map(rows.map(({ id, cluster, flags }) => [id, { cluster, flags }]));
  expect(rows.length).toBe(600);
  expect(told.size).toBe(600);
  expect(rows.map(({ created_at }) => created_at)).toEqual(rows.map(({ created_at }) => created_at).sort());
  for (const [at, { id }] of posts.entries())
    expect(told.get(id)).toEqual(
      isCopy(at) ? { cluster: `c${at}`, flags: ['automated'] } : { cluster: '', flags: [] },
    );
});

it('tells instants in the city’s time, and as instants where the file has them', async () => {
  const [first] = readers.csv((await write('csv')).bytes) as Fields[];
  expect(first).toMatchObject({
    created_at: '2026-03-06T23:00:00-06:00',
    day: '2026-03-06',
    official: 'false',
  });
  const [typed] = await readers.parquet((await write('parquet')).bytes);
  expect(typed).toMatchObject({
    created_at: new Date('2026-03-07T05:00:00Z'),
    official: false,
    likes: 0n,
    topics: ['roads'],
  });
  const [cell] = await readers.xlsx((await write('xlsx')).bytes);
  // A spreadsheet keeps a fraction of a day.
  const off = Date.parse('2026-03-06T23:00:00Z') - (cell!.created_at as Date).getTime();
  expect(Math.abs(off)).toBeLessThan(1_000);
});

it('goes on in another sheet where one is full', async () => {
  const { bytes } = await write('xlsx', { mostRows: 41 });
  const sheets = await readSheets(bytes);
  expect(sheets.map(({ data }) => data.length)).toEqual([41, 41, 10]);
  expect(new Set(sheets.map(({ data }) => JSON.stringify(data[0]))).size).toBe(1);
});

it('leaves what was there, and no half file, when it is stopped', async () => {
  const path = join(folder, 'kept.csv');
  await writeFile(path, 'before\n');
  const stopping = new AbortController();
  const stopped = write('csv', { path, signal: stopping.signal, onProgress: () => stopping.abort() });
  await expect(stopped).rejects.toThrow();
  expect(await readFile(path, 'utf8')).toBe('before\n');
  expect((await readdir(folder)).filter((name) => name.endsWith('.part'))).toEqual([]);
});

it('refuses a filter that it does not know, and a folder that is not there', async () => {
  await expect(write('csv', { query: { topic: 'rodas' } })).rejects.toThrow(/did you mean roads/);
  await expect(write('csv', { path: join(folder, 'no', 'posts.csv') })).rejects.toThrow(/ENOENT/);
});

it('knows which files held a post, after it was deleted too', async () => {
  const name = (manifest: unknown) => (manifest as Manifest).export;
  const roads = (await write('csv', { query: { ...period, source: 'file' } })).manifest;
  const { manifest, path } = await write('parquet', { query: { ...period, source: 'open311' } });
  await writeManifest(path, manifest);
  expect(JSON.parse(await readFile(manifestPath(path), 'utf8'))).toEqual(manifest);
  await deletePosts(test.store, springfield, [{ source: 'open311', id: 'p11' }]);
  const holding = await listExports(test.store.jobs, 'springfield', { source: 'open311', id: 'p11' });
  expect(holding.map(name)).toContain(manifest.export);
  expect(holding.map(name)).not.toContain(roads.export);
  expect((await listExports(test.store.jobs, 'springfield')).map(name)).toContain(roads.export);
  expect(await listExports(test.store.jobs, 'springfield', { source: 'file', id: 'never' })).toEqual([]);
  const { bytes } = await write('csv');
  expect((readers.csv(bytes) as Fields[]).map(({ id }) => id)).not.toContain('p11');
});
