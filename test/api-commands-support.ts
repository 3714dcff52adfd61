// Both sides of a forwarded command for its tests: a holder that serves, and a caller whose output can be read.
import type { FastifyInstance } from 'fastify';
import { afterEach } from 'vitest';
import { listen } from '../src/api/bind.ts';
import type { ForwardOptions } from '../src/api/command-client.ts';
import { argsHeader, cwdHeader, encodeHeader } from '../src/api/command-protocol.ts';
import type { ApiContext, CommandInvocation } from '../src/api/context.ts';
import { createServer } from '../src/api/server.ts';
import { collect, inventedContext } from './api-support.ts';

export const token = 'a-token-of-this-test';
export const open: { close(): unknown }[] = [];

export type Run = (invocation: CommandInvocation, name: string) => Promise<number>;

export async function serve(run: Run, replaced: Partial<ApiContext> = {}) {
  const commands = {
    names: ['echo', 'import'],
    run: (name: string, invocation: CommandInvocation) => run(invocation, name),
  };
  const app: FastifyInstance = await createServer(inventedContext({ commands, token, ...replaced }));
  open.push(app);
  return { app, holder: { url: await listen(app, '127.0.0.1', 0), token } };
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

export function terminal(options: Partial<ForwardOptions> = {}) {
  const [stdout, stderr] = [collect(), collect()];
  const signal = new AbortController().signal;
  const forward = { args: [], cwd: '/', stdout: stdout.stream, stderr: stderr.stream, signal, ...options };
  return { forward, stdout, stderr };
}

export const headers = {
  authorization: `Bearer ${token}`,
  'content-type': 'application/octet-stream',
  [argsHeader]: encodeHeader([]),
  [cwdHeader]: encodeHeader('/'),
};
