// GET /healthz: the process answers. It says nothing of the engines behind it, so that a restart is not its cure.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

export function registerHealth(app: FastifyInstance, version: string): void {
  app.get(
    '/healthz',
    {
      schema: {
        operationId: 'health',
        summary: 'Is the process alive?',
        tags: ['operations'],
        response: { 200: z.object({ status: z.literal('ok'), version: z.string() }) },
      },
    },
    (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok', version }),
  );
}
