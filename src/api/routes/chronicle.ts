// POST /api/v1/events and /projects: what the city writes down itself. GET of both are queries.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { eventSchema, projectSchema, removal, requests } from '../../store/chronicle.ts';
import { authorise } from '../authorise.ts';
import type { ChronicleWriter, CityDirectory } from '../context.ts';
import type { Limiter } from '../limiter.ts';
import { problemResponse } from '../openapi.ts';
import { pickCity } from '../pick-city.ts';
import { HttpProblem, parameterProblem } from '../problem.ts';
import { chronicleExamples } from '../sayings-examples.ts';
import { acceptJson, parseBody } from './json-body.ts';

export interface ChronicleRouteOptions {
  chronicle: ChronicleWriter;
  token: string;
  cities: CityDirectory;
  limiter: Limiter;
}

const kinds = {
  event: { path: '/api/v1/events', entry: eventSchema, what: 'an event, which explains what a chart shows' },
  project: {
    path: '/api/v1/projects',
    entry: projectSchema,
    what: 'a project, whose effect `impact` tells',
  },
} as const;

export function registerChronicle(app: FastifyInstance, options: ChronicleRouteOptions): void {
  void app.register(async (scope) => {
    acceptJson(scope);
    for (const kind of ['event', 'project'] as const) registerKind(scope, kind, options);
  });
}

function schemaOf(kind: 'event' | 'project') {
  const { entry, what } = kinds[kind];
  const example = chronicleExamples[kind];
  return {
    operationId: `${kind}-write`,
    summary: `Write down ${what}; or remove one`,
    description:
      'With the token of the process that holds the data. Without `id` it is made of the title; what has the same id is ' +
      'replaced. `{ "id": …, "remove": true }` removes it.',
    tags: ['queries'],
    security: [{ holder: [] }],
    querystring: z.object({ city: z.string().optional() }),
    body: z.union([requests[kind], removal]).meta({ examples: [example.request] }),
    response: {
      200: z
        .union([z.object({ city: z.string(), entry }), z.object({ city: z.string(), removed: z.string() })])
        .meta({ examples: [example.answer] }),
      400: problemResponse('Something in it is wrong; every mistake is named'),
      401: problemResponse('The token is missing or of another process'),
      404: problemResponse('There is none of this id to remove'),
      429: problemResponse('Too many at once'),
      503: problemResponse('The store is away; the same can be sent again'),
    },
  };
}

function registerKind(
  scope: FastifyInstance,
  kind: 'event' | 'project',
  { chronicle, token, cities, limiter }: ChronicleRouteOptions,
): void {
  scope.post<{ Querystring: { city?: string | string[] }; Body: string }>(
    kinds[kind].path,
    { onRequest: async (request) => authorise(request, token), schema: schemaOf(kind) },
    async (request, reply) => {
      const city = await pickCity(cities, request.query.city);
      if ('mistake' in city) throw parameterProblem([city.mistake]);
      const body = parseBody(request.body, kind);
      const written = await limiter.run(() => chronicle.write(kind, city.city, body));
      if (written === undefined) throw new HttpProblem(404, `There is no ${kind} of this id.`);
      if ('mistakes' in written) throw parameterProblem(written.mistakes);
      return reply.header('cache-control', 'no-store').send({ city: city.city.id, ...written });
    },
  );
}
