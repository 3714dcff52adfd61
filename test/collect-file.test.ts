// Archives through the runner, on real files: what goes in, what is mended, what becomes a dead letter.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Batch } from '../src/collectors/batches.ts';
import { collector } from '../src/collectors/file.ts';
import type { CoverageEntry, DeadLetter, RunCursor, RunOutcome } from '../src/collectors/outcome.ts';
import type { ItemReport } from '../src/collectors/page.ts';
import { run } from '../src/collectors/run.ts';
import { createLog } from '../src/log.ts';
import { openSecrets, type Secrets } from '../src/secrets.ts';

let directory: string;
let secrets: Secrets;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'earshot-collect-'));
  secrets = await openSecrets(directory);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

const city = {
  id: 'testville',
  timezone: 'America/Chicago',
  officialAccounts: [{ source: 'x', account: 'CityOfTestville' }],
  sources: {},
};
const clock = { now: () => new Date('2026-03-01T12:00:00Z'), wait: async () => {} };

interface Imported {
  outcome: RunOutcome;
  batches: Batch[];
  posts: Batch['posts'];
  letters: DeadLetter[];
  reports: ItemReport[];
  coverage: CoverageEntry[];
  cursors: RunCursor[];
}

interface Extras {
  cursor?: unknown;
  signal?: AbortSignal;
  enqueue?(batch: Batch): Promise<void>;
}

async function importWith(options: Record<string, unknown>, extras: Extras = {}): Promise<Imported> {
  const seen: Omit<Imported, 'outcome' | 'posts'> = {
    batches: [],
    letters: [],
    reports: [],
    coverage: [],
    cursors: [],
  };
  const outcome = await run(collector, {
    city,
    options,
    cursor: extras.cursor,
    async enqueue(batch) {
      await extras.enqueue?.(batch);
      seen.batches.push(batch);
    },
    saveCursor: async (cursor) => void seen.cursors.push(JSON.parse(JSON.stringify(cursor))),
    recordCoverage: async (entry) => void seen.coverage.push(entry),
    deadLetter: async (letters) => void seen.letters.push(...letters),
    onReport: (report) => seen.reports.push(report),
    signal: extras.signal ?? new AbortController().signal,
    secrets,
    clock,
    log: createLog('silent'),
    run: 'run-1',
  });
  return { outcome, ...seen, posts: seen.batches.flatMap(({ posts }) => posts) };
}

let files = 0;
async function importText(
  content: string | Buffer,
  name = 'posts.jsonl',
  options: Record<string, unknown> = {},
) {
  const path = join(directory, `${++files}-${name}`);
  await writeFile(path, content);
  return importWith({ path, ...options });
}

const line = (fields: Record<string, unknown>) =>
  `${JSON.stringify({ source: 'x', createdAt: '2025-06-01T10:00:00Z', text: 'a pothole', ...fields })}\n`;
const reasons = (letters: DeadLetter[]) =>
  letters.map(({ where, reason }) => `${where.replace(/^\d+-/, '')} ${reason}`);
const mends = (reports: ItemReport[]) =>
  reports
    .filter(({ isMended }) => isMended)
    .map(({ where, reason }) => `${where.replace(/^\d+-/, '')} ${reason}`);

describe('JSON lines', () => {
  it('makes posts without anybody in them', async () => {
    const { posts, outcome } = await importText(
      line({
        id: '1',
        channel: 'search',
        kind: 'post',
        url: 'https://x.com/jane_doe/status/1',
        text: '@jane_doe call (713) 555-0100 or jane@example.org, says @CityOfTestville',
        author: 'jane_doe',
        parent: { id: '0', text: 'hello @sam' },
      }),
    );
    expect(posts[0]).toEqual({
      source: 'x',
      id: '1',
      channel: 'search',
      kind: 'post',
      url: 'https://x.com/i/status/1',
      createdAt: '2025-06-01T10:00:00.000Z',
      collectedAt: '2026-03-01T12:00:00.000Z',
      text: '@user call [phone] or [email], says @CityOfTestville',
      parent: { id: '0', text: 'hello @user' },
      author: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(outcome).toMatchObject({ read: 1, enqueued: 1, dead: 0, skipped: 0, ended: 'complete' });
  });

  it('hashes what already looks like a hash, and marks the city’s own', async () => {
    const hash = 'a'.repeat(32);
    const { posts } = await importText(
      line({ id: '1', author: hash }) + line({ id: '2', author: '@cityoftestville' }),
    );
    expect(posts[0]?.author).toMatch(/^[0-9a-f]{32}$/);
    expect(posts[0]?.author).not.toBe(hash);
    expect(posts.map(({ official }) => official)).toEqual([undefined, true]);
  });

  it('reports every bad line with number and reason, and takes the rest', async () => {
    const content = [
      '{"source":"x","id":"broken","text":"Jane Roe says',
      line({ id: '2', text: undefined }).trim(),
      line({ id: '3', createdAt: '2025-02-30T00:00:00Z' }).trim(),
      line({ id: '4', createdAt: '0001-01-01T00:00:00Z' }).trim(),
      line({ id: '5', createdAt: '9999-01-01T00:00:00Z' }).trim(),
      line({ id: '6', createdAt: '01/02/2020', author: 'jane' }).trim(),
      line({ id: '7', text: 5 }).trim(),
      line({ id: '8', createdAt: undefined }).trim(),
      '[1, 2]',
      '',
      line({ id: '11' }).trim(),
    ].join('\n');
    const { posts, letters, outcome } = await importText(content);
    expect(posts.map(({ id }) => id)).toEqual(['11']);
    expect(reasons(letters)).toEqual([
      'posts.jsonl:1 not valid JSON',
      'posts.jsonl:2 text: expected text or a title',
      'posts.jsonl:3 createdAt: there is no such date or time',
      'posts.jsonl:4 createdAt: expected a time from 1990 to tomorrow',
      'posts.jsonl:5 createdAt: expected a time from 1990 to tomorrow',
      'posts.jsonl:6 createdAt: day and month cannot be told apart; name the form with dateFormat, as dd/MM/yyyy HH:mm',
      'posts.jsonl:7 text: expected a string',
      'posts.jsonl:8 createdAt: missing',
      'posts.jsonl:9 expected a JSON object, found an array',
    ]);
    expect(JSON.stringify(letters)).not.toMatch(/Jane|jane|author/);
    expect(letters[5]?.post).toMatchObject({
      source: 'x',
      id: '6',
      createdAt: '01/02/2020',
      text: 'a pothole',
    });
    expect(outcome).toMatchObject({ read: 10, enqueued: 1, dead: 9 });
  });

  it('mends what can be mended, and says so', async () => {
    const content = Buffer.concat([
      Buffer.from(
        '{"source":"x","id":"1","createdAt":"2025-06-01T10:00:00Z","text":"a \\ud800 b \\u0000 c"}\n',
      ),
      Buffer.from('{"source":"x","id":"2","createdAt":"2025-06-01T10:00:00Z","text":"caf'),
      Buffer.from([0xe9]),
      Buffer.from('"}\n'),
      Buffer.from(
        '{"source":"x","id":"3","createdAt":"2025-06-01T10:00:00Z","text":"t","__proto__":{"polluted":1},"constructor":{}}\n',
      ),
      Buffer.from(line({ id: '4', text: 'x'.repeat(10_000_000) })),
      Buffer.from(
        line({
          id: '5',
          url: 'javascript:alert(1)',
          geo: { lat: 999, lon: 0 },
          engagement: { likes: -1, views: 3 },
        }),
      ),
      Buffer.from('{"source":"x","id":1061497252806414336,"createdAt":"2025-06-01T10:00:00Z","text":"t"}\n'),
    ]);
    const { posts, reports, outcome } = await importText(content);
    expect(posts).toHaveLength(6);
    expect(posts[0]?.text).toBe('a \ufffd b \ufffd c');
    expect(posts[1]?.text).toBe('caf\ufffd');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(posts[3]?.text).toHaveLength(100_000);
    expect(posts[4]).not.toHaveProperty('url');
    expect(posts[4]).not.toHaveProperty('geo');
    expect(posts[4]?.engagement).toEqual({ views: 3 });
    expect(posts[5]?.id).toMatch(/^[0-9a-f]{32}$/);
    expect(mends(reports)).toEqual([
      'posts.jsonl:1 text: lone surrogates became U+FFFD',
      'posts.jsonl:1 text: NUL became U+FFFD',
      'posts.jsonl:2 bytes that are not UTF-8 became U+FFFD',
      'posts.jsonl:3 a key named __proto__, constructor or prototype was left out',
      'posts.jsonl:4 text: cut to 100000 characters',
      'posts.jsonl:5 url: left out, its value is not valid',
      'posts.jsonl:5 geo: left out, its value is not valid',
      'posts.jsonl:5 engagement.likes: left out, its value is not valid',
      'posts.jsonl:6 id: rounded or not valid, another was made',
    ]);
    expect(outcome).toMatchObject({ mended: 6, dead: 0 });
  });

  it('gives up a line of over 32 MB and reads on', async () => {
    const { posts, letters } = await importText(`${'x'.repeat(33 * 1024 * 1024)}\n${line({ id: '2' })}`);
    expect(reasons(letters)).toEqual(['posts.jsonl:1 the line is longer than 32 MB']);
    expect(posts.map(({ id }) => id)).toEqual(['2']);
  });

  it('gives a post without id the same id every time', async () => {
    const [one, two] = [
      await importText(line({})),
      await importText(`\n${line({})}${line({ text: 'another' })}`),
    ];
    expect(one.posts[0]?.id).toBe(two.posts[0]?.id);
    expect(two.posts[1]?.id).not.toBe(two.posts[0]?.id);
  });

  it('reads dates over 150 months, in every documented form', async () => {
    const dates = [
      '2013-01-05',
      1_371_000_000,
      '1371000000000',
      'Wed Nov 21 20:52:09 +0000 2018',
      'Wed, 21 Nov 2018 20:52:09 +0000',
      '2025-07-01T10:00:00',
    ];
    const { posts, letters } = await importText(
      dates.map((createdAt, index) => line({ id: `${index}`, createdAt })).join(''),
    );
    expect(letters).toEqual([]);
    expect(posts.map(({ createdAt }) => createdAt)).toEqual([
      '2013-01-05T06:00:00.000Z',
      '2013-06-12T01:20:00.000Z',
      '2013-06-12T01:20:00.000Z',
      '2018-11-21T20:52:09.000Z',
      '2018-11-21T20:52:09.000Z',
      '2025-07-01T15:00:00.000Z',
    ]);
  });

  it('reads ambiguous dates in the form it is told', async () => {
    const { posts } = await importText(line({ id: '1', createdAt: '01/02/2020 10:30' }), 'p.jsonl', {
      dateFormat: 'dd/MM/yyyy HH:mm',
    });
    expect(posts[0]?.createdAt).toBe('2020-02-01T16:30:00.000Z');
  });

  it('knows platforms by their other names, so that their terms hold', async () => {
    const { posts } = await importText(
      line({ id: '1', source: 'Twitter' }) + line({ id: '2', source: undefined }),
    );
    expect(posts.map(({ source }) => source)).toEqual(['x', 'file']);
  });

  it('says that one JSON array is not supported', async () => {
    const { outcome } = await importText('[{"id":"1"}]');
    expect(outcome).toMatchObject({ ended: 'blocked', reason: expect.stringContaining('jq -c') });
  });
});

describe('CSV and TSV', () => {
  it('maps common headers, with quotes, line breaks and semicolons', async () => {
    const { posts } = await importText(
      'Tweet ID;Created_At;Message;Latitude;Long;Favorite Count;Platform;Username\n' +
        '7;2025-06-01 10:00;"a ""deep"" pothole;\non Main";29.76;-95.36;"1,234";Twitter;jane\n',
      'posts.csv',
    );
    expect(posts[0]).toMatchObject({
      source: 'x',
      id: '7',
      createdAt: '2025-06-01T15:00:00.000Z',
      text: 'a "deep" pothole;\non Main',
      geo: { lat: 29.76, lon: -95.36 },
      engagement: { likes: 1234 },
    });
    expect(JSON.stringify(posts)).not.toContain('jane');
  });

  it('takes columns by name, and lists what is missing', async () => {
    const content = 'nr\twhen\twhat\n1\t2025-06-01\thello\n';
    const { posts } = await importText(content, 'posts.tsv', {
      columns: { id: 'nr', createdAt: 'when', text: 'what' },
    });
    expect(posts[0]).toMatchObject({ id: '1', text: 'hello' });
    const { outcome } = await importText(content, 'posts.tsv', { columns: { id: 'number' } });
    expect(outcome.ended).toBe('blocked');
    expect(outcome.reason).toMatch(/no column "number".*no column holds the text.*no column holds the time/);
  });

  it('loses one record to a quote that is never closed, or to fields too many', async () => {
    const content =
      'id,date,text\n1,2025-06-01,"never closed\n2,2025-06-01,fine\n3,2025-06-01,a,b\n4,2025-06-01,5" pipe\n1.06E+18,2025-06-01,rounded\n';
    const { posts, letters, reports } = await importText(content, 'posts.csv');
    expect(posts.map(({ text }) => text)).toEqual(['fine', '5" pipe', 'rounded']);
    expect(reasons(letters)).toEqual([
      'posts.csv:2 a quote in this line is never closed',
      'posts.csv:4 the record has 4 fields, the header 3',
    ]);
    expect(mends(reports)).toEqual(['posts.csv:6 id: rounded or not valid, another was made']);
  });
});

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
    expect((await importWith({ path: join(directory, 'absent.csv') })).outcome).toMatchObject({
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
    const path = join(directory, 'resume.jsonl');
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
    const path = join(directory, 'again.jsonl');
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
    secrets,
    clock,
    log: createLog('silent'),
  });
  // A line of 1 MB has no end of its own: the first post behind it is lost with it.
  expect(posts).toBe(77_999);
  expect(most - before).toBeLessThan(300 * 1024 * 1024);
});
