// RFC 9457 problem details: every error of the API in one shape, with nothing of the inside in it.
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { ConfigError, PermanentError, RateLimitedError, TransientError } from '../errors.ts';

export const problemSchema = z
  .object({
    type: z.string().describe('`about:blank` or `urn:earshot:problem:<name>`'),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    request: z.string().optional().describe('id under which the log of the server knows this request'),
    errors: z
      .array(z.object({ parameter: z.string().optional(), check: z.string().optional(), detail: z.string() }))
      .optional(),
  })
  .describe('Problem details (RFC 9457)');

export type Problem = z.output<typeof problemSchema>;

/** One mistake in a parameter. */
export interface ParameterMistake {
  parameter: string;
  detail: string;
}

const titles: Record<number, string> = {
  400: 'Bad request',
  401: 'Not authorised',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Request timed out',
  409: 'The installation needs attention',
  413: 'Too large',
  415: 'Unsupported media type',
  421: 'Not this host',
  422: 'Cannot be answered',
  429: 'Too many requests',
  431: 'Headers too large',
  500: 'Internal error',
  503: 'Not available now',
};

export interface ProblemOptions {
  /** last part of the problem's type */
  name?: string;
  errors?: Problem['errors'];
  headers?: Record<string, string>;
}

/** An error that already knows its answer. */
export class HttpProblem extends Error {
  override name = 'HttpProblem';
  readonly problem: Problem;
  readonly headers: Record<string, string>;
  constructor(status: number, detail: string, options: ProblemOptions = {}) {
    super(detail);
    this.problem = describeProblem(status, detail, options);
    this.headers = options.headers ?? {};
  }
}

export function describeProblem(status: number, detail: string, options: ProblemOptions = {}): Problem {
  return {
    type: options.name === undefined ? 'about:blank' : `urn:earshot:problem:${options.name}`,
    title: titles[status] ?? 'Error',
    status,
    detail,
    ...(options.errors === undefined ? {} : { errors: options.errors }),
  };
}

/** 400 that names each parameter. */
export function parameterProblem(mistakes: readonly ParameterMistake[]): HttpProblem {
  const named = [...new Set(mistakes.map((mistake) => mistake.parameter))].join(', ');
  return new HttpProblem(400, `Not understood: ${named}.`, { name: 'parameters', errors: [...mistakes] });
}

const retrySeconds = (ms: number): string => String(Math.max(1, Math.ceil(ms / 1_000)));
const transientRetryMs = 5_000;

/** The framework's own refusals, by code. Everything else it throws is our fault: 500. */
const frameworkProblems: Record<string, [status: number, detail: string]> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [415, 'The body has to be application/octet-stream.'],
  FST_ERR_CTP_EMPTY_TYPE: [415, 'The body has to be application/octet-stream.'],
  FST_ERR_CTP_BODY_TOO_LARGE: [413, 'The body is too large.'],
  FST_ERR_BAD_URL: [400, 'The path is not a valid URL path.'],
  FST_ERR_MAX_PARAM_LENGTH: [404, 'There is nothing here.'],
  FST_ERR_ASYNC_CONSTRAINT: [400, 'The request could not be routed.'],
};

/**
 * What the caller is told. The messages of our own errors are written by us for people; any other message may quote
 * SQL or a row, so its owner only learns the request's id.
 */
export function toHttpProblem(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof RateLimitedError) {
    return new HttpProblem(429, error.message, {
      headers: { 'retry-after': retrySeconds(error.retryAfterMs) },
    });
  }
  if (error instanceof TransientError) {
    return new HttpProblem(503, error.message, {
      headers: { 'retry-after': retrySeconds(transientRetryMs) },
    });
  }
  if (error instanceof ConfigError) return new HttpProblem(409, error.message, { name: 'configuration' });
  if (error instanceof PermanentError) return new HttpProblem(422, error.message);
  const code = (error as { code?: unknown } | undefined)?.code;
  const known = typeof code === 'string' ? frameworkProblems[code] : undefined;
  if (known !== undefined) return new HttpProblem(...known);
  return new HttpProblem(
    500,
    'Something went wrong inside; the log of the server has it under this request.',
  );
}

export function sendProblem(reply: FastifyReply, failure: HttpProblem): FastifyReply {
  return reply
    .code(failure.problem.status)
    .headers({ ...failure.headers, 'cache-control': 'no-store' })
    .type('application/problem+json')
    .send({ ...failure.problem, request: reply.request.id });
}
