// Archives as they arrive: packed, in pieces, cut off, again, and larger than memory.
import { writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { collector } from '../src/collectors/file.ts';
import { run } from '../src/collectors/run.ts';
import { createLog } from '../src/log.ts';
import { city, clock, line, prepareImports } from './collect-file-support.ts';

const { importText, importWith, pathOf, secrets } = prepareImports();

describe('packings', () => {
  const content = line({ id: '1', text: 'Straße 😀' }) + line({ id: '2' });

  it.each([
    ['UTF-8 with a mark', Buffer.from(`\ufeff${content}`)],
    ['UTF-16 LE', Buffer.from(`\ufeff${content}`, 'utf16le')],
    ['UTF-16 BE', Buffer.from(`\ufeff${content}`, 'utf16le').swap16()],
    ['gz under a plain name', gzipSync(content)],
    [
      'two gz parts',
      Buffer.concat([gzipSync(line({ id: '1', text: 'Straße 😀' })), gzipSync(line({ id: '2' }))]),
    ],
  ])('%s', async (_, bytes) => {
    const { posts } = await importText(bytes);
    expect(posts.map(({ id, text }) => [id, text])).toEqual([
      ['1', 'Straße 😀'],
      ['2', 'a pothole'],
    ]);
  });

  it('takes a stream in small pieces', async () => {
    const pieces = Readable.from([...Buffer.from(content)].map((byte) => Buffer.from([byte])));
    const { posts } = await importWith({ input: pieces, name: 'stdin' });
    expect(posts.map(({ id }) => id)).toEqual(['1', '2']);
  });

  it('keeps all that a cut-off gz still holds', async () => {
    const lines = Array.from({ length: 5_000 }, (_, index) =>
      line({ id: `${index}`, text: `post ${index} ${Math.sin(index)}` }),
    );
    const whole = gzipSync(lines.join(''));
    const { posts, outcome, letters, cursors } = await importText(
      whole.subarray(0, Math.floor(whole.length / 2)),
      'cut.jsonl.gz',
    );
    expect(outcome.ended).toBe('truncated');
    expect(outcome.reason).toMatch(/^the gz data is cut off here, after \d+ records$/);
    expect(posts.length).toBeGreaterThan(2_000);
    expect(posts.map(({ id }) => Number(id))).toEqual(posts.map((_, index) => index));
    expect(letters.at(-1)?.reason).toBe('the line is cut off');
    expect(cursors.at(-1)?.at).toMatchObject({ done: false });
  });

  it('refuses what it cannot read by name', async () => {
    const { outcome } = await importText(Buffer.from('PK\u0003\u0004rest'), 'posts.xlsx');
    expect(outcome.reason).toMatch(/zip or Excel/);
    expect((await importWith({ path: pathOf('absent.csv') })).outcome).toMatchObject({
      ended: 'blocked',
    });
  });
});

describe('an import that is repeated', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, index) =>
      line({ id: `${index}`, text: `post ${index}`, source: index % 2 ? 'x' : 'reddit' }),
    ).join('');

  it('goes on after the last page, with totals over the whole file and the same page names', async () => {
    const path = pathOf('resume.jsonl');
    await writeFile(path, `${many(2_500)}broken\n`);
    const whole = await importWith({ path });
    const stop = new AbortController();
    let seen = 0;
    const half = await importWith(
      { path },
      {
        signal: stop.signal,
        async enqueue() {
          if (++seen === 2) stop.abort();
        },
      },
    );
    expect(half.outcome).toMatchObject({ ended: 'stopped', enqueued: 500 });
    const rest = await importWith({ path }, { cursor: half.cursors.at(-1) });
    expect(rest.outcome).toMatchObject({ ended: 'complete', read: 2_501, enqueued: 2_500, dead: 1 });
    expect(rest.outcome.spans).toEqual(whole.outcome.spans);
    expect([...half.batches, ...rest.batches].map(({ page }) => page)).toEqual(
      whole.batches.map(({ page }) => page),
    );
    expect(new Set(whole.batches.map(({ page }) => page)).size).toBe(whole.batches.length);
  });

  it('starts over when it was complete or the file has changed', async () => {
    const path = pathOf('again.jsonl');
    await writeFile(path, many(3));
    const first = await importWith({ path });
    const again = await importWith({ path }, { cursor: first.cursors.at(-1) });
    expect(again.outcome).toMatchObject({ read: 3, startedOver: 'the file was imported completely before' });
    expect(again.batches.map(({ page }) => page)).toEqual(first.batches.map(({ page }) => page));
    await writeFile(path, many(4));
    const changed = await importWith({ path }, { cursor: first.cursors[0] });
    expect(changed.outcome).toMatchObject({
      read: 4,
      startedOver: 'the file, or how it is to be read, has changed',
    });
  });

  it('writes what each source of the archive covers', async () => {
    const { coverage } = await importText(many(3));
    expect(coverage).toEqual([
      expect.objectContaining({
        source: 'reddit',
        how: 'import',
        ended: 'complete',
        posts: 2,
        from: '2025-06-01T10:00:00.000Z',
      }),
      expect.objectContaining({ source: 'x', how: 'import', ended: 'complete', posts: 1, run: 'run-1' }),
    ]);
  });
});

it('never holds a whole file: 80 MB of lines that are too long, bad or fine', async () => {
  async function* content() {
    const good = Buffer.from(line({ id: '1', text: 'y'.repeat(900) }).repeat(1_000));
    for (let megabyte = 0; megabyte < 80; megabyte++)
      yield megabyte % 40 === 39 ? Buffer.alloc(1_000_000, 120) : good;
  }
  const before = process.memoryUsage().rss;
  let most = 0;
  let posts = 0;
  await run(collector, {
    city,
    options: { input: Readable.from(content()), name: 'big.jsonl' },
    cursor: undefined,
    async enqueue(batch) {
      posts += batch.posts.length;
      most = Math.max(most, process.memoryUsage().rss);
    },
    saveCursor: async () => {},
    recordCoverage: async () => {},
    deadLetter: async () => {},
    signal: new AbortController().signal,
    secrets: secrets(),
    clock,
    log: createLog('silent'),
  });
  // A line of 1 MB has no end of its own: the first post behind it is lost with it.
  expect(posts).toBe(77_999);
  expect(most - before).toBeLessThan(300 * 1024 * 1024);
});
