// The API over the real store, on a real socket: every query, hostile parameters, and its answers at a terminal.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listen } from '../src/api/bind.ts';
import type { ApiContext } from '../src/api/context.ts';
import { answerSchema } from '../src/api/openapi.ts';
import { createServer } from '../src/api/server.ts';
import { renderAnswer } from '../src/cli/render/answer.ts';
import { createLog } from '../src/log.ts';
import { rebuildDay } from '../src/maintain/rebuild.ts';
import { openStore, type Store } from '../src/store/client.ts';
import { checkSchema, migrate } from '../src/store/migrate.ts';
import { queries } from '../src/store/queries/catalog.ts';
import { toRow } from '../src/store/row.ts';
import { createWriter } from '../src/store/writer.ts';
import { inventedCity, inventedContext } from './api-support.ts';
import { makePost } from './support/clickhouse-posts.ts';

const city = {
  ...inventedCity('springfield', 'America/Chicago'),
  topics: ['roads', 'parks'].map((id) => ({
    id,
    label: `All about ${id}`,
    description: '',
    keywords: {},
    phrases: {},
    not: {},
  })),
  neighbourhoods: [
    {
      id: 'north',
      name: 'North End',
      aliases: [],
      residents: 2_000,
      polygons: [],
      center: { lat: 0, lon: 0 },
    },
  ],
};
const days = ['2026-03-01', '2026-03-02', '2026-03-03'];
const period = 'from=2026-03-01&to=2026-03-04';

let directory: string;
let store: Store;
let app: FastifyInstance;
let url: string;

function inventPosts() {
  return days.flatMap((day, dayIndex) =>
    Array.from({ length: 12 }, (_, index) =>
      makePost({
        id: `${day}-${index}`,
        createdAt: `${day}T18:${10 + index}:00.000Z`,
        author: String(index % 4).padStart(32, '0'),
        text: index === 0 ? `\u001b[31m=HYPERLINK("x") \u202ehidden ${day}` : `A pothole, number ${index}`,
        sentiment: index < 6 + dayIndex ? 'negative' : 'positive',
        topics: index % 2 === 0 ? [['roads', 'negative']] : [],
        neighbourhood: index % 3 === 0 ? 'north' : '',
        url: `https://social.example/@someone/${index}`,
      }),
    ),
  );
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'earshot-api-'));
  const log = createLog('silent');
  store = await openStore({ dataDir: directory, log });
  await migrate(store);
  const writer = createWriter(store, { log });
  await writer.write(inventPosts().map((post) => toRow(post, city.timezone)));
  for (const day of days) await rebuildDay(store, city, day);
  const context: ApiContext = inventedContext({
    queries,
    cities: { known: async () => [city], get: async () => city },
    ask: (name, _city, params) =>
      queries.find((query) => query.name === name)!.run(store, city, params as never),
    readiness: { store: () => checkSchema(store), schema: () => checkSchema(store), queue: async () => ({}) },
  });
  app = await createServer(context);
  url = await listen(app, '127.0.0.1', 0);
});

afterAll(async () => {
  await app?.close();
  await store?.close();
  await rm(directory, { recursive: true, force: true });
});

async function ask(query: string) {
  const response = await fetch(`${url}/api/v1/${query}`);
  return {
    status: response.status,
    text: await response.clone().text(),
    body: (await response.json()) as never,
  };
}

/** What is asked of a query that has no period of its own. */
const questions: Record<string, string> = {
  impact: 'topic=roads&date=2026-02-01&to=2026-03-04',
  projects: 'limit=5',
};
const questionOf = (name: string) => `${name}?${questions[name] ?? period}`;

const answer = z.object({
  query: z.looseObject({}),
  rows: z.array(z.looseObject({})),
  previous: z.array(z.looseObject({})).optional(),
  coverage: z.array(z.looseObject({})),
  basis: z.enum(['rollup', 'posts']),
});

describe('every query', () => {
  it.each(queries.map((query) => [query.name, query] as const))(
    '%s answers in its own shape',
    async (name, query) => {
      const { status, body } = await ask(questionOf(name));
      expect(status).toBe(200);
      expect(answer.parse(body).query).toMatchObject({ city: 'springfield', timezone: 'America/Chicago' });
      answerSchema(query).parse(body);
    },
  );

  it('has the figures of what was stored', async () => {
    const summary = answer.parse((await ask(`summary?${period}`)).body);
    expect(summary.rows).toHaveLength(1);
    expect(summary.rows[0]).toMatchObject({ volume: 36, voices: 4, n: 36, negative: 21, positive: 15 });
    const series = answer.parse((await ask(`series?${period}&metric=sentiment`)).body);
    expect(series.rows.map(({ value }) => value)).toEqual([0, -2 / 12, -4 / 12]);
    const topics = answer.parse((await ask(`topics?${period}`)).body);
    expect(topics.rows[0]).toMatchObject({ topic: 'roads', volume: 18 });
    const places = answer.parse((await ask(`places?${period}`)).body);
    expect(places.rows[0]).toMatchObject({ place: 'north', volume: 12, perThousand: 6 });
    const posts = answer.parse((await ask(`posts?${period}&topic=roads&limit=5`)).body);
    expect(posts.rows).toHaveLength(5);
  });

  it('says nothing of who wrote a post', async () => {
    for (const { name } of queries) {
      expect((await ask(`${name}?${period}`)).text).not.toMatch(/author|0{31}[0-3]/);
      expect((await ask(`${name}?${period}&author=x`)).status).toBe(400);
    }
  });

  it('names the parameter that only the city could refuse', async () => {
    for (const [question, parameter] of [
      ['series?topic=raods', 'topic'],
      ['topics?place=nowhere', 'place'],
      ['summary?from=2026-03-05&to=2026-03-01', 'from'],
      ['summary?to=someday', 'to'],
      ['posts?cursor=nonsense', 'cursor'],
      ['posts?q="half', 'q'],
      ['series?metric=sentiment&by=sentiment', 'by'],
    ]) {
      const { status, body } = await ask(question!);
      expect([question, status]).toEqual([question, 400]);
      expect((body as { errors: { parameter: string }[] }).errors[0]?.parameter).toBe(parameter);
    }
  });

  it('is ready and alive', async () => {
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });
});

describe('hostile parameters', () => {
  const sql = [
    "' OR 1=1 --",
    "x'); DROP TABLE posts; --",
    "file('/etc/passwd')",
    "url('http://127.0.0.1:1/')",
    "1 INTO OUTFILE '/tmp/x'",
    '(SELECT * FROM system.tables SETTINGS readonly=0)',
    '{city:String}',
    '\\',
    '\0',
    '%00',
    '\ud800',
    '=1+1',
    '../../etc/passwd',
    '9'.repeat(400),
    '"'.repeat(99),
    '((((',
  ];
  const value = fc.oneof(fc.constantFrom(...sql), fc.string(), fc.string({ unit: 'binary' }));

  it.each(queries.map((query) => [query.name, Object.keys(query.params.shape)] as const))(
    'of %s are answered or refused, never an error of the server',
    async (name, parameters) => {
      const pair = fc.tuple(fc.constantFrom(...parameters, 'city', '__proto__'), value);
      await fc.assert(
        fc.asyncProperty(fc.array(pair, { minLength: 1, maxLength: 3 }), async (pairs) => {
          const query = pairs.map(
            ([key, text]) => `${key}=${encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))}`,
          );
          const { status, text } = await ask(`${name}?${query.join('&')}`);
          expect([200, 400]).toContain(status);
          expect(text).not.toMatch(/DB::Exception|Code: \d|root:x|\.ts:\d/);
        }),
        { numRuns: 40 },
      );
    },
  );

  it.each(sql)('each alone, in every parameter: %j', async (text) => {
    for (const query of queries) {
      for (const parameter of Object.keys(query.params.shape)) {
        const encoded = text === '\ud800' ? '%ED%A0%80' : encodeURIComponent(text);
        const { status } = await ask(`${query.name}?${parameter}=${encoded}`);
        expect([query.name, parameter, [200, 400].includes(status) ? 'fine' : status]).toEqual([
          query.name,
          parameter,
          'fine',
        ]);
      }
    }
    expect((await ask(`summary?${period}`)).body).toMatchObject({ rows: [{ volume: 36 }] });
  });
});

describe('an answer at a terminal', () => {
  const options = { width: 100, color: false };

  it('fits, acts on nothing, and tells no link', async () => {
    for (const query of [
      ...queries.map(({ name }) => questionOf(name)),
      `series?${period}&by=topic&metric=share`,
    ]) {
      const { body } = await ask(query);
      const table = renderAnswer(body, 'table', options);
      for (const line of table.split('\n').slice(1)) expect(line.length, line).toBeLessThanOrEqual(100);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what this is for
      expect(table).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]|social\.example/);
      if (query.includes(period))
        expect(table).toContain('springfield, 2026-03-01 to 2026-03-04 (America/Chicago)');
    }
  });

  it('is the same as from the API in JSON, and rows without formulas in CSV', async () => {
    const { body } = await ask(`posts?${period}`);
    expect(JSON.parse(renderAnswer(body, 'json', options))).toEqual(body);
    const csv = renderAnswer(body, 'csv', options);
    expect(csv).not.toContain('social.example');
    expect(csv.split('\n')[0]).toContain('source,id,channel,kind,time');
  });
});
