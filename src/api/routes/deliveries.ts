// GET /api/v1/deliveries: what was sent to whom, and what was not.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { CityDirectory, DeliveryLister } from '../context.ts';
import { cityParameter, readListQuery } from '../list-query.ts';
import { problemResponse } from '../openapi.ts';

const row = z.object({
  id: z.string().describe('also the idempotency key that the receiver sees'),
  kind: z.string().describe('weekly, digest, alert or test'),
  about: z.string().describe('what it tells of: a week, a day, an alert'),
  audience: z.string().describe('id of an audience of the profile; `city` for the whole city'),
  recipient: z.string().describe('its name in the profile'),
  channel: z.string(),
  copy: z.number().describe('0, and 1 more for every further copy that a person asked for'),
  state: z.string().describe('waiting, sending, uncertain, failed or sent'),
  attempts: z.number(),
  error: z.string().describe('of the last attempt'),
  askedAt: z.string(),
  changedAt: z.string(),
  isUndelivered: z
    .boolean()
    .describe(
      'wants somebody to look: failed, uncertain, tried in vain so far, or refused for some addresses',
    ),
});

const listParams = z.object({
  undelivered: z
    .enum(['true', 'false'])
    .optional()
    .meta({ description: 'only what wants somebody to look', examples: ['true'] }),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(100)
    .meta({ description: 'most rows', examples: [100] }),
});

export function registerDeliveries(
  app: FastifyInstance,
  { deliveries, cities }: { deliveries: DeliveryLister; cities: CityDirectory },
): void {
  app.get<{ Querystring: Record<string, string | string[]> }>(
    '/api/v1/deliveries',
    {
      schema: {
        operationId: 'deliveries',
        summary: 'What was sent to whom, the newest first, and what was not delivered.',
        tags: ['reports'],
        querystring: listParams.extend({ city: cityParameter }),
        response: { 200: z.object({ rows: z.array(row) }), 400: problemResponse('A parameter is wrong') },
      },
    },
    async (request, reply) => {
      const { city, params } = await readListQuery(cities, listParams, request.query);
      const { limit, undelivered } = params;
      const rows = await deliveries(city.id, { limit, isUndelivered: undelivered === 'true' });
      return reply.header('cache-control', 'private, no-cache').send({ rows });
    },
  );
}
