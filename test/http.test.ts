// What the guarded client does on honest and on failing servers: statuses, conditional requests, encodings of text.
import { beforeAll, describe, expect, it } from 'vitest';
import { type Authority, makeAuthority, rejection, world } from './http-support.ts';

let authority: Authority;
beforeAll(async () => {
  authority = await makeAuthority();
});

describe('a request', () => {
  it('says who asks, and what it can read', async () => {
    await using site = await world(authority, (_request, response) => response.end('hello'));
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
    await using site = await world(authority, (_request, response) => response.end());
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

describe('statuses', () => {
  it.each([400, 401, 403, 404, 410, 418, 451])('%i will not change by asking again', async (status) => {
    await using site = await world(authority, (_request, response) => response.writeHead(status).end());
    expect(await rejection(site.client.get('https://api.example/'))).toMatchObject({
      name: 'PermanentError',
      reason: 'status',
      status,
    });
  });

  it.each([408, 425, 500, 502, 503, 504])('%i may pass', async (status) => {
    await using site = await world(authority, (_request, response) => response.writeHead(status).end());
    expect(await rejection(site.client.get('https://api.example/'))).toMatchObject({
      name: 'TransientError',
    });
  });

  it('a page instead of data is refused, and says so', async () => {
    await using site = await world(authority, (_request, response) =>
      response.end('\n<!doctype html><html><body>Log in</body></html>'),
    );
    for (const expect_ of ['json', 'xml', 'feed'] as const) {
      const error = await rejection(site.client.get('https://api.example/', { expect: expect_ }));
      expect(error).toMatchObject({ name: 'PermanentError', reason: 'content' });
      expect(error.message).toContain('an HTML page');
    }
  });
});

describe('conditional requests', () => {
  it('give 304 when nothing has changed', async () => {
    await using site = await world(authority, (request, response) => {
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
    await using site = await world(authority, (_request, response) => response.writeHead(304).end());
    expect(await rejection(site.client.get('http://api.example/'))).toMatchObject({ name: 'TransientError' });
  });
});

describe('text', () => {
  it('is read in the encoding that header or document declare', async () => {
    const latin = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><t>caf\xe9</t>', 'latin1');
    await using site = await world(authority, (_request, response) => response.end(latin));
    expect((await site.client.get('http://api.example/', { expect: 'xml' })).text()).toContain('café');
  });

  it('that is not JSON is refused without being quoted', async () => {
    await using site = await world(authority, (_request, response) =>
      response.end('{"text": "a resident wrote thi'),
    );
    const response = await site.client.get('http://api.example/', { expect: 'json' });
    expect(() => response.json()).toThrow(/^api\.example sent something that is not JSON$/);
  });
});
