// The API as a protocol, on a real server on the loopback: errors, headers, hosts, limits, disconnections.
import { once } from 'node:events';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { assertBindable, listen } from '../src/api/bind.ts';
import type { ApiContext } from '../src/api/context.ts';
import { createServer } from '../src/api/server.ts';
import { ConfigError, PermanentError, RateLimitedError, TransientError } from '../src/errors.ts';
import { inventedContext, readableLog } from './api-support.ts';

const open: FastifyInstance[] = [];

async function serve(replaced: Partial<ApiContext> = {}) {
  const app = await createServer(inventedContext(replaced));
  open.push(app);
  return { app, url: await listen(app, '127.0.0.1', 0) };
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((app) => app.close()));
});

const getJson = async (url: string, init?: RequestInit) => {
  const response = await fetch(url, init);
  return { response, body: (await response.json()) as Record<string, unknown> };
};

/** fetch may not set Host. */
async function getWithHost(
  url: string,
  host: string,
): Promise<{ status: number; headers: IncomingHttpHeaders }> {
  const request = httpRequest(url, { headers: { host } }).end();
  const [response] = await once(request, 'response');
  response.resume();
  return { status: response.statusCode, headers: response.headers };
}

describe('an answer', () => {
  it('goes to the store with the parameters read by the schema of the query, and to the caller as it is', async () => {
    const { url } = await serve();
    const { response, body } = await getJson(`${url}/api/v1/weather?limit=5&city=boston&tag=a&tag=b`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(body).toEqual({
      query: { name: 'weather', city: 'boston', interval: 'day', limit: 5, tag: ['a', 'b'] },
      rows: [{ time: '2026-01-01', value: 1 }],
      coverage: [],
      basis: 'rollup',
    });
  });

  it('is about the default city when none is named', async () => {
    const { url } = await serve();
    expect((await getJson(`${url}/api/v1/weather`)).body.query).toMatchObject({ city: 'houston' });
  });

  it('is not sent again when it has not changed, and answers HEAD without a body', async () => {
    const { url } = await serve();
    const first = await fetch(`${url}/api/v1/weather`);
    const etag = first.headers.get('etag');
    expect(etag).toMatch(/^W\/"/);
    const again = await fetch(`${url}/api/v1/weather`, { headers: { 'if-none-match': etag! } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const other = await fetch(`${url}/api/v1/weather?limit=9`, { headers: { 'if-none-match': etag! } });
    expect(other.status).toBe(200);
    const head = await fetch(`${url}/api/v1/weather`, { method: 'HEAD' });
    expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, '']);
  });

  it('with the text of posts is kept by no cache', async () => {
    const { url } = await serve();
    const { response } = await getJson(`${url}/api/v1/posts`);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('etag')).toBeNull();
  });
});

describe('a mistake in a question', () => {
  it('is a problem that names every parameter, with the nearest known name', async () => {
    const { url } = await serve();
    const { response, body } = await getJson(`${url}/api/v1/weather?topci=roads&intervall=day`);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(body).toMatchObject({ type: 'urn:earshot:problem:parameters', title: 'Bad request', status: 400 });
    expect(body.errors).toEqual([
      { parameter: 'topci', detail: 'there is no parameter "topci", did you mean "topic"?' },
      { parameter: 'intervall', detail: 'there is no parameter "intervall", did you mean "interval"?' },
    ]);
  });

  it('lists the known parameters when none is near', async () => {
    const { url } = await serve();
    const { body } = await getJson(`${url}/api/v1/weather?author=someone`);
    expect(JSON.stringify(body.errors)).toContain('known are city, interval, limit, topic, tag');
  });

  it('of value is named with its parameter', async () => {
    const { url } = await serve();
    const { response, body } = await getJson(`${url}/api/v1/weather?limit=1000&interval=year`);
    expect(response.status).toBe(400);
    expect((body.errors as { parameter: string }[]).map((error) => error.parameter)).toEqual([
      'interval',
      'limit',
    ]);
  });

  it('of the city lists the known ones, and no path is ever looked up', async () => {
    const asked: unknown[] = [];
    const { cities } = inventedContext();
    const get = (id?: string) => {
      asked.push(id);
      return cities.get(id);
    };
    const { url } = await serve({ cities: { ...cities, get } });
    for (const city of ['bostn', '../houston.yaml', '/etc/passwd', '__proto__', '']) {
      const { response, body } = await getJson(`${url}/api/v1/weather?city=${encodeURIComponent(city)}`);
      expect(response.status).toBe(400);
      expect(JSON.stringify(body.errors)).toContain('known are boston, houston');
    }
    expect(asked).toEqual([]);
  });

  it('is also a city that is not named while there are several, or none', async () => {
    const get = () => Promise.reject(new ConfigError('which city?'));
    const several = await serve({ cities: { known: async () => [{ id: 'a' }, { id: 'b' }], get } });
    const { response, body } = await getJson(`${several.url}/api/v1/weather`);
    expect([response.status, JSON.stringify(body.errors)]).toEqual([
      400,
      '[{"parameter":"city","detail":"expected one of several cities; known are a, b"}]',
    ]);
    const none = await serve({ cities: { known: async () => [], get } });
    expect((await fetch(`${none.url}/api/v1/weather`)).status).toBe(409);
  });

  it('is a single-valued parameter given twice', async () => {
    const { url } = await serve();
    for (const query of ['limit=1&limit=2', 'city=boston&city=boston', 'topic=a&topic=b']) {
      const { response, body } = await getJson(`${url}/api/v1/weather?${query}`);
      expect(response.status).toBe(400);
      expect(JSON.stringify(body.errors)).toContain('given 2 times, expected once');
    }
    expect((await fetch(`${url}/api/v1/weather?limit[]=1`)).status).toBe(400);
  });

  it('named __proto__ or constructor changes nothing', async () => {
    const { url } = await serve();
    for (const name of [
      '__proto__',
      '__proto__[isAdmin]',
      'constructor',
      'constructor.prototype',
      'toString',
    ]) {
      expect((await fetch(`${url}/api/v1/weather?${encodeURIComponent(name)}=1`)).status).toBe(400);
    }
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
    expect((await fetch(`${url}/api/v1/weather`)).status).toBe(200);
  });

  it('never becomes a server error, whatever is sent', async () => {
    const { app } = await serve();
    const names = fc.oneof(
      fc.constantFrom('city', 'interval', 'limit', 'topic', 'tag', '__proto__'),
      fc.string(),
    );
    const values = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string(),
      fc.constantFrom('%', '\0', '1e99', '-1', 'NaN'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(names, values), { maxLength: 4 }),
        fc.string(),
        async (pairs, junk) => {
          const query = new URLSearchParams(pairs).toString();
          for (const url of [
            `/api/v1/weather?${query}`,
            `/api/v1/weather?${encodeURIComponent(junk.replace(/[\ud800-\udfff]/g, ''))}`,
          ]) {
            const response = await app.inject({ url });
            expect([200, 400, 404]).toContain(response.statusCode);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

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

  it('tells the store when the caller hangs up', async () => {
    let signal: AbortSignal | undefined;
    const ask: ApiContext['ask'] = (_name, _city, _params, given) => {
      signal = given;
      return new Promise(() => {});
    };
    const { url } = await serve({ ask, limits: { closeLimitMs: 10 } });
    const leaving = new AbortController();
    const abandoned = fetch(`${url}/api/v1/weather`, { signal: leaving.signal }).catch(() => 'gone');
    await expect.poll(() => signal?.aborted).toBe(false);
    leaving.abort();
    await abandoned;
    await expect.poll(() => signal?.aborted).toBe(true);
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

describe('the OpenAPI document', () => {
  it('has every route with its parameters and their types', async () => {
    const { url } = await serve();
    const { body } = await getJson(`${url}/api/openapi.json`);
    expect(body.openapi).toMatch(/^3\.1/);
    const document = z
      .object({
        paths: z.record(z.string(), z.record(z.string(), z.object({ operationId: z.string() }).loose())),
      })
      .parse(body);
    expect(Object.keys(document.paths).sort()).toEqual([
      '/api/v1/posts',
      '/api/v1/weather',
      '/healthz',
      '/readyz',
    ]);
    const parameters = document.paths['/api/v1/weather']!.get!.parameters as {
      name: string;
      required?: boolean;
    }[];
    expect(parameters.map((parameter) => parameter.name)).toEqual([
      'city',
      'interval',
      'limit',
      'topic',
      'tag',
    ]);
    expect(parameters.some((parameter) => parameter.required)).toBe(false);
  });
});
