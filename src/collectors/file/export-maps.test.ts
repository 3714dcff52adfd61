import { describe, expect, it } from 'vitest';
import { cellsOf, mapOf, readTweet } from './export-maps.ts';
import { isArchivePart, readEntries } from './js-archive.ts';

const brandwatch = [
  'Query Id',
  'Date',
  'Title',
  'Url',
  'Domain',
  'Author',
  'Full Text',
  'Thread Id',
  'Thread Author',
];
const meltwater = [
  ...['Date', 'Time', 'Document ID', 'URL', 'Source Domain', 'Author Handle', 'Title', 'Opening Text'],
  ...['Hit Sentence', 'Likes', 'Replies', 'Reposts', 'Views'],
];

describe('a header', () => {
  it.each([
    ['brandwatch', brandwatch],
    ['meltwater', meltwater],
    ['meltwater', ['Date', 'Headline', 'URL', 'Opening Text', 'Hit Sentence', 'Source', 'Influencer']],
  ])('is known as one of %s', (name, header) => {
    expect(mapOf(header)?.name).toBe(name);
  });

  it('that lacks a column is nobody’s, and never another service’s', () => {
    expect(mapOf(brandwatch.filter((column) => column !== 'Thread Author'))).toBeUndefined();
    expect(mapOf(['Date', 'Title', 'URL', 'Text'])).toBeUndefined();
    expect(mapOf(brandwatch, 'meltwater')).toBeUndefined();
    expect(mapOf([])).toBeUndefined();
  });
});

describe('a row', () => {
  const read = (header: string[], values: string[]) => mapOf(header)!.read(cellsOf(header, values));

  it('of Brandwatch keeps the terms of its network, and the id that stands in its link', () => {
    const url = 'https://twitter.com/wren_of_quay/status/1990000000000000001';
    const row = ['9', '2026-03-01 10:00:00.0', '', url, 'twitter.com', 'wren_of_quay', 'Late again', '', ''];
    expect(read(brandwatch, row)).toMatchObject({
      ...{ source: 'x', id: '1990000000000000001', channel: 'twitter.com', text: 'Late again' },
      ...{ createdAt: '2026-03-01 10:00:00.0', author: 'wren_of_quay' },
    });
  });

  it.each([
    ['www.reddit.com', 'reddit'],
    ['m.facebook.com', 'facebook'],
    ['bsky.app', 'bluesky'],
    ['herald.example', 'brandwatch'],
    ['notreddit.example', 'brandwatch'],
    ['', 'brandwatch'],
  ])('from %j is of %s', (domain, source) => {
    const row = ['9', '2026-03-01', 'Title', 'https://a.example/1', domain, 'a', 'Words', '', ''];
    expect(read(brandwatch, row).source).toBe(source);
  });

  it('of Meltwater joins date and time, and what was found to what stands before it', () => {
    const at = ['2026-03-01', '10:00', 'd1', 'https://herald.example/1', 'herald.example', 'ada', 'Trams'];
    const row = (opening: string, hit: string) => read(meltwater, [...at, opening, hit, '3', '', '1', '90']);
    expect(row('The trams stop.', 'Nobody said why.')).toMatchObject({
      ...{ source: 'meltwater', id: 'd1', createdAt: '2026-03-01 10:00', title: 'Trams' },
      ...{ text: 'The trams stop.\n\nNobody said why.', likes: '3', shares: '1', views: '90' },
    });
    expect(row('The trams stop. Nobody said why.', 'Nobody said why.').text).toBe(
      'The trams stop. Nobody said why.',
    );
    expect(row('', 'Nobody said why.').text).toBe('Nobody said why.');
    expect(row('', '').text).toBeUndefined();
  });

  it('cannot reach a prototype by its header', () => {
    expect(cellsOf(['__proto__', 'constructor'], ['a', 'b'])).toEqual(
      Object.assign(Object.create(null), { ['__proto__']: 'a', constructor: 'b' }),
    );
    expect(({} as { a?: string }).a).toBeUndefined();
  });
});

const tweet = (more: object = {}) => ({
  tweet: {
    ...{ id_str: '1990000000000000002', full_text: 'Bread &amp; roses &lt;3', lang: 'en' },
    ...{ created_at: 'Sat Feb 18 12:33:11 +0000 2023', favorite_count: '4', retweet_count: '1' },
    ...{ source: '<a href="https://app.example">An app</a>', ...more },
  },
});

describe('an archive of X', () => {
  const entriesOf = async (text: string, size = 7, maxBytes?: number) => {
    const bytes = Buffer.from(text);
    async function* chunks() {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    }
    const lines = [];
    for await (const bunch of readEntries(chunks(), maxBytes)) lines.push(...bunch);
    return lines;
  };

  it('gives its posts with the words as they were written, and not those of others', () => {
    expect(readTweet(tweet({ in_reply_to_status_id_str: '17' }))).toEqual({
      ...{ source: 'x', id: '1990000000000000002', url: 'https://x.com/i/status/1990000000000000002' },
      ...{ createdAt: 'Sat Feb 18 12:33:11 +0000 2023', text: 'Bread & roses <3', language: 'en' },
      ...{ kind: 'comment', likes: '4', shares: '1', parentId: '17' },
    });
    expect(readTweet(tweet({ full_text: 'RT @quay_neighbour: not mine' }))).toBe('repost');
    for (const junk of [null, [], {}, { tweet: null }, { tweet: { id_str: 1, full_text: 'a' } }])
      expect(readTweet(junk)).toBeUndefined();
  });

  it('is told by how it begins, and parts without posts are refused by name', () => {
    expect(isArchivePart('window.YTD.tweets.part0 = [\n')).toBe(true);
    expect(isArchivePart('\nwindow.YTD.tweet.part12 = [ {')).toBe(true);
    expect(isArchivePart('{"a": 1}')).toBe(false);
    expect(() => isArchivePart('window.YTD.deleted_tweets.part0 = [')).toThrow(/deleted_tweets/);
    expect(() => isArchivePart('window.YTD.direct_messages.part0 = [')).toThrow(/tweets\.js/);
  });

  it.each([1, 3, 64, 4_096])('is cut into its entries whatever the chunks are (%i bytes)', async (size) => {
    const hard = [tweet({ full_text: 'a "quote" } ] { [ \\ and é😀' }), tweet(), tweet({ full_text: '\\"' })];
    const text = `window.YTD.tweets.part0 = ${JSON.stringify(hard, null, 2)}\n`;
    const entries = await entriesOf(text, size);
    expect(entries.map(({ bytes }) => JSON.parse(bytes.toString()))).toEqual(hard);
    const first = text.split('\n').indexOf('  {') + 1;
    expect(entries[0]?.number).toBe(first);
  });

  it('tells of an entry that is cut off, and of one that is too long', async () => {
    expect(await entriesOf('window.YTD.tweets.part0 = [ {"tweet": {"a": "b')).toMatchObject([
      { problem: 'the entry is cut off' },
    ]);
    const long = `window.YTD.tweets.part0 = [{"tweet": "${'x'.repeat(3_000_000)}"}, {"tweet": {}}]`;
    expect(await entriesOf(long, 100_000, 2 * 1024 * 1024)).toMatchObject([
      { problem: expect.stringContaining('2 MB') },
      { bytes: Buffer.from('{"tweet": {}}') },
    ]);
  });
});
