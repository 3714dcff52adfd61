// What the guarded client does on honest and on unfriendly servers: redirects, credentials, statuses, rate
// limits, conditional requests, robots.txt, encodings of text (F8, F9, T13, T19).
import type { IncomingMessage, RequestListener } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { RateLimitedError } from '../src/errors.ts';
import { type Authority, makeAuthority, rejection, serve, testClient } from './http-support.ts';

let authority: Authority;
let certificate: { key: string; cert: string };
beforeAll(async () => {
  authority = await makeAuthority();
  certificate = await authority.issue(['api.example', 'other.example']);
});

interface Seen {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage['headers'];
  body: string;
}

/** api.example and other.example over http and https, on one listener each; `seen` is what reached them, in order. */
async function world(listener: RequestListener) {
  const seen: Seen[] = [];
  const record: RequestListener = async (request, response) => {
    const body = Buffer.concat(await request.toArray()).toString();
    seen.push({ method: request.method, url: request.url, headers: request.headers, body });
    listener(request, response);
  };
  const [plain, tls] = [await serve(record), await serve(record, certificate)];
  const names = ['api.example', 'other.example'];
  const clock = { wall: Date.parse('2026-11-21T12:00:00Z'), elapsed: 0 };
  const make = (options: Parameters<typeof testClient>[0] = {}) =>
    testClient({
      ca: authority.ca,
      allow: Object.fromEntries(
        names.flatMap((name) => [
          [`${name}:80`, `127.0.0.1:${plain.port}`],
          [`${name}:443`, `127.0.0.1:${tls.port}`],
        ]),
      ),
      clock: { now: () => clock.wall, elapsed: () => clock.elapsed },
      ...options,
    });
  const client = make();
  return {
    seen,
    client,
    clock,
    make,
    async [Symbol.asyncDispose]() {
      await client[Symbol.asyncDispose]();
      await plain[Symbol.asyncDispose]();
      await tls[Symbol.asyncDispose]();
    },
  };
}

/** Redirects `/` to `location` with `status`; everything else says hello. */
const redirecting =
  (status: number, location: string): RequestListener =>
  (request, response) => {
    if (request.url === '/' && request.headers.host === 'api.example') {
      response.writeHead(status, { location }).end();
    } else response.end('hello');
  };

const SECRETS = {
  authorization: 'Bearer canary',
  cookie: 'sid=canary',
  'X-Api-Key': 'canary',
  'x-custom': 'canary',
};

describe('a request', () => {
  it('says who asks, and what it can read', async () => {
    await using site = await world((_request, response) => response.end('hello'));
    const response = await site.client.get('https://api.example/a?b=c', { headers: { 'X-Plain': 'yes' } });
    expect(response).toMatchObject({ status: 200, url: 'https://api.example/a?b=c', notModified: false });
    expect(response.text()).toBe('hello');
    expect(site.seen[0]).toMatchObject({
      method: 'GET',
      url: '/a?b=c',
      headers: {
        'user-agent': 'Earshot/0.0 (+mailto:test@city.example)',
        'x-plain': 'yes',
        host: 'api.example',
      },
    });
    expect(site.seen[0]!.headers['accept-encoding']).toContain('gzip');
  });

  it("refuses headers that are the client's own or would split the request", async () => {
    await using site = await world((_request, response) => response.end());
    for (const headers of [
      { Host: 'inside' },
      { connection: 'upgrade' },
      { 'transfer-encoding': 'x' },
      { a: 'b\r\nc: d' },
      { 'a b': 'c' },
    ]) {
      const error = await rejection(site.client.get('https://api.example/', { headers }));
      expect(error).toMatchObject({ name: 'PermanentError', reason: 'request' });
    }
    expect(site.seen).toEqual([]);
  });
});

describe('redirects', () => {
  it.each([301, 302, 303, 307, 308])('%i keeps credentials on the same origin', async (status) => {
    await using site = await world(redirecting(status, '/next'));
    const response = await site.client.get('https://api.example/', { headers: SECRETS });
    expect(response.url).toBe('https://api.example/next');
    expect(site.seen[1]!.headers).toMatchObject({ authorization: 'Bearer canary', 'x-custom': 'canary' });
  });

  it.each(['https://other.example/next', '//other.example/next'])(
    'to %s drop whatever the caller set for the first host',
    async (location) => {
      await using site = await world(redirecting(302, location));
      await site.client.get('https://api.example/', {
        headers: { ...SECRETS, accept: 'text/x' },
        etag: '"1"',
      });
      expect(site.seen).toHaveLength(2);
      expect(JSON.stringify(site.seen[1])).not.toContain('canary');
      expect(site.seen[1]!.headers).toMatchObject({ accept: 'text/x', 'if-none-match': '"1"' });
      expect(site.seen[1]!.headers['user-agent']).toContain('Earshot');
    },
  );

  it('away from TLS are refused where there are credentials, and followed where there are none', async () => {
    for (const location of ['http://api.example/next', 'http://other.example/next']) {
      await using site = await world(redirecting(302, location));
      expect(await rejection(site.client.get('https://api.example/', { headers: SECRETS }))).toMatchObject({
        reason: 'insecure',
      });
      expect(site.seen).toHaveLength(1);
      expect((await site.client.get('https://api.example/')).text()).toBe('hello');
    }
  });

  it('turn POST into GET as the standard says, and never carry a body to another host', async () => {
    const post = { method: 'POST', body: 'token=canary', headers: { 'content-type': 'text/plain' } } as const;
    for (const [status, method, body] of [
      [301, 'GET', ''],
      [302, 'GET', ''],
      [303, 'GET', ''],
      [307, 'POST', 'token=canary'],
      [308, 'POST', 'token=canary'],
    ] as const) {
      await using site = await world(redirecting(status, '/next'));
      await site.client.send('https://api.example/', post);
      expect(site.seen[1], String(status)).toMatchObject({ method, body });
      expect(site.seen[1]!.headers['content-type']).toBe(body ? 'text/plain' : undefined);
    }
    await using site = await world(redirecting(307, 'https://other.example/'));
    expect(await rejection(site.client.send('https://api.example/', post))).toMatchObject({
      reason: 'redirect',
    });
    expect(site.seen).toHaveLength(1);
  });

  it('end after five, and need a target', async () => {
    await using loop = await world((request, response) =>
      response.writeHead(302, { location: `${request.url}x` }).end(),
    );
    expect(await rejection(loop.client.get('https://api.example/'))).toMatchObject({ reason: 'redirect' });
    expect(loop.seen).toHaveLength(6);
    await using lost = await world((_request, response) => response.writeHead(302).end());
    expect(await rejection(lost.client.get('https://api.example/'))).toMatchObject({ reason: 'redirect' });
  });
});

describe('credentials', () => {
  it('are never sent without TLS, in headers or in telling parameters', async () => {
    await using site = await world((_request, response) => response.end());
    const attempts = [
      ...Object.entries(SECRETS)
        .slice(0, 3)
        .map(([name, value]) => ['http://api.example/', { [name]: value }] as const),
      ['http://api.example/', { 'Ocp-Apim-Subscription-Key': 'canary' }] as const,
      ['http://api.example/?api_key=canary', {}] as const,
      ['http://api.example/?x=1&access_token=canary', {}] as const,
    ];
    for (const [url, headers] of attempts) {
      const error = await rejection(site.client.get(url, { headers }));
      expect(error).toMatchObject({ reason: 'insecure' });
      expect(error.message).not.toContain('canary');
    }
    expect(site.seen).toEqual([]);
  });

  it('appear in no error, whatever goes wrong', async () => {
    const listeners: RequestListener[] = [
      (_request, response) => response.writeHead(403).end('canary'),
      (_request, response) => response.writeHead(500).end('canary'),
      (_request, response) => response.writeHead(429).end('canary'),
      (_request, response) => response.writeHead(302, { location: 'http://127.0.0.1/?canary' }).end(),
      (request) => request.socket.destroy(),
      (_request, response) => response.end('{"canary'),
    ];
    for (const listener of listeners) {
      await using site = await world(listener);
      const error = await rejection(
        site.client
          .get('https://api.example/canary?token=canary', { headers: SECRETS })
          .then((answer) => answer.json()),
      );
      expect(`${error.message} ${String(error.cause)} ${JSON.stringify(error)}`).not.toContain('canary');
      expect(error.message).toContain('api.example');
    }
  });

  it("are not given to a host with another's certificate", async () => {
    const stranger = await makeAuthority();
    await using site = await world((_request, response) => response.end());
    await using client = site.make({ ca: stranger.ca });
    expect(await rejection(client.get('https://api.example/', { headers: SECRETS }))).toMatchObject({
      reason: 'tls',
    });
    await using wrong = await serve(
      (_request, response) => response.end(),
      await authority.issue(['elsewhere.example']),
    );
    await using mapped = testClient({
      ca: authority.ca,
      allow: { 'api.example:443': `127.0.0.1:${wrong.port}` },
    });
    expect(await rejection(mapped.get('https://api.example/'))).toMatchObject({ reason: 'tls' });
    expect(site.seen).toEqual([]);
  });
});

describe('statuses', () => {
  it.each([400, 401, 403, 404, 410, 418, 451])('%i will not change by asking again', async (status) => {
    await using site = await world((_request, response) => response.writeHead(status).end());
    expect(await rejection(site.client.get('https://api.example/'))).toMatchObject({
      name: 'PermanentError',
      reason: 'status',
      status,
    });
  });

  it.each([408, 425, 500, 502, 503, 504])('%i may pass', async (status) => {
    await using site = await world((_request, response) => response.writeHead(status).end());
    expect(await rejection(site.client.get('https://api.example/'))).toMatchObject({
      name: 'TransientError',
    });
  });

  it('a page instead of data is refused, and says so', async () => {
    await using site = await world((_request, response) =>
      response.end('\n<!doctype html><html><body>Log in</body></html>'),
    );
    for (const expect_ of ['json', 'xml', 'feed'] as const) {
      const error = await rejection(site.client.get('https://api.example/', { expect: expect_ }));
      expect(error).toMatchObject({ name: 'PermanentError', reason: 'content' });
      expect(error.message).toContain('an HTML page');
    }
  });
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
      await using site = await world((_request, response) => {
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
    await using site = await world((_request, response) => {
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
    await using site = await world((_request, response) => response.end('hello'));
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

describe('conditional requests', () => {
  it('give 304 when nothing has changed', async () => {
    await using site = await world((request, response) => {
      const same =
        request.headers['if-none-match'] === '"v1"' && request.headers['if-modified-since'] !== undefined;
      const headers = { etag: '"v1"', 'last-modified': 'Sat, 21 Nov 2026 10:00:00 GMT' };
      if (same) response.writeHead(304, headers).end();
      else response.writeHead(200, headers).end('<rss/>');
    });
    const first = await site.client.get('http://api.example/', { expect: 'feed' });
    expect(first).toMatchObject({
      etag: '"v1"',
      lastModified: 'Sat, 21 Nov 2026 10:00:00 GMT',
      notModified: false,
    });
    const { etag, lastModified } = first;
    const second = await site.client.get('http://api.example/', { expect: 'feed', etag, lastModified });
    expect(second).toMatchObject({ status: 304, notModified: true, etag: '"v1"' });
    expect(second.body.length).toBe(0);
  });

  it('304 without having asked for it is a fault', async () => {
    await using site = await world((_request, response) => response.writeHead(304).end());
    expect(await rejection(site.client.get('http://api.example/'))).toMatchObject({ name: 'TransientError' });
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
    await using site = await world(rules(200, text));
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
    await using site = await world(rules(200, 'User-agent: *\nCrawl-delay: 10\n'));
    await site.client.get('http://api.example/a', { robots: true });
    expect(await rejection(site.client.get('http://api.example/b', { robots: true }))).toMatchObject({
      retryAfterMs: 10_000,
    });
    site.clock.elapsed = 10_000;
    await site.client.get('http://api.example/b', { robots: true });
  });

  it.each([401, 403, 404, 410])('%i means that there are no rules', async (status) => {
    await using site = await world(rules(status, 'User-agent: *\nDisallow: /'));
    expect((await site.client.get('http://api.example/a', { robots: true })).text()).toBe('hello');
  });

  it('5xx means not now, and the site is not asked at every turn', async () => {
    await using site = await world(rules(500, ''));
    for (let turn = 0; turn < 3; turn++) {
      expect(await rejection(site.client.get('http://api.example/a', { robots: true }))).toMatchObject({
        name: 'TransientError',
      });
    }
    expect(site.seen.map(({ url }) => url)).toEqual(['/robots.txt']);
  });

  it('is asked of the host of every hop', async () => {
    await using site = await world((request, response) => {
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
    await using site = await world(rules(200, 'User-agent: *\nDisallow: /'));
    expect((await site.client.get('http://api.example/api')).text()).toBe('hello');
    expect(site.seen).toHaveLength(1);
  });
});

describe('text', () => {
  it('is read in the encoding that header or document declare', async () => {
    const latin = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><t>caf\xe9</t>', 'latin1');
    await using site = await world((_request, response) => response.end(latin));
    expect((await site.client.get('http://api.example/', { expect: 'xml' })).text()).toContain('café');
  });

  it('that is not JSON is refused without being quoted', async () => {
    await using site = await world((_request, response) => response.end('{"text": "a resident wrote thi'));
    const response = await site.client.get('http://api.example/', { expect: 'json' });
    expect(() => response.json()).toThrow(/^api\.example sent something that is not JSON$/);
  });
});
