// A context for the API's own tests: two invented cities, one invented query, and whatever a test replaces.
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { z } from 'zod';
import type { ApiContext } from '../src/api/context.ts';
import type { City } from '../src/config.ts';
import { createLog } from '../src/log.ts';

export function inventedCity(id: string, timezone = 'America/Chicago'): City {
  return {
    id,
    name: id,
    aliases: [],
    notUs: [],
    timezone,
    languages: ['en'],
    officialAccounts: [],
    publicOfficials: [],
    neighbourhoods: [],
    places: [],
    channels: {},
    sources: {},
    minimumN: { sentiment: 10, voices: 5 },
    topics: [],
    path: `${id}.yaml`,
    files: [],
    hash: '0'.repeat(64),
  };
}

/** Collects what is written to it. */
export function collect(): { stream: Writable; text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}

/** The program's own log, but its lines can be read. */
export function readableLog() {
  const lines = collect();
  const serializers = createLog('silent')[pino.symbols.serializersSym as never];
  return { log: pino({ level: 'debug', serializers }, lines.stream), text: lines.text };
}

export const weatherQuery = {
  name: 'weather',
  summary: 'An invented query',
  params: z.object({
    interval: z.enum(['day', 'week']).default('day'),
    limit: z.coerce.number().int().min(1).max(100).default(10),
    topic: z.string().max(50).optional(),
    tag: z.union([z.string(), z.array(z.string())]).optional(),
  }),
  row: z.object({ time: z.string(), value: z.number() }),
};

/** `posts` is treated with more care than the rest: the same query under that name. */
export const postsQuery = { ...weatherQuery, name: 'posts' };

export function inventedContext(replaced: Partial<ApiContext> = {}): ApiContext {
  const cities = ['boston', 'houston'].map((id) => inventedCity(id));
  return {
    version: '0.0.0',
    log: pino({ level: 'silent' }),
    cities: {
      known: async () => cities,
      get: async (id = 'houston') => cities.find((city) => city.id === id)!,
    },
    queries: [weatherQuery, postsQuery],
    ask: async (name, city, params) => ({
      query: { name, city: city.id, ...params },
      rows: [{ time: '2026-01-01', value: 1 }],
      coverage: [],
      basis: 'rollup',
    }),
    readiness: {
      store: async () => {},
      schema: async () => {},
      queue: async () => ({ enrich: { waiting: 0 } }),
    },
    ...replaced,
  };
}
