// GET /api/v1/reports and /api/v1/reports/:city/:name: the reports that were made, to read and download.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { mediaType } from '../../report/media-type.ts';
import type { CityDirectory, ReportShelf } from '../context.ts';
import { cityParameter } from '../list-query.ts';
import { problemResponse } from '../openapi.ts';
import { quoted } from '../parameters.ts';
import { pickCity } from '../pick-city.ts';
import { HttpProblem, parameterProblem } from '../problem.ts';

/** A file of a kept report. */
export const keptSchema = z.object({
  week: z.string().describe('ISO week'),
  audience: z.string().describe('id of an audience of the profile; `city` for the whole city'),
  name: z.string(),
  form: z.string().describe('html, pdf, xlsx, json, or a table of several files such as topics.csv'),
  bytes: z.number(),
  writtenAt: z.string(),
});

/** A page of a report has a style of its own, and nothing else; it runs nothing, whatever was quoted in it. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox allow-popups allow-popups-to-escape-sandbox";

export function registerReports(
  app: FastifyInstance,
  { reports, cities }: { reports: ReportShelf; cities: CityDirectory },
): void {
  app.get<{ Querystring: { city?: string | string[] } }>(
    '/api/v1/reports',
    {
      schema: {
        operationId: 'reports',
        summary: 'The reports that were made of a city, the newest week first.',
        tags: ['reports'],
        querystring: z.object({
          city: cityParameter,
        }),
        response: { 200: z.object({ rows: z.array(keptSchema) }), 400: problemResponse('The city is wrong') },
      },
    },
    async (request, reply) => {
      const picked = await pickCity(cities, request.query.city);
      if ('mistake' in picked) throw parameterProblem([picked.mistake]);
      const rows = await reports.list(picked.city.id);
      return reply.header('cache-control', 'private, no-cache').send({ rows });
    },
  );
  app.get<{ Params: { city: string; name: string } }>(
    '/api/v1/reports/:city/:name',
    {
      schema: {
        operationId: 'report',
        summary: 'One file of a report.',
        tags: ['reports'],
        params: z.object({
          city: z.string().meta({ description: 'id of a city profile', examples: ['houston'] }),
          name: z.string().meta({
            description: 'name of a file that GET /api/v1/reports lists',
            examples: ['houston-2026-W46.html'],
          }),
        }),
        response: { 404: problemResponse('There is no such report') },
      },
    },
    async (request, reply) => {
      const { city, name } = request.params;
      const isKnown = (await cities.known()).some(({ id }) => id === city);
      const found = isKnown ? await reports.read(city, name) : undefined;
      if (found === undefined)
        throw new HttpProblem(
          404,
          `There is no report ${quoted(name)}; GET /api/v1/reports lists those there are.`,
        );
      const extension = name.slice(name.lastIndexOf('.') + 1);
      const isShown = extension === 'html' || extension === 'pdf';
      reply.serializer((payload: unknown) => payload as string);
      return reply
        .headers({
          'cache-control': 'no-store',
          ...(extension === 'html' && { 'content-security-policy': policy }),
          'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(found.report.name)}`,
        })
        .type(mediaType(name))
        .send(Buffer.from(found.content));
    },
  );
}
