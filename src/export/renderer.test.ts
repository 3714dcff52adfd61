import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { expect, it } from 'vitest';
import { type ExportedPost, exportedPost } from '../store/queries/exported-post.ts';
import { type ExportFormat, exportFormats } from './formats.ts';
import { createRenderer, type RendererOptions } from './renderer.ts';

const options = { city: 'springfield', id: 'e1', timezone: 'America/Chicago', sample: false };
const rendererOf = (format: ExportFormat, over: Partial<RendererOptions> = {}) =>
  createRenderer({ ...options, format, ...over });

/** A post with every field, those that are not given empty. */
const postOf = (at: number, given: Partial<ExportedPost> = {}) => {
  const fields = Object.entries(exportedPost.shape).map(([name, type]) => [
    name,
    type.safeParse('').success ? '' : type.safeParse([]).success ? [] : 0,
  ]);
  return { ...Object.fromEntries(fields), at, source: 'file', id: `p${at}`, text: `post ${at}`, ...given };
};
const blockOf = (
  posts: object[],
  settled: { at: number; id: string; cluster: string; flags: string[] }[] = [],
) => ({
  posts: Buffer.from(posts.map((post) => JSON.stringify(post)).join('\n')),
  settled: settled.map((row) => ({ source: 'file', ...row })),
});
const blocks = (from: number, to: number) =>
  blockOf(Array.from({ length: to - from }, (_, at) => postOf(from + at)));

async function render(format: ExportFormat, all: ReturnType<typeof blockOf>[]) {
  const take = rendererOf(format);
  const chunks: Uint8Array[] = [];
  for (const block of all) chunks.push(...(await take({ block })).bytes);
  return Buffer.concat([...chunks, ...(await take({})).bytes]);
}

it.each(exportFormats)('%s is the same bytes however its posts come', async (format) => {
  const whole = await render(format, [blocks(0, 500)]);
  expect(whole.length).toBeGreaterThan(500);
  expect((await render(format, [blocks(0, 1), blocks(1, 300), blocks(300, 500)])).equals(whole)).toBe(true);
});

it('writes groups of a Parquet file when they are full of rows or of letters, whatever the blocks', async () => {
  const many = await render('parquet', [blocks(0, 4_000), blocks(4_000, 5_001)]);
  const text = 'x'.repeat(3_000_000);
  const long = await render('parquet', [blockOf([0, 1, 2].map((at) => postOf(at, { text })))]);
  const groupsOf = (bytes: Buffer) =>
    parquetMetadata(new Uint8Array(bytes).buffer).row_groups.map(({ num_rows }) => Number(num_rows));
  expect(groupsOf(many)).toEqual([5_000, 1]);
  expect(groupsOf(long)).toEqual([2, 1]);
  const read = await parquetReadObjects({ file: new Uint8Array(many).buffer });
  expect(read.map(({ text: words }) => words)).toEqual(
    Array.from({ length: 5_001 }, (_, at) => `post ${at}`),
  );
});

it('counts what leaves by the terms of each source, and says what to note of it', async () => {
  const take = rendererOf('jsonl');
  const block = blockOf(
    [
      postOf(1, { enricher_version: '2', flags: ['automated'] }),
      postOf(2, { source: 'mastodon', enricher_version: '1' }),
    ],
    [{ at: 1, id: 'p1', cluster: 'c', flags: ['copy', 'automated'] }],
  );
  const { bytes, held, counts } = await take({ block });
  expect(held).toEqual(['["springfield","file","p1","e1"]', '["springfield","mastodon","p2","e1"]']);
  expect(counts).toMatchObject({ rows: 2, withheld: 0, enricherVersions: ['1', '2'] });
  expect(counts.terms).toMatchObject([
    { source: 'file', use: 'full', posts: 1 },
    { source: 'mastodon', use: 'ids', posts: 1 },
  ]);
  const lines = Buffer.concat(bytes).toString().trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { text: 'post 1', cluster: 'c', flags: ['automated', 'copy'] },
    { text: '', cluster: '' },
  ]);
  expect(await take({})).toMatchObject({ held: [], counts: { rows: 2 } });
});

it('says what went wrong, also when it is seen later', async () => {
  const take = rendererOf('parquet');
  await take({ block: blockOf([postOf(1, { likes: 0.5 })]) });
  await expect(take({})).rejects.toThrow(RangeError);
  await expect(rendererOf('csv')({ block: blockOf([{ at: 1 }]) })).rejects.toThrow();
});
