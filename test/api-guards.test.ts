// What the API does when something is wrong, too much or not allowed: errors, hosts, headers, limits, health.
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { assertBindable, listen } from '../src/api/bind.ts';
import type { ApiContext } from '../src/api/context.ts';
import { createServer } from '../src/api/server.ts';
import { ConfigError, PermanentError, RateLimitedError, TransientError } from '../src/errors.ts';
import { getJson, getWithHost, open, serve } from './api-serve.ts';
import { inventedContext, readableLog } from './api-support.ts';

describe('an error', () => {
  const failing = (error: unknown) => ({ ask: () => Promise.reject(error) });

  it.each([
    [new ConfigError('the schema is newer'), 409, 'the schema is newer', null],
    [new PermanentError('cannot be'), 422, 'cannot be', null],
    [new TransientError('the store is away'), 503, 'the store is away', '5'],
    [new RateLimitedError('busy', 2_500), 429, 'busy', '3'],
  ])('of ours keeps its words: %s', async (error, status, detail, retryAfter) => {
    const { url } = await serve(failing(error));
    const { response, body } = await getJson(`${url}/api/v1/weather`);
    expect([response.status, body.detail, response.headers.get('retry-after')]).toEqual([
      status,
      detail,
      retryAfter,
    ]);
  });

  it('of an engine tells the caller and the log nothing of what it quotes', async () => {
    const { log, text } = readableLog();
    const engine = Object.assign(new Error('Cannot parse "my neighbour Jane": SELECT text FROM posts'), {
      code: '27',
    });
    const { url } = await serve({ ...failing(engine), log });
    const response = await fetch(`${url}/api/v1/weather`);
    const body = await response.text();
    expect(response.status).toBe(500);
    expect(body).not.toMatch(/Jane|SELECT|\.ts|at /);
    expect(JSON.parse(body)).toMatchObject({ status: 500, request: expect.stringMatching(/^req-/) });
    expect(text()).toContain('a request failed');
    expect(text()).not.toMatch(/Jane|SELECT/);
  });

  it('of a query about its own parameters is a 400; one about rows is ours', async () => {
    const refused = new z.ZodError([
      { code: 'custom', path: ['topic'], message: 'raods is not known here', input: 'raods' },
    ]);
    const parameter = await serve(failing(refused));
    const { response, body } = await getJson(`${parameter.url}/api/v1/weather?topic=raods`);
    expect([response.status, body.errors]).toEqual([
      400,
      [{ parameter: 'topic', detail: 'raods is not known here' }],
    ]);
    const rows = await serve(failing(z.object({ topic: z.number() }).safeParse({ topic: 'x' }).error));
    expect((await fetch(`${rows.url}/api/v1/weather`)).status).toBe(500);
  });

  it('of the parameters of a list names each', async () => {
    const { url } = await serve({
      deliveries: async (_city, { limit }) => (limit === 7 ? [] : [{} as never]),
    });
    expect((await getJson(`${url}/api/v1/deliveries?limit=7`)).body).toEqual({ rows: [] });
    const { response, body } = await getJson(`${url}/api/v1/deliveries?limit=many&undelivered=perhaps`);
    const named = (body.errors as { parameter: string }[]).map(({ parameter }) => parameter);
    expect([response.status, named.toSorted()]).toEqual([400, ['limit', 'undelivered']]);
  });

  it('is a problem for unknown paths and wrong methods too', async () => {
    const { url } = await serve();
    const missing = await getJson(`${url}/api/v1/wether`);
    expect(missing.response.status).toBe(404);
    expect(missing.response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) {
      const { response, body } = await getJson(`${url}/api/v1/weather`, { method });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
      expect(body.status).toBe(405);
    }
    expect((await fetch(`${url}/api/v1/commands/import`)).status).toBe(404);
    expect((await fetch(`${url}/api/v1/%E0%A4%A`)).status).toBe(400);
    expect((await fetch(`${url}/api/v1/../../etc/passwd`)).status).toBe(404);
  });

  it('is a problem when the bytes are not HTTP, or the headers too large', async () => {
    const { app } = await serve();
    const { port } = app.server.address() as { port: number };
    for (const [bytes, status] of [
      ['GET / SMTP/9\r\n\r\n', 400],
      [`GET /healthz HTTP/1.1\r\nhost: localhost\r\nx: ${'a'.repeat(80_000)}\r\n\r\n`, 431],
    ] as const) {
      const socket = connect(port, '127.0.0.1');
      let answer = '';
      socket.setEncoding('utf8').on('data', (chunk) => (answer += chunk));
      socket.on('error', () => {});
      socket.write(bytes);
      await once(socket, 'close');
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
      expect(answer).toContain('application/problem+json');
    }
  });
});

describe('the door', () => {
  it('is on the loopback only, and says why', async () => {
    for (const host of [
      '0.0.0.0',
      '::',
      '192.168.1.5',
      'example.org',
      '',
      'localhost.example.org',
      '128.0.0.1',
    ]) {
      expect(() => assertBindable(host)).toThrow(/sign-in does not exist yet/);
    }
    for (const host of ['localhost', '127.0.0.1', '127.1.2.3', '::1', '[::1]']) assertBindable(host);
    const app = await createServer(inventedContext());
    open.push(app);
    await expect(listen(app, '0.0.0.0', 0)).rejects.toThrow(ConfigError);
    expect(app.server.listening).toBe(false);
  });

  it('is beyond it only where the port is said to be published on loopback', async () => {
    expect(() => assertBindable('0.0.0.0', '192.168.1.5')).toThrow(/sign-in does not exist yet/);
    const app = await createServer(inventedContext({ host: undefined }));
    open.push(app);
    const url = await listen(app, '0.0.0.0', 0, '127.0.0.1');
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await getWithHost(`${url}/healthz`, 'localhost:8080')).status).toBe(200);
    // pages of other sites stay outside, whatever the container listens on
    expect((await getWithHost(`${url}/healthz`, 'evil.example')).status).toBe(421);
    expect((await getWithHost(`${url}/healthz`, '0.0.0.0')).status).toBe(421);
  });

  it('answers only to names of this machine', async () => {
    const { url } = await serve({ host: '127.0.0.9' });
    for (const host of [
      'evil.example',
      'localhost.evil.example',
      'evil.example:80',
      '127.0.0.1.nip.io',
      'a b',
      '10.0.0.1',
    ]) {
      for (const path of ['/api/v1/weather', '/healthz', '/nothing']) {
        expect((await getWithHost(`${url}${path}`, host)).status, host).toBe(421);
      }
    }
    for (const host of ['localhost', 'LOCALHOST:4310', '127.0.0.1:1', '[::1]:4310', '127.0.0.9:80']) {
      expect((await getWithHost(`${url}/healthz`, host)).status, host).toBe(200);
    }
  });

  it('sends its headers with everything, and never one that lets another site read', async () => {
    const { url } = await serve();
    const origin = { headers: { origin: 'http://evil.example' } };
    for (const path of [
      '/api/v1/weather',
      '/healthz',
      '/readyz',
      '/api/openapi.json',
      '/nothing',
      '/api/v1/weather?x=1',
    ]) {
      const { headers } = await fetch(`${url}${path}`, origin);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});

describe('the limiter', () => {
  it('refuses what is too much, and counts a question until the store is done with it', async () => {
    const pending: (() => void)[] = [];
    const ask: ApiContext['ask'] = (name) =>
      new Promise((resolve) => {
        pending.push(() => resolve({ query: { name }, rows: [], coverage: [], basis: 'rollup' }));
      });
    const { url } = await serve({ ask, limits: { questionsAtOnce: 2 } });
    const leaving = new AbortController();
    const abandoned = fetch(`${url}/api/v1/weather`, { signal: leaving.signal }).catch(() => 'gone');
    const patient = fetch(`${url}/api/v1/weather`);
    await expect.poll(() => pending.length).toBe(2);
    const third = await getJson(`${url}/api/v1/weather`);
    expect([third.response.status, third.response.headers.get('retry-after')]).toEqual([429, '1']);
    leaving.abort();
    expect(await abandoned).toBe('gone');
    expect((await fetch(`${url}/api/v1/weather`)).status).toBe(429);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    for (const finish of pending) finish();
    expect((await patient).status).toBe(200);
    const next = fetch(`${url}/api/v1/weather`);
    await expect.poll(() => pending.length).toBe(3);
    pending[2]!();
    expect((await next).status).toBe(200);
  });

  it('stops waiting at the time limit', async () => {
    const { url } = await serve({ ask: () => new Promise(() => {}), limits: { questionTimeLimitMs: 50 } });
    const { response, body } = await getJson(`${url}/api/v1/weather`);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect(body.detail).toContain('time limit');
  });

  it('tells the store when the caller hangs up, and warns of nothing', async () => {
    const { log, text } = readableLog();
    let signal: AbortSignal | undefined;
    const ask: ApiContext['ask'] = (_name, _city, _params, given) => {
      signal = given;
      return new Promise(() => {});
    };
    const { url } = await serve({ ask, log, limits: { closeLimitMs: 10 } });
    const leaving = new AbortController();
    const abandoned = fetch(`${url}/api/v1/weather`, { signal: leaving.signal }).catch(() => 'gone');
    await expect.poll(() => signal?.aborted).toBe(false);
    leaving.abort();
    await abandoned;
    await expect.poll(() => signal?.aborted).toBe(true);
    await expect.poll(text).toContain('the caller hung up');
    expect(text()).not.toMatch(/"level":[4-6]0/);
  });
});

describe('health', () => {
  it('is alive whatever the engines do, and ready when all of them are', async () => {
    const { url } = await serve();
    expect((await getJson(`${url}/healthz`)).body).toEqual({ status: 'ok', version: '0.0.0' });
    expect((await getJson(`${url}/readyz`)).body).toEqual({
      status: 'ready',
      queues: { enrich: { waiting: 0 } },
    });
  });

  it('names every check that fails, without the words of an engine', async () => {
    const { url } = await serve({
      readiness: {
        store: () => Promise.reject(new Error('connect ECONNREFUSED user:secret@10.0.0.1')),
        schema: () => Promise.reject(new ConfigError('migration 0002 is missing; run: earshot migrate')),
        queue: () => new Promise(() => {}),
      },
      limits: { checkTimeLimitMs: 50 },
    });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const { response, body } = await getJson(`${url}/readyz`);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
    expect(body.errors).toEqual([
      { check: 'store', detail: 'not reachable' },
      { check: 'schema', detail: 'migration 0002 is missing; run: earshot migrate' },
      { check: 'queue', detail: 'no answer within 50 ms' },
    ]);
  });
});
