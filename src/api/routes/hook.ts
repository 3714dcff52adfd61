// POST /api/v1/hooks/<source>: posts that another system pushes, signed by a key that it shares with the city.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { CityDirectory, HookReceiver } from '../context.ts';
import type { Limiter } from '../limiter.ts';
import { problemResponse } from '../openapi.ts';
import { pickCity } from '../pick-city.ts';
import { HttpProblem, parameterProblem } from '../problem.ts';

/** Of one message; a sender with more sends it in parts. */
export const mostHookBytes = 1024 * 1024;

const refusals = {
  missing: [
    401,
    'Both headers are needed: x-earshot-timestamp (epoch seconds) and x-earshot-signature (v1=<hex>).',
  ],
  wrong: [401, 'The signature is not that of this body, this timestamp and the key of this city.'],
  old: [401, 'The timestamp is more than 5 minutes from now: is the clock of the sender right?'],
  'not set up': [404, 'The profile of this city has no webhook under sources.'],
} as const;

const header = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
};

export function registerHook(
  app: FastifyInstance,
  { hooks, cities, limiter }: { hooks: HookReceiver; cities: CityDirectory; limiter: Limiter },
): void {
  // signatures are made over bytes, so the body is kept as it came
  void app.register(async (scope) => {
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'buffer', bodyLimit: mostHookBytes },
      (_request, body, done) => done(null, body),
    );
    scope.post<{ Params: { source: string }; Querystring: { city?: string }; Body: Buffer }>(
      '/api/v1/hooks/:source',
      {
        schema: {
          operationId: 'hook',
          summary: 'Push posts of another system',
          description: 'Signed: see docs/collectors/webhook.md. What is sent twice counts once.',
          tags: ['collection'],
          params: z.object({ source: z.enum(['webhook']).meta({ examples: ['webhook'] }) }),
          querystring: z.object({ city: z.string().optional() }),
          headers: z.object({
            'x-earshot-timestamp': z.string().describe('epoch seconds'),
            'x-earshot-signature': z.string().describe('v1=<hex of HMAC-SHA256 over "<timestamp>.<body>">'),
          }),
          response: {
            202: z.object({ accepted: z.number(), dead: z.number(), deleted: z.number() }),
            401: problemResponse('The signature is missing, wrong or old'),
            404: problemResponse('Nothing is pushed to this city'),
            413: problemResponse('More than 1 MB'),
            422: problemResponse('The message is not as it should be; every mistake is named'),
            503: problemResponse('The queue is full or away; send it again later'),
          },
        },
      },
      async (request, reply) => {
        if (request.params.source !== 'webhook')
          throw new HttpProblem(404, 'There is no such hook; there is /api/v1/hooks/webhook.');
        const picked = await pickCity(cities, request.query.city);
        if ('mistake' in picked) throw parameterProblem([picked.mistake]);
        const received = await limiter.run(() =>
          hooks.receive(picked.city, {
            timestamp: header(request, 'x-earshot-timestamp'),
            signature: header(request, 'x-earshot-signature'),
            body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
          }),
        );
        if ('refused' in received) {
          const [status, detail] = refusals[received.refused];
          throw new HttpProblem(status, detail);
        }
        if ('mistakes' in received)
          throw new HttpProblem(422, 'The message cannot be taken, nothing of it was.', {
            name: 'message',
            errors: received.mistakes,
          });
        return reply.code(202).send(received);
      },
    );
  });
}
