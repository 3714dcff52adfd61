// A real server on the loopback for the tests of the API's protocol.
import { once } from 'node:events';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { afterEach } from 'vitest';
import { listen } from '../src/api/bind.ts';
import type { ApiContext } from '../src/api/context.ts';
import { createServer } from '../src/api/server.ts';
import { inventedContext } from './api-support.ts';

export const open: FastifyInstance[] = [];

export async function serve(replaced: Partial<ApiContext> = {}) {
  const app = await createServer(inventedContext(replaced));
  open.push(app);
  return { app, url: await listen(app, '127.0.0.1', 0) };
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((app) => app.close()));
});

export const getJson = async (url: string, init?: RequestInit) => {
  const response = await fetch(url, init);
  return { response, body: (await response.json()) as Record<string, unknown> };
};

/** fetch may not set Host. */
export async function getWithHost(
  url: string,
  host: string,
): Promise<{ status: number; headers: IncomingHttpHeaders }> {
  const request = httpRequest(url, { headers: { host } }).end();
  const [response] = await once(request, 'response');
  response.resume();
  return { status: response.statusCode, headers: response.headers };
}
