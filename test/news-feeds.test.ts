// How feeds are asked for and followed over time: conditions, redirects, refusals, gaps, several feeds, odd profiles.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HttpClient } from '../src/http.ts';
import { type Loopback, serve } from './http-support.ts';
import { clientFor, collectNews, now } from './news-support.ts';

interface Item {
  id: string;
  title: string;
  text?: string;
  /** minutes before `now` */
  age?: number;
}

const minute = 60_000;
const hour = 60 * minute;
const options = { feeds: ['http://herald.example/feed/'], comments: 'off' };

const rss = (items: readonly Item[], inner = '') =>
  `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>x</title>${inner}${items
    .map(({ id, title, text = '', age }) => {
      const date =
        age === undefined ? '' : `<pubDate>${new Date(now - age * minute).toUTCString()}</pubDate>`;
      return `<item><title>${title}</title><guid>${id}</guid><link>http://herald.example/${id}</link>${date}<description>${text}</description></item>`;
    })
    .join('')}</channel></rss>`;

let server: Loopback;
let http: HttpClient;
let requests: { path: string; headers: IncomingMessage['headers'] }[];
let pages: Record<string, (response: ServerResponse, request: IncomingMessage) => void>;

beforeEach(async () => {
  requests = [];
  pages = {};
  server = await serve((request, response) => {
    const path = request.url ?? '/';
    requests.push({ path, headers: request.headers });
    const page = pages[`${request.headers.host}${path}`] ?? pages[path];
    if (page) page(response, request);
    else response.writeHead(404).end();
  });
  http = clientFor({
    'herald.example': server.port,
    'www.herald.example': server.port,
    'courier.example': server.port,
  });
});
afterEach(async () => {
  await http[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const feed = (items: readonly Item[], inner?: string) => (response: ServerResponse) =>
  void response.end(rss(items, inner));
const asked = (path: string) => requests.filter((request) => request.path === path);

describe('how a site is asked', () => {
  it('names the city, obeys robots.txt, and says what it takes', async () => {
    pages['/feed/'] = feed([{ id: 'a', title: 'A', age: 1 }]);
    await collectNews({ http, options });
    expect(requests.map(({ path }) => path)).toEqual(['/robots.txt', '/feed/']);
    expect(requests[1]?.headers['user-agent']).toBe('Earshot/0 (+https://quillport.example/contact)');
    expect(requests[1]?.headers.accept).toContain('application/rss+xml');
  });

  it('does not read what robots.txt closes, and comes back after an hour', async () => {
    pages['/robots.txt'] = (response) => void response.end('User-agent: earshot\nDisallow: /feed/\n');
    pages['/feed/'] = feed([{ id: 'a', title: 'A', age: 1 }]);
    const first = await collectNews({ http, options });
    expect(first.outcome).toMatchObject({ ended: 'blocked', reason: expect.stringContaining('robots.txt') });
    expect(asked('/feed/')).toEqual([]);
    const soon = await collectNews({ http, options, cursor: first.cursor, at: now + minute });
    expect(soon.outcome.ended).toBe('blocked');
    const later = clientFor({ 'herald.example': server.port });
    delete pages['/robots.txt'];
    const again = await collectNews({ http: later, options, cursor: soon.cursor, at: now + 2 * hour });
    await later[Symbol.asyncDispose]();
    expect(again.posts).toHaveLength(1);
    expect(again.outcome.ended).toBe('complete');
  });

  it('gives validators back, and reads nothing where they still hold', async () => {
    pages['/feed/'] = (response, request) => {
      response.setHeader('etag', '"7"').setHeader('last-modified', 'Fri, 20 Nov 2026 10:00:00 GMT');
      if (request.headers['if-none-match'] === '"7"') response.writeHead(304).end();
      else response.end(rss([{ id: 'a', title: 'A', age: 1 }]));
    };
    const first = await collectNews({ http, options });
    const second = await collectNews({ http, options, cursor: first.cursor, at: now + hour });
    expect(second.posts).toEqual([]);
    const last = asked('/feed/').at(-1)!.headers;
    expect(last['if-none-match']).toBe('"7"');
    expect(last['if-modified-since']).toBe('Fri, 20 Nov 2026 10:00:00 GMT');
    // Now and then the list itself is asked for: some sites keep the validator when they take something away.
    await collectNews({ http, options, cursor: second.cursor, at: now + 7 * hour });
    expect(asked('/feed/').at(-1)?.headers['if-none-match']).toBeUndefined();
  });

  it('follows a redirect and resolves links from where it ends', async () => {
    pages['/feed/'] = (response) =>
      void response.writeHead(301, { location: 'http://www.herald.example/new/feed' }).end();
    pages['www.herald.example/new/feed'] = (response) =>
      void response.end(
        '<rss version="2.0"><channel><title>x</title><item><title>R</title><link>r.html</link></item></channel></rss>',
      );
    const { posts } = await collectNews({ http, options });
    expect(posts.map(({ url }) => url)).toEqual(['http://www.herald.example/new/r.html']);
    expect(posts[0]?.channel).toBe('herald.example');
  });

  it('waits as long as a site asks, and leaves the other feeds alone', async () => {
    pages['herald.example/feed/'] = (response) =>
      void response.writeHead(429, { 'retry-after': '1800' }).end();
    pages['courier.example/feed/'] = feed([{ id: 'c', title: 'C', age: 1 }]);
    const both = { ...options, feeds: ['http://herald.example/feed/', 'http://courier.example/feed/'] };
    const first = await collectNews({ http, options: both });
    expect(first.posts.map(({ channel }) => channel)).toEqual(['courier.example']);
    expect(first.outcome).toMatchObject({
      ended: 'rate limited',
      reason: 'herald.example answered 429: later, in 1800 s',
    });
    const before = asked('/feed/').length;
    const soon = await collectNews({ http, options: both, cursor: first.cursor, at: now + 20 * minute });
    expect(soon.outcome.ended).toBe('rate limited');
    expect(
      asked('/feed/')
        .slice(before)
        .map(({ headers }) => headers.host),
    ).toEqual(['courier.example']);
    expect(first.coverage[0]?.channels?.map(({ channel }) => channel)).toEqual(['courier.example']);
  });

  it('leaves a feed that fails alone for longer and longer', async () => {
    pages['/feed/'] = (response) => void response.writeHead(404).end();
    let cursor: unknown;
    const times: number[] = [];
    for (let at = now; at < now + 48 * hour; at += 15 * minute) {
      const before = asked('/feed/').length;
      cursor = (await collectNews({ http, options, cursor, at })).cursor;
      if (asked('/feed/').length > before) times.push((at - now) / hour);
    }
    expect(times).toEqual([0, 1, 3, 7, 15, 31]);
  });
});

describe('over time', () => {
  it('brings an edited article as a new version of the same', async () => {
    pages['/feed/'] = feed([
      { id: 'a', title: 'A', text: 'Before.', age: 60 },
      { id: 'b', title: 'B', age: 90 },
    ]);
    const first = await collectNews({ http, options });
    pages['/feed/'] = feed([
      { id: 'a', title: 'A', text: 'After.', age: 60 },
      { id: 'b', title: 'B', age: 90 },
    ]);
    const second = await collectNews({ http, options, cursor: first.cursor, at: now + hour });
    expect(second.posts.map(({ id, text }) => [id, text])).toEqual([['herald.example/a', 'After.']]);
  });

  it('keeps the time at which an undated article was first seen', async () => {
    pages['/feed/'] = feed([{ id: 'a', title: 'A', text: 'Before.' }]);
    const first = await collectNews({ http, options });
    pages['/feed/'] = feed([
      { id: 'n', title: 'New' },
      { id: 'a', title: 'A', text: 'After.' },
    ]);
    const second = await collectNews({ http, options, cursor: first.cursor, at: now + hour });
    expect(second.posts.map(({ id, createdAt }) => [id, createdAt])).toEqual([
      ['herald.example/n', new Date(now + hour).toISOString()],
      ['herald.example/a', new Date(now).toISOString()],
    ]);
  });

  it('takes an article that slid out of the list for no deletion', async () => {
    pages['/feed/'] = feed([
      { id: 'a', title: 'A', age: 60 },
      { id: 'b', title: 'B', age: 90 },
    ]);
    const first = await collectNews({ http, options });
    pages['/feed/'] = feed([
      { id: 'n', title: 'N', age: 1 },
      { id: 'a', title: 'A', age: 60 },
    ]);
    const second = await collectNews({ http, options, cursor: first.cursor, at: now + hour });
    expect(second.posts.map(({ id }) => id)).toEqual(['herald.example/n']);
    expect(second.deleted).toEqual([]);
    expect(asked('/b')).toEqual([]);
  });

  it('reads older parts where more was published than the first one lists', async () => {
    pages['/feed/'] = feed([{ id: 'a', title: 'A', age: 600 }]);
    const first = await collectNews({ http, options });
    const next = '<atom:link rel="next" href="/feed/?part=2"/>';
    pages['/feed/'] = feed(
      [
        { id: 'd', title: 'D', age: 1 },
        { id: 'c', title: 'C', age: 60 },
      ],
      next,
    );
    pages['/feed/?part=2'] = feed([
      { id: 'b', title: 'B', age: 120 },
      { id: 'a', title: 'A', age: 600 },
    ]);
    const second = await collectNews({ http, options, cursor: first.cursor, at: now + hour });
    expect(second.posts.map(({ title }) => title)).toEqual(['D', 'C', 'B']);
    expect(second.outcome.ended).toBe('complete');
  });

  it('says so where there are no older parts', async () => {
    pages['/feed/'] = feed([{ id: 'a', title: 'A', age: 600 }]);
    const first = await collectNews({ http, options });
    pages['/feed/'] = feed([
      { id: 'd', title: 'D', age: 1 },
      { id: 'c', title: 'C', age: 60 },
    ]);
    const second = await collectNews({ http, options, cursor: first.cursor, at: now + hour });
    expect(second.outcome).toMatchObject({
      ended: 'truncated',
      reason: 'herald.example: more was published than its feed lists',
    });
    expect(second.coverage[0]?.channels).toEqual([
      {
        channel: 'herald.example',
        from: new Date(now - 60 * minute).toISOString(),
        to: new Date(now + hour).toISOString(),
      },
    ]);
  });

  it('goes back on demand without losing the place of the live run', async () => {
    const items = [1, 2, 3, 4].map((n) => ({ id: `i${n}`, title: `I${n}`, age: n * 60 }));
    pages['/feed/'] = (response) => void response.setHeader('etag', '"1"').end(rss(items));
    const to = new Date(now - 150 * minute);
    const back = await collectNews({ http, options, from: new Date(now - 30 * 24 * hour), to });
    expect(back.posts.map(({ title }) => title)).toEqual(['I3', 'I4']);
    const live = await collectNews({ http, options, cursor: back.cursor, at: now + minute });
    expect(live.posts.map(({ title }) => title)).toEqual(['I1', 'I2']);
  });

  it('brings an article that two feeds of a publication list once', async () => {
    pages['/feed/'] = feed([{ id: 'a', title: 'A', age: 1 }]);
    pages['/sport/feed/'] = feed([
      { id: 'a', title: 'A', age: 1 },
      { id: 's', title: 'S', age: 2 },
    ]);
    const two = { ...options, feeds: ['http://herald.example/feed/', 'http://herald.example/sport/feed/'] };
    const first = await collectNews({ http, options: two });
    expect(first.posts.map(({ id }) => id)).toEqual(['herald.example/a', 'herald.example/s']);
    const second = await collectNews({ http, options: two, cursor: first.cursor, at: now + hour });
    expect(second.posts).toEqual([]);
  });

  it('forgets feeds that the profile names no more, and reads a broken cursor as none', async () => {
    pages['/feed/'] = feed([{ id: 'a', title: 'A', age: 1 }]);
    pages['courier.example/feed/'] = feed([{ id: 'c', title: 'C', age: 1 }]);
    const both = { ...options, feeds: ['http://herald.example/feed/', 'http://courier.example/feed/'] };
    const first = await collectNews({ http, options: both });
    const second = await collectNews({ http, options, cursor: first.cursor, at: now + hour });
    expect(JSON.stringify(second.cursor)).not.toContain('courier');
    const broken = await collectNews({ http, options, cursor: { version: 1, at: { feeds: 'x' } } });
    expect(broken.posts).toHaveLength(1);
  });

  it('loses nothing of 1,200 items when it is killed between pages', async () => {
    const items = Array.from({ length: 1_200 }, (_, n) => ({ id: `i${n}`, title: `I${n}`, age: n + 1 }));
    pages['/feed/'] = (response) => void response.setHeader('etag', '"1"').end(rss(items));
    const stop = new AbortController();
    const killed = await collectNews({ http, options, signal: stop.signal, afterPage: () => stop.abort() });
    expect(killed.posts.length).toBeLessThan(1_200);
    const rest = await collectNews({ http, options, cursor: killed.cursor, at: now + minute });
    expect(killed.posts.length + rest.posts.length).toBe(1_200);
    const quiet = await collectNews({ http, options, cursor: rest.cursor, at: now + hour });
    expect(quiet.posts).toEqual([]);
  });
});

describe('comments of other programs', () => {
  it('are read from the comment feeds that the entries name', async () => {
    const atom = (inner: string) =>
      `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0"><title>x</title><id>urn:f</id><updated>2026-11-21T10:00:00Z</updated>${inner}</feed>`;
    const entry = (id: string, inner: string) =>
      `<entry><id>${id}</id><updated>2026-11-21T10:00:00Z</updated><published>2026-11-21T10:00:00Z</published>${inner}</entry>`;
    pages['/feed/'] = (response) =>
      void response.end(
        atom(
          entry(
            'http://herald.example/story',
            '<title>Story</title><link href="http://herald.example/story"/><link rel="replies" type="application/atom+xml" href="/story/replies"/>',
          ),
        ),
      );
    pages['/story/replies'] = (response) =>
      void response.end(
        atom(
          entry('urn:c1', '<title>c</title><author><name>Jo</name></author><content>First!</content>') +
            entry('urn:c2', '<title>c</title><content>Second.</content><thr:in-reply-to ref="urn:c1"/>'),
        ),
      );
    const { posts } = await collectNews({ http, options: { feeds: options.feeds } });
    const comments = posts.filter(({ kind }) => kind === 'comment');
    expect(comments.map(({ id, text }) => [id, text])).toEqual([
      ['herald.example/urn:c1', 'First!'],
      ['herald.example/urn:c2', 'Second.'],
    ]);
    expect(comments[0]?.thread).toEqual({ id: 'http://herald.example/story', title: 'Story' });
    expect(comments[1]?.parent).toEqual({ id: 'herald.example/urn:c1', text: 'First!' });
  });

  it('are not looked for where a feed points to somebody else', async () => {
    pages['/feed/'] = (response) =>
      void response
        .setHeader('link', '<http://courier.example/wp-json/>; rel="https://api.w.org/"')
        .end(rss([{ id: 'a', title: 'A', age: 1 }], '<link>http://courier.example/</link>'));
    await collectNews({ http, options: { feeds: options.feeds } });
    expect(requests.filter(({ headers }) => headers.host === 'courier.example')).toEqual([]);
  });
});

describe('what a profile gets wrong', () => {
  it('is named all at once', async () => {
    const wrong = {
      feeds: [
        'ftp://herald.example/feed',
        { url: 'http://user:pw@herald.example/' },
        { url: 'http://a.example/', chanel: 'x' },
      ],
      comments: 'some',
      recheckDays: 0,
      feed: 'x',
    };
    const error = await collectNews({ http, options: wrong }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'ConfigError' });
    const { problems } = error as { problems: string[] };
    for (const place of ['feeds.0', 'feeds.1', 'feeds.2', 'comments', 'recheckDays', 'feed'])
      expect(problems.some((problem) => problem.startsWith(place) || problem.includes(`"${place}"`))).toBe(
        true,
      );
  });

  it.each([
    [{}, 'feeds'],
    [{ feeds: [] }, 'at least one'],
    [{ feeds: ['http://a.example/', 'http://a.example/'] }, 'twice'],
  ])('%j', async (wrong, said) => {
    const error = await collectNews({ http, options: wrong }).catch((thrown: unknown) => thrown);
    expect((error as { problems: string[] }).problems.join()).toContain(said);
  });
});
