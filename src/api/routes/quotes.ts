// POST /api/v1/reports/:city/:week/quotes: another post for a quote of a kept report.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { authorisePage } from '../authorise.ts';
import type { CityDirectory, QuoteSwapper } from '../context.ts';
import type { Limiter } from '../limiter.ts';
import { problemResponse } from '../openapi.ts';
import { HttpProblem, parameterProblem } from '../problem.ts';
import { quoteExample } from '../quote-example.ts';
import { acceptJson, parseBody } from './json-body.ts';
import { keptSchema } from './reports.ts';

export interface QuoteRouteOptions {
  quotes: QuoteSwapper;
  cities: CityDirectory;
  /** without one only the page itself may swap */
  token: string;
  limiter: Limiter;
}

const request = z.strictObject({
  audience: z
    .string()
    .default('city')
    .describe('id of an audience of the profile; `city`, or nothing, for the whole city'),
  quote: z.int().min(1).max(99).describe('number of the quote in the report, the first is 1'),
  by: z.int().min(1).max(99).default(1).describe('1 takes the next candidate, 2 the one after it'),
});

const post = z.object({ source: z.string(), id: z.string() });
const quoteSchema = post.extend({
  time: z.string(),
  url: z.string().optional(),
  topic: z.string(),
  label: z.string(),
  text: z.string(),
  kind: z.string(),
  sentiment: z.string(),
  place: z.string().optional(),
  others: z.array(post).describe('those that may take its place, the next first'),
});

const answer = z.object({
  city: z.string(),
  quotes: z.array(quoteSchema).describe('all quotes of the report as it is now'),
  files: z.array(keptSchema).describe('all files of the report'),
  missing: z
    .array(z.string())
    .describe('forms that could not be made again and are no longer kept, each with why'),
});

const schema = {
  operationId: 'quote-swap',
  summary: 'Take another post for a quote of a kept report.',
  description:
    'From the page of this server, or with the token of the process that holds the data. The report is made again, of the same week and as of the same ' +
    'time, in the forms it is kept in; its other quotes stay. It has to be kept as JSON. What was sent stays as it was sent.',
  tags: ['reports'],
  security: [{ holder: [] }],
  params: z.object({
    city: z.string().meta({ description: 'id of a city profile', examples: ['houston'] }),
    week: z.string().meta({ description: 'ISO week', examples: ['2026-W46'] }),
  }),
  body: request.meta({ examples: [quoteExample.request] }),
  response: {
    200: answer.meta({ examples: [quoteExample.answer] }),
    400: problemResponse('Something in it is wrong; every mistake is named'),
    401: problemResponse('The token is missing or of another process'),
    404: problemResponse('No such report is kept as JSON'),
    409: problemResponse('Another process keeps the reports, and this one may not write them'),
    422: problemResponse('No other post may be quoted'),
    429: problemResponse('A report is being made already'),
    503: problemResponse('The store is away; the same can be sent again'),
  },
};

/** Throws HttpProblem 400 that names each mistake. */
function requestOf(body: unknown): z.output<typeof request> {
  const parsed = request.safeParse(parseBody(body, 'body'));
  if (parsed.success) return parsed.data;
  throw parameterProblem(
    parsed.error.issues.map(({ path, message }) => ({
      parameter: String(path[0] ?? 'body'),
      detail: message,
    })),
  );
}

export function registerQuotes(app: FastifyInstance, options: QuoteRouteOptions): void {
  const { quotes, cities, token, limiter } = options;
  void app.register(async (scope) => {
    acceptJson(scope);
    scope.post<{ Params: { city: string; week: string }; Body: string }>(
      '/api/v1/reports/:city/:week/quotes',
      { onRequest: async (asked) => authorisePage(asked, token), schema },
      async ({ params, body }, reply) => {
        const wanted = requestOf(body);
        const isKnown = (await cities.known()).some(({ id }) => id === params.city);
        const swapped = isKnown
          ? await limiter.run(async () =>
              quotes.swap(await cities.get(params.city), { ...wanted, week: params.week }),
            )
          : undefined;
        if (swapped === undefined)
          throw new HttpProblem(
            404,
            'No such report is kept as JSON; GET /api/v1/reports lists those there are.',
          );
        if ('mistakes' in swapped) throw parameterProblem(swapped.mistakes);
        return reply.header('cache-control', 'no-store').send({ city: params.city, ...swapped });
      },
    );
  });
}
