// POST /api/v1/corrections: what a person says of a post where the program was wrong.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { correctionRequest, correctionSchema, readCorrection } from '../../correction.ts';
import { authorise } from '../authorise.ts';
import type { CityDirectory, Corrector } from '../context.ts';
import type { Limiter } from '../limiter.ts';
import { problemResponse } from '../openapi.ts';
import { pickCity } from '../pick-city.ts';
import { HttpProblem, parameterProblem } from '../problem.ts';
import { correctionExamples } from '../sayings-examples.ts';
import { acceptJson, parseBody } from './json-body.ts';

const answer = z
  .object({
    city: z.string(),
    source: z.string(),
    id: z.string(),
    correction: correctionSchema.describe('all that people said of this post; empty when it was taken back'),
  })
  .meta({ examples: [correctionExamples.answer] });

export interface CorrectionRouteOptions {
  corrections: Corrector;
  token: string;
  cities: CityDirectory;
  limiter: Limiter;
}

export function registerCorrections(
  app: FastifyInstance,
  { corrections, token, cities, limiter }: CorrectionRouteOptions,
): void {
  void app.register(async (scope) => {
    acceptJson(scope);
    scope.post<{ Querystring: { city?: string | string[] }; Body: string }>(
      '/api/v1/corrections',
      {
        onRequest: async (request) => authorise(request, token),
        schema: {
          operationId: 'correct',
          summary:
            "Correct the tags of one post: they override the program's, also when it is enriched again",
          description:
            'With the token of the process that holds the data. What is said later of the same post is added to what was said ' +
            'before; `undo` alone takes everything back. Sums follow within seconds.',
          tags: ['corrections'],
          security: [{ holder: [] }],
          querystring: z.object({ city: z.string().optional() }),
          body: correctionRequest.meta({ examples: [correctionExamples.request] }),
          response: {
            200: answer,
            400: problemResponse('Something in it is wrong; every mistake is named'),
            401: problemResponse('The token is missing or of another process'),
            404: problemResponse('There is no such post'),
            429: problemResponse('Too many corrections at once'),
            503: problemResponse('The store is away; the same correction can be sent again'),
          },
        },
      },
      async (request, reply) => {
        const picked = await pickCity(cities, request.query.city);
        if ('mistake' in picked) throw parameterProblem([picked.mistake]);
        const read = readCorrection(parseBody(request.body, 'correction'), picked.city);
        if ('mistakes' in read) throw parameterProblem(read.mistakes);
        const { source, id } = read.request;
        const correction = await limiter.run(() => corrections.correct(picked.city, read.request));
        if (correction === undefined)
          throw new HttpProblem(404, 'No post of this source and id is stored in this city.');
        return reply
          .header('cache-control', 'no-store')
          .send({ city: picked.city.id, source, id, correction });
      },
    );
  });
}
