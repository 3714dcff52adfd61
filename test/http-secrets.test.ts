// Where credentials may travel: never without TLS, never to another host, never into an error (T13, T19).
import type { RequestListener } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Authority, makeAuthority, rejection, serve, testClient, world } from './http-support.ts';

let authority: Authority;
beforeAll(async () => {
  authority = await makeAuthority();
});

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

describe('redirects', () => {
  it.each([301, 302, 303, 307, 308])('%i keeps credentials on the same origin', async (status) => {
    await using site = await world(authority, redirecting(status, '/next'));
    const response = await site.client.get('https://api.example/', { headers: SECRETS });
    expect(response.url).toBe('https://api.example/next');
    expect(site.seen[1]!.headers).toMatchObject({ authorization: 'Bearer canary', 'x-custom': 'canary' });
  });

  it.each(['https://other.example/next', '//other.example/next'])(
    'to %s drop whatever the caller set for the first host',
    async (location) => {
      await using site = await world(authority, redirecting(302, location));
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
      await using site = await world(authority, redirecting(302, location));
      expect(await rejection(site.client.get('https://api.example/', { headers: SECRETS }))).toMatchObject({
        reason: 'insecure',
      });
      expect(site.seen).toHaveLength(1);
      expect((await site.client.get('https://api.example/')).text()).toBe('hello');
    }
  });

  it.each(['POST', 'PUT'] as const)(
    'repeat a %s where it is told to, and never turn it into a question',
    async (method) => {
      const sent = { method, body: 'token=canary', headers: { 'content-type': 'text/plain' } };
      for (const status of [307, 308]) {
        await using site = await world(authority, redirecting(status, '/next'));
        await site.client.send('https://api.example/', sent);
        expect(site.seen[1], String(status)).toMatchObject({ method, body: 'token=canary' });
        expect(site.seen[1]!.headers['content-type']).toBe('text/plain');
      }
      for (const [status, location] of [
        ...([301, 302, 303] as const).map((each) => [each, '/next'] as const),
        [307, 'https://other.example/'],
      ] as const) {
        await using site = await world(authority, redirecting(status, location));
        const refused = await rejection(site.client.send('https://api.example/', sent));
        expect(refused, String(status)).toMatchObject({ reason: 'redirect' });
        expect(site.seen).toHaveLength(1);
      }
    },
  );

  it('end after five, and need a target', async () => {
    await using loop = await world(authority, (request, response) =>
      response.writeHead(302, { location: `${request.url}x` }).end(),
    );
    expect(await rejection(loop.client.get('https://api.example/'))).toMatchObject({ reason: 'redirect' });
    expect(loop.seen).toHaveLength(6);
    await using lost = await world(authority, (_request, response) => response.writeHead(302).end());
    expect(await rejection(lost.client.get('https://api.example/'))).toMatchObject({ reason: 'redirect' });
  });
});

describe('credentials', () => {
  it('are never sent without TLS, in headers or in telling parameters', async () => {
    await using site = await world(authority, (_request, response) => response.end());
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
      await using site = await world(authority, listener);
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
    await using site = await world(authority, (_request, response) => response.end());
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
