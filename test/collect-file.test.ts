// Archives through the runner, on real files: what goes in, what is mended, what becomes a dead letter.
import { describe, expect, it } from 'vitest';
import { line, mends, prepareImports, reasons } from './collect-file-support.ts';

const { importText } = prepareImports();

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
