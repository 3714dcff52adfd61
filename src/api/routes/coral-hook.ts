// POST /api/v1/hooks/coral: Coral's webhook, signed by the secret of its endpoint. https://docs.coralproject.net/webhooks
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { CityDirectory, CoralHook } from '../context.ts';
import type { Limiter } from '../limiter.ts';
import { problemResponse } from '../openapi.ts';
import { pickCity } from '../pick-city.ts';
import { HttpProblem, parameterProblem } from '../problem.ts';

/** An event holds a few ids. */
const mostBytes = 64 * 1024;

const refusals = {
  missing: [401, 'The header X-Coral-Signature (sha256=<hex>) is needed.'],
  wrong: [401, 'The signature is not that of this body by a signing secret of this city.'],
  old: [401, 'The event is more than an hour from now: it is an old one, or a clock is wrong.'],
  'not set up': [404, 'The profile of this city names no signingSecret under sources.coral.'],
} as const;

export function registerCoralHook(
  app: FastifyInstance,
  { receive, cities, limiter }: { receive: CoralHook; cities: CityDirectory; limiter: Limiter },
): void {
  // signatures are made over bytes, so the body is kept as it came
  void app.register(async (scope) => {
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'buffer', bodyLimit: mostBytes },
      (_request, body, done) => done(null, body),
    );
    scope.post<{ Querystring: { city?: string }; Body: Buffer }>(
      '/api/v1/hooks/coral',
      {
        schema: {
          operationId: 'coralHook',
          summary: "Coral's webhook: a comment was written",
          description: 'See docs/collectors/coral.md. An event that is sent twice counts once.',
          tags: ['collection'],
          querystring: z.object({ city: z.string().optional() }),
          headers: z.object({
            'x-coral-signature': z.string().optional().describe('sha256=<hex of HMAC-SHA256 over the body>'),
          }),
          response: {
            202: z.object({ accepted: z.number() }),
            401: problemResponse('The signature is missing or wrong, or the event is old'),
            404: problemResponse('This city has no Coral that tells it'),
            413: problemResponse('More than 64 KB'),
            422: problemResponse('The event is not as Coral documents it; every mistake is named'),
            503: problemResponse('The queue is away; send it again later'),
          },
        },
      },
      async (request, reply) => {
        const picked = await pickCity(cities, request.query.city);
        if ('mistake' in picked) throw parameterProblem([picked.mistake]);
        const signature = request.headers['x-coral-signature'];
        const received = await limiter.run(() =>
          receive(picked.city, {
            signature: typeof signature === 'string' ? signature : undefined,
            body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
          }),
        );
        if ('refused' in received) {
          const [status, detail] = refusals[received.refused];
          throw new HttpProblem(status, detail);
        }
        if ('mistakes' in received)
          throw new HttpProblem(422, 'The event cannot be taken.', {
            name: 'message',
            errors: received.mistakes,
          });
        return reply.code(202).send(received);
      },
    );
  });
}
