import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../src/errors.ts';
import { getJson, serve } from './api-serve.ts';
import { inventedContext } from './api-support.ts';

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
