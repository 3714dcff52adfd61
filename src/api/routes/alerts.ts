// GET /api/v1/alerts: what fired and why. POST /api/v1/alerts/:id/ack: somebody has seen it.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { alertSchema } from '../../alert/alert.ts';
import { alertExample } from '../alert-example.ts';
import { authorisePage } from '../authorise.ts';
import type { AlertDesk, CityDirectory } from '../context.ts';
import type { Limiter } from '../limiter.ts';
import { cityParameter, readListQuery } from '../list-query.ts';
import { problemResponse } from '../openapi.ts';
import { pickCity } from '../pick-city.ts';
import { HttpProblem, parameterProblem } from '../problem.ts';
import { acceptJson } from './json-body.ts';

export interface AlertRouteOptions {
  alerts: AlertDesk;
  cities: CityDirectory;
  /** without one only the page itself may acknowledge */
  token: string;
  limiter: Limiter;
}

const listParams = z.object({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(50)
    .meta({ examples: [20] }),
  state: z
    .enum(['all', 'open'])
    .default('all')
    .meta({
      description:
        '`open`: what is not over yet, however long ago it was found, seen or not; nothing that was set aside',
      examples: ['open'],
    }),
});

const answer = z.object({ rows: z.array(alertSchema) }).meta({ examples: [{ rows: [alertExample] }] });

export function registerAlerts(app: FastifyInstance, options: AlertRouteOptions): void {
  const { alerts, cities, token, limiter } = options;
  app.get<{ Querystring: Record<string, string | string[]> }>(
    '/api/v1/alerts',
    {
      schema: {
        operationId: 'alerts',
        summary: 'The alerts of a city, the newest first: what fired, why, and what became of it.',
        tags: ['alerts'],
        querystring: listParams.extend({ city: cityParameter }),
        response: { 200: answer, 400: problemResponse('A parameter is wrong; every mistake is named') },
      },
    },
    async (request, reply) => {
      const { city, params } = await readListQuery(cities, listParams, request.query);
      const rows = await limiter.run(() => alerts.list(city, params));
      return reply.header('cache-control', 'private, no-cache').send({ rows });
    },
  );
  void app.register(async (scope) => {
    acceptJson(scope);
    registerAcknowledgement(scope, { alerts, cities, token, limiter });
  });
}

function registerAcknowledgement(
  scope: FastifyInstance,
  { alerts, cities, token, limiter }: AlertRouteOptions,
): void {
  scope.post<{ Querystring: { city?: string | string[] }; Params: { id: string } }>(
    '/api/v1/alerts/:id/ack',
    {
      onRequest: async (request) => authorisePage(request, token),
      schema: {
        operationId: 'alert-ack',
        summary: 'Say that somebody has seen an alert.',
        description:
          'From the page of this server, or with the token of the process that holds the data. Saying it again changes nothing.',
        tags: ['alerts'],
        security: [{ holder: [] }],
        querystring: z.object({ city: cityParameter }),
        params: z.object({
          id: z.string().meta({ description: 'of GET /api/v1/alerts', examples: [alertExample.id] }),
        }),
        response: {
          200: z
            .object({ city: z.string(), alert: alertSchema })
            .meta({ examples: [{ city: 'houston', alert: { ...alertExample, state: 'acknowledged' } }] }),
          401: problemResponse('The token is missing or of another process'),
          404: problemResponse('There is no such alert'),
          429: problemResponse('Too many at once'),
        },
      },
    },
    async (request, reply) => {
      const picked = await pickCity(cities, request.query.city);
      if ('mistake' in picked) throw parameterProblem([picked.mistake]);
      const alert = await limiter.run(() => alerts.acknowledge(picked.city, request.params.id));
      if (alert === undefined) throw new HttpProblem(404, 'There is no alert of this id.');
      return reply.header('cache-control', 'no-store').send({ city: picked.city.id, alert });
    },
  );
}
