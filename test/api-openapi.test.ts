import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listen } from '../src/api/bind.ts';
import { exampleAnswers } from '../src/api/examples.ts';
import { answerSchema } from '../src/api/openapi.ts';
import { createServer } from '../src/api/server.ts';
import { queries } from '../src/store/queries/catalog.ts';
import { inventedContext } from './api-support.ts';

const answer = z.object({
  query: z.looseObject({}),
  rows: z.array(z.looseObject({})),
  previous: z.array(z.looseObject({})).optional(),
  coverage: z.array(z.looseObject({})),
  basis: z.enum(['rollup', 'posts']),
});

let url: string;
let app: FastifyInstance;

beforeAll(async () => {
  app = await createServer(inventedContext({ queries }));
  url = await listen(app, '127.0.0.1', 0);
});

afterAll(() => app?.close());

describe('the OpenAPI document', () => {
  const parameter = z.object({
    name: z.string(),
    in: z.enum(['query', 'path', 'header']),
    schema: z.looseObject({}),
    example: z.unknown(),
  });
  const media = z.record(
    z.string(),
    z.object({ schema: z.looseObject({}), example: z.unknown().optional() }),
  );
  const operation = z.object({
    operationId: z.string(),
    summary: z.string(),
    parameters: z.array(parameter.loose()).default([]),
    responses: z.record(
      z.string().regex(/^\d{3}$/),
      z.object({ description: z.string(), content: media.optional() }),
    ),
  });
  const document = z.object({
    openapi: z.string().regex(/^3\.1\.\d+$/),
    info: z.object({ title: z.string(), version: z.string() }),
    paths: z.record(z.string().startsWith('/'), z.partialRecord(z.enum(['get', 'post']), operation)),
  });
  const read = async () => document.parse(await (await fetch(`${url}/api/openapi.json`)).json());

  it('has every query with every parameter', async () => {
    const { paths } = await read();
    for (const query of queries) {
      const found = paths[`/api/v1/${query.name}`]?.get;
      expect(found?.summary).toBe(query.summary);
      expect(found?.parameters.map(({ name }) => name)).toEqual([
        ...['city', 'saved'],
        ...Object.keys(query.params.shape),
      ]);
      expect(Object.keys(found?.responses ?? {})).toEqual(['200', '400', '429', '503']);
    }
  });

  it('names no operation twice and refers to nothing that is not there', async () => {
    const ids = Object.values((await read()).paths).flatMap((path) =>
      Object.values(path).map((each) => each?.operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
    const text = await (await fetch(`${url}/api/openapi.json`)).text();
    expect(text).not.toContain('"$ref"');
  });

  it('has examples that their own schemas accept', async () => {
    const { paths } = await read();
    for (const query of queries) {
      const found = paths[`/api/v1/${query.name}`]!.get!;
      const shape = query.params.shape as Record<string, z.ZodType>;
      for (const { name, example } of found.parameters.filter((each) => each.name in shape)) {
        // query strings hold text; `optional` would accept a missing example
        expect([query.name, name, typeof example]).toEqual([
          query.name,
          name,
          expect.stringMatching(/string|number/),
        ]);
        shape[name]!.parse(String(example));
      }
      const content = found.responses['200']?.content?.['application/json'];
      expect(content?.example).toEqual(exampleAnswers[query.name]);
      const rows = answer.parse(exampleAnswers[query.name]).rows;
      expect(rows.map((row) => query.row.parse(row))).toEqual(rows);
      answerSchema(query).parse(exampleAnswers[query.name]);
    }
  });
});
