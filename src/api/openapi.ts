// The description of the API that other programs read: made from the query catalogue, never written by hand.
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { eventSchema } from '../store/chronicle.ts';
import { gapSchema } from '../store/queries/define.ts';
import type { QueryEntry } from './context.ts';
import { exampleAnswers } from './examples.ts';
import { problemSchema } from './problem.ts';

export async function registerOpenapi(app: FastifyInstance, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Earshot',
        version,
        description:
          'What residents say in public about their city. `from` is inclusive, `to` exclusive; a date alone is midnight ' +
          'in the city; without them the last 30 days. Errors are problem details (RFC 9457) that name the parameter.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      tags: [
        { name: 'queries', description: 'Questions about the posts of a city' },
        { name: 'corrections', description: 'What people say of posts where the program was wrong' },
        { name: 'operations', description: 'For the people and programs that keep it running' },
      ],
      components: { securitySchemes: { holder: { type: 'http', scheme: 'bearer' } } },
    },
    transform: jsonSchemaTransform,
  });
}

export function problemResponse(description: string) {
  return { description, content: { 'application/problem+json': { schema: problemSchema } } };
}

/** The parameters of a query as the query string has them. */
export function questionSchema(entry: QueryEntry): z.ZodObject {
  const city = z
    .string()
    .optional()
    .meta({
      description: 'id of a city profile; needed when this installation serves several',
      examples: ['houston'],
    });
  const saved = z
    .string()
    .optional()
    .meta({
      description: 'A question that was saved under this name; other parameters take the place of its own',
      examples: ['pulse'],
    });
  return z.object({ city, saved, ...entry.params.shape });
}

/** One answer: the question as it was understood, its rows, and what was collected meanwhile. */
export function answerSchema(entry: QueryEntry): z.ZodType {
  const schema = z.object({
    query: z.looseObject({}).describe('the question as it was understood, every default filled in'),
    rows: z.array(entry.row),
    previous: z.array(entry.row).optional().describe('the same for the equal period before'),
    lastYear: z
      .array(entry.row)
      .optional()
      .describe('the same for the same weeks of last year (months: the same months)'),
    events: z.array(eventSchema).optional().describe('what the city wrote down of the period'),
    coverage: z
      .array(gapSchema)
      .describe('stretches of the period that some source did not completely collect'),
    basis: z.string().describe('`rollup` (kept sums) or `posts` (read one by one)'),
    next: z.string().optional().describe('token of the next page, when there is one'),
  });
  const answer = exampleAnswers[entry.name];
  return schema.meta({
    description: entry.summary,
    ...(answer === undefined ? {} : { examples: [answer] }),
  });
}
