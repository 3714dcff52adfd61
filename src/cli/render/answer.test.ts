import { parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { type RenderableAnswer, renderAnswer, renderAnswerAs } from './answer.ts';

const query = {
  city: 'springfield',
  from: '2026-03-01T00:00:00-06:00',
  to: '2026-03-04T00:00:00-06:00',
  previousFrom: '2026-02-26T00:00:00-06:00',
  timezone: 'America/Chicago',
};
const change = (previous: number, difference: number, isMoreThanChance: boolean) => ({
  previous,
  difference,
  isMoreThanChance,
});
const figures = {
  volume: 1_420,
  voices: 305,
  reach: 18_200,
  negative: 180,
  neutral: 150,
  positive: 60,
  sentiment: -0.3077,
  n: 390,
  low: -0.3766,
  high: -0.2356,
  share: 0.21,
  change: {
    volume: change(350, 1_070, true),
    voices: change(305, 0, false),
    sentiment: change(-0.25, -0.0577, false),
  },
};
const quiet = { ...figures, sentiment: null, n: 4, low: undefined, high: undefined, change: undefined };

const answer = (rows: object[], more: Partial<RenderableAnswer> = {}): RenderableAnswer => ({
  query,
  rows,
  coverage: [],
  basis: 'rollup',
  ...more,
});
const table = (given: RenderableAnswer, width = 100) => renderAnswer(given, 'table', { width, color: false });

describe('a table', () => {
  it('of trends has a part for each kind, says what is usual, and what a rise is made of', () => {
    const row = {
      ...{ volume: 84, usual: 31.25, low: 19, high: 45, ratio: 2.688, p: 0.0001, isMoreThanChance: true },
      ...{
        voices: 51,
        rise: { automated: 0, copied: 0.4, official: null },
        sources: [{ source: 'x', volume: 60 }],
      },
    };
    const rows = [
      { kind: 'cell', topic: 'transit', label: 'Transit', place: 'north', name: 'North End', ...row },
      {
        kind: 'term',
        term: 'signal box',
        ...row,
        usual: 0,
        ratio: null,
        isMoreThanChance: false,
        z: 4.2,
        posts: [],
      },
    ];
    const shown = table(answer(rows));
    expect(shown).toMatch(/topic in place +posts +usual +times +voices +of the rise +sources/);
    expect(shown).toMatch(/Transit · North End +84\* +31.3 \(19 … 45\) +2.7 +51 +40% copied +x/);
    expect(shown).toMatch(/signal box +84 +0 \(19 … 45\) +new/);
    expect(shown).toContain('1 in 20 is not');
  });

  it('of a summary says each figure, its interval and its change', () => {
    expect(table(answer([figures]))).toBe(
      [
        'springfield, 2026-03-01 to 2026-03-04 (America/Chicago)',
        '',
        '                         this period  the one before  change',
        'posts                          1,420             350   +306%*',
        'voices                           305             305       =',
        'reach                         18,200',
        'net sentiment  −0.31 (−0.38 … −0.24)           −0.25   −0.06',
        '  rests on                 390 posts',
        '  negative                 180 (46%)',
        '  neutral                  150 (38%)',
        '  positive                  60 (15%)',
        '',
        '* more than chance would do in 1 of 20 periods',
        '',
      ].join('\n'),
    );
  });

  it('of two sides says what stands against what', () => {
    const vs = { from: '2026-02-01T00:00:00-06:00', to: '2026-03-01T00:00:00-06:00', place: 'north' };
    const [heading, , titles] = table(answer([figures], { query: { ...query, topic: 'roads', vs } })).split(
      '\n',
    );
    expect(heading).toBe(
      'springfield, 2026-03-01 to 2026-03-04 (America/Chicago), topic roads; against 2026-02-01 to 2026-03-01, place north',
    );
    expect(titles).toContain('this period  the other side');
    const sources = [{ source: 'reddit', ...figures }];
    expect(table(answer(sources, { query: { ...query, vs } })).split('\n')[3]).toMatch(/^reddit +1,420/);
  });

  it('of topics lines up numbers, and says where there are too few posts', () => {
    const rows = [
      { topic: 'roads', label: 'Roads and potholes', ...figures },
      { topic: 'parks', label: 'Trees and parks', ...quiet },
    ];
    expect(table(answer(rows)).split('\n').slice(2, 5)).toEqual([
      'topic               posts  change   voices  share          net sentiment  change     n',
      'Roads and potholes  1,420   +306%*     305    21%  −0.31 (−0.38 … −0.24)   −0.06   390',
      'Trees and parks     1,420       –      305    21%            too few (4)       –     4',
    ]);
  });

  it('of a series shows its shape, then every bucket beside the one before', () => {
    const bucket = (day: number, value: number | null) => ({
      time: `2026-03-0${day}T00:00:00-06:00`,
      value,
      n: 12,
    });
    const rows = [bucket(1, 4), bucket(2, 8), bucket(3, null)];
    const given = answer(rows, {
      query: { ...query, interval: 'day', metric: 'volume' },
      previous: [bucket(1, 8), bucket(2, 8), bucket(3, 1)],
    });
    expect(table(given).split('\n').slice(2)).toEqual([
      '▅█·',
      '',
      'day         volume  before  change',
      '2026-03-01       4       8    −50%',
      '2026-03-02       8       8       =',
      '2026-03-03       –       1       –',
      '',
    ]);
  });

  it('of a series of net sentiment is signed, with its interval and n', () => {
    const row = { time: '2026-03-01T06:00:00-06:00', value: 0.25, n: 40, low: 0.1, high: 0.4 };
    const given = answer([row], { query: { ...query, interval: 'hour', metric: 'sentiment' } });
    expect(table(given)).toContain('2026-03-01 06:00      +0.25  (+0.10 … +0.40)  40');
  });

  it('of a split series has one shape per group', () => {
    const rows = [1, 2].flatMap((day) =>
      ['roads', 'parks'].map((topic) => ({
        time: `2026-03-0${day}T00:00:00-06:00`,
        value: day,
        n: day,
        topic,
      })),
    );
    const given = answer(rows, {
      query: { ...query, interval: 'day', metric: 'volume', by: 'topic' },
      previous: rows,
    });
    expect(table(given).split('\n').slice(2, 5)).toEqual([
      'topic  volume  last  posts  change',
      'roads  ▅█         2      3       =',
      'parks  ▅█         2      3       =',
    ]);
  });

  it('of posts cuts the text, says what it is about, and names neither link nor account', () => {
    const post = {
      source: 'file',
      id: '1',
      channel: '311',
      url: 'https://social.example/@someone/1',
      time: '2026-03-02T18:05:00-06:00',
      text: `\u001b[2J\u202eDark\nsince Monday ${'x'.repeat(200)}`,
      sentiment: 'negative',
      topics: [{ id: 'traffic' }],
      places: [{ name: 'Quay Street' }],
    };
    const lines = table(answer([post], { next: 'abc', basis: 'posts' })).split('\n');
    expect(lines[3]).toMatch(
      /^2026-03-02 18:05 {2}file\/311 {2}negative {3}traffic {2}Quay Street {2}\ufffd\[2J\ufffdDark since/,
    );
    expect(lines[3]!.length).toBeLessThanOrEqual(100);
    expect(lines[3]).toMatch(/…$/);
    expect(lines.join('\n')).not.toContain('someone');
    expect(lines.join('\n')).toContain('There is more: --cursor abc');
  });

  it('says what was not collected, and that nothing is there', () => {
    const gaps = Array.from({ length: 7 }, (_, index) => ({
      source: 'mastodon',
      channel: '',
      from: `2026-03-0${index + 1}T06:00:00-06:00`,
      to: `2026-03-0${index + 1}T09:00:00-06:00`,
      reason: 'rate limited',
    }));
    const text = table(answer([], { coverage: gaps }));
    expect(text).toContain('Nothing in this period.');
    expect(text).toContain('  mastodon 2026-03-01 06:00 to 2026-03-01 09:00: rate limited');
    expect(text).toContain('  and 2 more');
  });

  it('of rows it does not know has a column for each field', () => {
    const rows = [{ name: 'a', n: 1_000, list: ['x', { id: 'y' }], none: null }];
    expect(table(answer(rows)).split('\n').slice(2, 4)).toEqual(['name      n  list', 'a     1,000  x, y']);
  });

  it('cuts text where it must, and never a number', () => {
    const rows = [{ name: 'a'.repeat(50), first: 123_456_789, second: 987_654_321 }];
    const narrow = table(answer(rows), 20).split('\n')[3]!;
    expect(narrow).toBe('aaaaaaa…  123,456,789  987,654,321');
  });
});

describe('other formats', () => {
  const rows = [{ time: '2026-03-01', value: -0.5, url: 'https://social.example/@someone', text: '=1+1' }];

  it('JSON is the answer itself', () => {
    const given = answer(rows, { previous: rows });
    const json = renderAnswer(given, 'json', { width: 10, color: true });
    expect(JSON.parse(json)).toEqual(given);
  });

  it('CSV is the rows, without links', () => {
    expect(renderAnswer(answer(rows), 'csv', { width: 10, color: true })).toBe(
      "time,value,text\n2026-03-01,-0.5,'=1+1\n",
    );
  });

  it('CSV keeps to ids and figures where the terms of a row’s source let no text leave', () => {
    const post = (source: string) => ({
      source,
      id: '7',
      title: 'A title',
      text: 'Words',
      parentText: 'Before',
    });
    const given = answer([post('x'), post('nobody knows it'), post('open311')]);
    expect(renderAnswer(given, 'csv', { width: 10, color: false })).toBe(
      [
        'source,id,title,text,parentText',
        'x,7,,,',
        'nobody knows it,7,,,',
        'open311,7,A title,Words,Before',
        '',
      ].join('\n'),
    );
    expect(renderAnswer(given, 'json', { width: 10, color: false })).toContain('Words');
  });
});

it('is a Parquet file with the rows of the CSV file: without links, and without words that may not leave', async () => {
  const rows = [
    {
      source: 'x',
      id: '1',
      url: 'https://example.org/someone',
      text: 'Words',
      topics: [],
      time: '2026-03-01T00:00:00Z',
    },
  ];
  const given = { query: { sample: true }, rows, coverage: [], basis: 'posts' };
  const bytes = (await renderAnswerAs(given, 'parquet', { width: 10, color: false })) as Buffer;
  const file = new Uint8Array(bytes).buffer;
  expect(await parquetReadObjects({ file })).toEqual([
    {
      source: 'x',
      id: '1',
      text: '',
      topics: [],
      time: new Date('2026-03-01T00:00:00Z'),
      note: 'sample data',
    },
  ]);
});
