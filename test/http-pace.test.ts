// When a host is asked, and when it is left alone: rate limits, resets, robots.txt (F8).
import type { RequestListener } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { RateLimitedError } from '../src/errors.ts';
import { type Authority, makeAuthority, rejection, world } from './http-support.ts';

let authority: Authority;
beforeAll(async () => {
  authority = await makeAuthority();
});

describe('rate limits', () => {
  // 12:00:00 UTC is now, and every form says 12:01:30.
  it.each([
    ['seconds', { 'retry-after': '90' }],
    ['an HTTP date', { 'retry-after': 'Sat, 21 Nov 2026 12:01:30 GMT' }],
    ['epoch seconds', { 'x-rate-limit-reset': String(Date.parse('2026-11-21T12:01:30Z') / 1000) }],
    ['seconds left', { 'x-ratelimit-reset': '90' }],
    ['an ISO time', { 'x-ratelimit-reset': '2026-11-21T12:01:30.000Z' }],
  ])(
    '429 with %s: no call before the reset, by whatever path, and calls again after it',
    async (_form, headers) => {
      let isBusy = true;
      await using site = await world(authority, (_request, response) => {
        response.sendDate = false;
        if (isBusy) response.writeHead(429, headers).end();
        else response.end('hello');
      });
      expect(await rejection(site.client.get('https://api.example/'))).toMatchObject({
        retryAfterMs: 90_000,
      });
      isBusy = false;
      for (site.clock.elapsed of [0, 45_000, 87_999]) {
        const early = await rejection(site.client.get('https://api.example/other'));
        expect(early).toBeInstanceOf(RateLimitedError);
        expect(early).toMatchObject({ retryAfterMs: 90_000 - site.clock.elapsed });
      }
      expect(site.seen).toHaveLength(1);
      // Another host, and another limit of the same host, are not held back.
      await site.client.get('https://other.example/');
      await site.client.get('https://api.example/', { rateKey: 'api.example search' });
      site.clock.elapsed = 90_000;
      expect((await site.client.get('https://api.example/')).text()).toBe('hello');
    },
  );

  it.each([
    ['missing', 429, {}, 60_000],
    ['in the past', 429, { 'x-rate-limit-reset': '1000000000' }, 5_000],
    ['503 with Retry-After', 503, { 'retry-after': '7' }, 7_000],
  ])('%s: a sane wait', async (_case, status, headers, retryAfterMs) => {
    await using site = await world(authority, (_request, response) => {
      response.sendDate = false;
      response.writeHead(status, headers).end();
    });
    expect(await rejection(site.client.get('https://api.example/'))).toMatchObject({
      name: 'RateLimitedError',
      retryAfterMs,
    });
    expect(await rejection(site.client.get('https://api.example/'))).toMatchObject({
      name: 'RateLimitedError',
    });
    expect(site.seen).toHaveLength(1);
  });

  it('hosts are asked no faster than the limits say; long waits are thrown, not slept', async () => {
    await using site = await world(authority, (_request, response) => response.end('hello'));
    await using client = site.make({
      limits: { minIntervalMs: 5_000, requestsPerMinute: 6, burst: 2, maxWaitMs: 1_000 },
    });
    await client.get('https://api.example/');
    expect(await rejection(client.get('https://api.example/'))).toMatchObject({ retryAfterMs: 5_000 });
    site.clock.elapsed = 5_000;
    await client.get('https://api.example/');
    site.clock.elapsed = 10_000;
    await client.get('https://api.example/');
    site.clock.elapsed = 15_000;
    expect(await rejection(client.get('https://api.example/'))).toMatchObject({ retryAfterMs: 5_000 });
    expect(site.seen).toHaveLength(3);
  });
});

describe('robots.txt', () => {
  const rules =
    (status: number, text: string): RequestListener =>
    (request, response) => {
      if (request.url === '/robots.txt') response.writeHead(status).end(text);
      else response.end('hello');
    };

  it('is obeyed, for our own name before everyone, and read once a day', async () => {
    const text =
      'User-agent: *\nDisallow: /\n\nUser-agent: Earshot\nDisallow: /private\nAllow: /private/feed$\n';
    await using site = await world(authority, rules(200, text));
    const get = (path: string) => site.client.get(`http://api.example${path}`, { robots: true });
    expect((await get('/news')).text()).toBe('hello');
    expect((await get('/private/feed')).text()).toBe('hello');
    expect(await rejection(get('/private/x'))).toMatchObject({ name: 'PermanentError', reason: 'robots' });
    expect(site.seen.map(({ url }) => url)).toEqual(['/robots.txt', '/news', '/private/feed']);
    site.clock.elapsed = 86_400_000;
    await get('/news');
    expect(site.seen.filter(({ url }) => url === '/robots.txt')).toHaveLength(2);
  });

  it('asks for a delay, and gets it', async () => {
    await using site = await world(authority, rules(200, 'User-agent: *\nCrawl-delay: 10\n'));
    await site.client.get('http://api.example/a', { robots: true });
    expect(await rejection(site.client.get('http://api.example/b', { robots: true }))).toMatchObject({
      retryAfterMs: 10_000,
    });
    site.clock.elapsed = 10_000;
    await site.client.get('http://api.example/b', { robots: true });
  });

  it.each([401, 403, 404, 410])('%i means that there are no rules', async (status) => {
    await using site = await world(authority, rules(status, 'User-agent: *\nDisallow: /'));
    expect((await site.client.get('http://api.example/a', { robots: true })).text()).toBe('hello');
  });

  it('5xx means not now, and the site is not asked at every turn', async () => {
    await using site = await world(authority, rules(500, ''));
    for (let turn = 0; turn < 3; turn++) {
      expect(await rejection(site.client.get('http://api.example/a', { robots: true }))).toMatchObject({
        name: 'TransientError',
      });
    }
    expect(site.seen.map(({ url }) => url)).toEqual(['/robots.txt']);
  });

  it('is asked of the host of every hop', async () => {
    await using site = await world(authority, (request, response) => {
      const isOther = request.headers.host === 'other.example';
      if (request.url === '/robots.txt') response.end(isOther ? 'User-agent: *\nDisallow: /closed' : '');
      else if (isOther) response.end('hello');
      else response.writeHead(302, { location: 'http://other.example/closed' }).end();
    });
    expect(await rejection(site.client.get('http://api.example/', { robots: true }))).toMatchObject({
      reason: 'robots',
    });
    expect(site.seen.some(({ url }) => url === '/closed')).toBe(false);
  });

  it('is not asked for interfaces made for programs', async () => {
    await using site = await world(authority, rules(200, 'User-agent: *\nDisallow: /'));
    expect((await site.client.get('http://api.example/api')).text()).toBe('hello');
    expect(site.seen).toHaveLength(1);
  });
});
