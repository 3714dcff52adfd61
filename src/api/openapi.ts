// The description of the API that other programs read: made from the query catalogue, never written by hand.
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { QueryEntry } from './context.ts';
import { examples } from './examples.ts';
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

/** The parameters of a query as the query string has them, with an example each where there is one. */
export function questionSchema(entry: QueryEntry): z.ZodObject {
  const city = z
    .string()
    .optional()
    .describe('id of the city profile; needed when this installation serves several');
  const given = { city: 'houston', ...examples[entry.name]?.parameters };
  const shape = Object.entries<z.ZodType>({ city, ...(entry.params.shape as Record<string, z.ZodType>) });
  return z.object(
    Object.fromEntries(
      shape.map(([name, schema]) => {
        const example = (given as Record<string, unknown>)[name];
        return [
          name,
          example === undefined ? schema : schema.meta({ ...schema.meta(), examples: [example] }),
        ];
      }),
    ),
  );
}

/** One answer: the question as it was understood, its rows, and what was collected meanwhile. */
export function answerSchema(entry: QueryEntry): z.ZodType {
  const schema = z.object({
    query: z.looseObject({}).describe('the question as it was understood, every default filled in'),
    rows: z.array(entry.row),
    previous: z.array(entry.row).optional().describe('the same for the equal period before'),
    coverage: z
      .array(z.looseObject({}))
      .describe('what each source collected in the period, and how it ended'),
    basis: z.string().describe('`rollup` (kept sums) or `posts` (read one by one)'),
  });
  const answer = examples[entry.name]?.answer;
  return schema.meta({
    description: entry.description,
    ...(answer === undefined ? {} : { examples: [answer] }),
  });
}
