// POST /api/v1/commands/<name>: runs a command of another process on this machine here, where the data is open.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { suggestion } from '../../config/nearest.ts';
import { ConfigError, PermanentError, RateLimitedError, TransientError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { authorise } from '../authorise.ts';
import { type CommandOutput, createCommandInput, createCommandOutput } from '../command-output.ts';
import {
  argsHeader,
  argsSchema,
  cwdHeader,
  cwdSchema,
  decodeHeader,
  terminalHeader,
  terminalSchema,
} from '../command-protocol.ts';
import type { CommandInvocation, CommandRunner } from '../context.ts';
import type { Limiter } from '../limiter.ts';
import { problemResponse } from '../openapi.ts';
import { HttpProblem, parameterProblem } from '../problem.ts';

export interface CommandRouteOptions {
  commands: CommandRunner;
  token: string;
  limiter: Limiter;
  heartbeatMs: number;
  closeLimitMs: number;
  closing: AbortSignal;
  log: Log;
}

/** After the last line a caller gets this long to hang up by itself before an unread body is cut off. */
const lingerMs = 2_000;

export function registerCommand(app: FastifyInstance, options: CommandRouteOptions): void {
  // a command whose caller is gone has no connection that the server would wait for when it closes
  const inHand = new Set<Promise<void>>();
  app.addHook('onClose', async () => {
    await Promise.race([Promise.all(inHand), sleep(options.closeLimitMs, undefined, { ref: false })]);
    if (inHand.size > 0) options.log.warn({ commands: inHand.size }, 'a command did not stop in time');
  });
  // standard input is a stream of any length: it is never collected, so no limit applies
  app.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
  app.post<{ Params: { name: string } }>(
    '/api/v1/commands/:name',
    {
      onRequest: async (request) => authorise(request, options.token),
      schema: {
        operationId: 'command',
        summary: 'Run a command in the process that holds the data; the body is its standard input',
        description:
          'For the command line of the same machine, with the token of the lock file. The response is one JSON object per line: ' +
          '`stdout`, `stderr`, `alive`, and last `exit`.',
        tags: ['operations'],
        consumes: ['application/octet-stream'],
        security: [{ holder: [] }],
        params: z.object({ name: z.enum(options.commands.names).meta({ examples: ['import'] }) }),
        headers: z.object({
          [argsHeader]: z.string().describe('base64url of a JSON array of strings: the arguments'),
          [cwdHeader]: z.string().describe('base64url of a JSON string: the directory of the caller'),
          [terminalHeader]: z.string().optional().describe('base64url of JSON: { columns, color }'),
        }),
        response: {
          200: {
            description: 'Output as it comes',
            content: { 'application/x-ndjson': { schema: z.string() } },
          },
          400: problemResponse('A header is missing or wrong'),
          401: problemResponse('The token is missing or of another process'),
          404: problemResponse('There is no such command'),
          429: problemResponse('Too many commands at once'),
        },
      },
    },
    async (request, reply) => {
      const { name } = request.params;
      const invocation = readInvocation(request, name, options.commands);
      const leave = options.limiter.enter();
      const output = createCommandOutput(options.heartbeatMs);
      const signal = AbortSignal.any([options.closing, hangUp(reply.raw)]);
      closeAfterwards(request.raw, reply.raw);
      const running = runCommand(name, { ...invocation, ...output, signal }, output, options).finally(() => {
        leave();
        inHand.delete(running);
      });
      inHand.add(running);
      reply.removeHeader('connection');
      return reply.type('application/x-ndjson').header('cache-control', 'no-store').send(output.body);
    },
  );
}

function readInvocation(request: FastifyRequest, name: string, commands: CommandRunner) {
  if (!commands.names.includes(name)) {
    const hint = suggestion(name, commands.names) || `; known are ${commands.names.join(', ')}`;
    throw new HttpProblem(404, `There is no such command${hint}`);
  }
  const args = decodeHeader(argsSchema, request.headers[argsHeader]);
  const cwd = decodeHeader(cwdSchema, request.headers[cwdHeader]);
  const hasTerminal = request.headers[terminalHeader] !== undefined;
  const terminal = decodeHeader(terminalSchema, request.headers[terminalHeader]);
  const wrong = [
    ...(args === undefined ? [argsHeader] : []),
    ...(cwd === undefined ? [cwdHeader] : []),
    ...(hasTerminal && terminal === undefined ? [terminalHeader] : []),
  ];
  if (args === undefined || cwd === undefined || wrong.length > 0) {
    throw parameterProblem(wrong.map((parameter) => ({ parameter, detail: 'expected base64url of JSON' })));
  }
  return { args, cwd, terminal, stdin: createCommandInput(request.raw) };
}

function hangUp(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return gone.signal;
}

/** A body that the command did not read to its end is dropped, and its connection is not used again. */
function closeAfterwards(request: IncomingMessage, response: ServerResponse): void {
  response.once('finish', () => {
    if (request.complete) return;
    request.unpipe();
    request.resume();
    const timer = setTimeout(() => request.socket.destroy(), lingerMs);
    request.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
  });
}

async function runCommand(
  name: string,
  invocation: CommandInvocation,
  output: CommandOutput,
  { commands, log }: CommandRouteOptions,
): Promise<void> {
  const exit = await commands.run(name, invocation).catch((error: unknown) => {
    log.error({ err: error, command: name }, 'a forwarded command failed');
    invocation.stderr.write(`earshot: ${explain(error)}\n`);
    return 1;
  });
  invocation.stdin.destroy();
  await output.finish(Number.isInteger(exit) && exit >= 0 && exit <= 255 ? exit : 1);
}

function explain(error: unknown): string {
  const ours = [ConfigError, TransientError, RateLimitedError, PermanentError];
  if (ours.some((kind) => error instanceof kind)) return (error as Error).message;
  return 'it failed inside; the log of the process that holds the data says where';
}
