// GET /api/v1/export: a file of every post that passes a filter. It is made whole before the first byte is sent, so that what arrives
// with its announced length is complete.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ApiContext, Exporter } from '../context.ts';
import type { Limiter } from '../limiter.ts';
import { problemResponse } from '../openapi.ts';
import { parseParameters, type RawParameters } from '../parameters.ts';
import { pickCity } from '../pick-city.ts';
import { parameterProblem } from '../problem.ts';

export interface ExportRouteOptions {
  exporter: Exporter;
  cities: ApiContext['cities'];
  limiter: Limiter;
  closing: AbortSignal;
}

export function registerExport(app: FastifyInstance, options: ExportRouteOptions): void {
  const { exporter, cities, limiter, closing } = options;
  app.get(
    '/api/v1/export',
    {
      schema: {
        operationId: 'export',
        summary: 'Every post that passes a filter, as one file that keeps to the terms of each source',
        description:
          'The headers X-Earshot-Export, X-Earshot-Rows and X-Earshot-SHA256 name the file in the ledger of exports, count its posts and check its bytes; ' +
          'X-Earshot-Manifest is the whole manifest, base64url of JSON.',
        tags: ['queries'],
        querystring: exporter.params.extend({ city: z.string().optional() }),
        response: {
          200: { description: 'The file', content: { 'application/octet-stream': { schema: z.string() } } },
          400: problemResponse('A parameter is wrong; each is named'),
          429: problemResponse('Another export is being made; Retry-After says when to come back'),
        },
      },
    },
    async (request, reply) => {
      const raw = request.query as RawParameters;
      const parsed = parseParameters(exporter.params, raw);
      const picked = Array.isArray(raw.city) ? undefined : await pickCity(cities, raw.city);
      const mistakes = 'mistakes' in parsed ? [...parsed.mistakes] : [];
      if (picked !== undefined && 'mistake' in picked) mistakes.push(picked.mistake);
      if ('mistakes' in parsed || picked === undefined || 'mistake' in picked)
        throw parameterProblem(mistakes);
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      const signal = AbortSignal.any([closing, gone.signal]);
      const made = await limiter
        .run(() => exporter.make(picked.city, parsed.value, signal))
        .catch((error) => {
          throw refused(error) ?? error;
        });
      const { manifest, name, type, bytes, body } = made;
      return reply
        .headers({
          'cache-control': 'no-store',
          'content-type': type,
          'content-length': bytes,
          // a city's id may be in any script, a header may not
          'content-disposition': `attachment; filename="posts.${parsed.value.format}"; filename*=UTF-8''${encodeURIComponent(name)}`,
          'x-earshot-export': manifest.export,
          'x-earshot-rows': manifest.rows,
          'x-earshot-sha256': manifest.sha256,
          'x-earshot-manifest': Buffer.from(JSON.stringify(manifest)).toString('base64url'),
        })
        .send(body);
    },
  );
}

/** What the filters themselves refuse, such as an unknown topic. */
function refused(error: unknown) {
  if (!(error instanceof z.ZodError) || error.issues.some(({ code }) => code !== 'custom')) return undefined;
  return parameterProblem(
    error.issues.map(({ path, message }) => ({ parameter: String(path[0]), detail: message })),
  );
}
