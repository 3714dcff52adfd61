// GET /api/v1/<query>: one route per entry of the query catalogue.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { City } from '../../config.ts';
import { TransientError } from '../../errors.ts';
import { overridden } from '../../store/saved-queries.ts';
import type { ApiAnswer, ApiContext, ApiLimits, QueryEntry } from '../context.ts';
import type { Limiter } from '../limiter.ts';
import { answerSchema, problemResponse, questionSchema } from '../openapi.ts';
import { parseParameters, quoted, type RawParameters } from '../parameters.ts';
import { pickCity } from '../pick-city.ts';
import { type HttpProblem, type ParameterMistake, parameterProblem } from '../problem.ts';

export interface QuestionOptions {
  context: ApiContext;
  limits: ApiLimits;
  limiter: Limiter;
  /** aborted when the server closes */
  closing: AbortSignal;
}

export function registerQuestion(app: FastifyInstance, entry: QueryEntry, options: QuestionOptions): void {
  const { context, limits, limiter, closing } = options;
  app.get(
    `/api/v1/${entry.name}`,
    {
      schema: {
        operationId: entry.name,
        summary: entry.summary,
        tags: ['queries'],
        querystring: questionSchema(entry),
        response: {
          200: answerSchema(entry),
          400: problemResponse('A parameter is wrong; each is named'),
          429: problemResponse('Too many questions at once; Retry-After says when to come back'),
          503: problemResponse('No answer in time, or the store is away; Retry-After says when to come back'),
        },
      },
    },
    async (request, reply) => {
      const { city, params } = await readQuestion(entry, context, request);
      const waiting = AbortSignal.any([
        AbortSignal.timeout(limits.questionTimeLimitMs),
        closing,
        disconnection(request, reply),
      ]);
      const asked = limiter.run(() => context.ask(entry.name, city, params, waiting));
      const answer = await waitFor(asked, waiting).catch((error: unknown) => {
        throw refusedParameters(error, entry) ?? error;
      });
      // posts hold what people wrote: no cache keeps it, here or on the way
      const hasText = entry.name === 'posts';
      return reply.header('cache-control', hasText ? 'no-store' : 'private, no-cache').send(answer);
    },
  );
}

/** Every mistake of the question at once. */
async function readQuestion(entry: QueryEntry, context: ApiContext, request: FastifyRequest) {
  const { saved: name, ...given } = request.query as RawParameters;
  const picked = Array.isArray(given.city) ? undefined : await pickCity(context.cities, given.city);
  const saved =
    name === undefined || picked === undefined || 'mistake' in picked
      ? undefined
      : await readSaved(entry, context, picked.city, name);
  const isSaved = saved !== undefined && !('parameter' in saved);
  const parsed = parseParameters(entry.params, isSaved ? overridden(saved, given) : given);
  const mistakes = 'mistakes' in parsed ? [...parsed.mistakes] : [];
  if (saved !== undefined && !isSaved) mistakes.push(saved as ParameterMistake);
  if (picked !== undefined && 'mistake' in picked) mistakes.push(picked.mistake);
  if ('mistakes' in parsed || picked === undefined || 'mistake' in picked || mistakes.length > 0)
    throw parameterProblem(mistakes);
  return { city: picked.city, params: parsed.value };
}

/** Parameters that were saved under a name, or what is wrong with the name. */
async function readSaved(
  entry: QueryEntry,
  context: ApiContext,
  city: City,
  name: string | string[],
): Promise<Record<string, string> | ParameterMistake> {
  if (Array.isArray(name)) return { parameter: 'saved', detail: `given ${name.length} times, expected once` };
  const saved = await context.saved?.(city, name);
  if (saved === undefined) return { parameter: 'saved', detail: `no question is saved as ${quoted(name)}` };
  if (saved.query === entry.name) return saved.params;
  return { parameter: 'saved', detail: `that is a question of ${saved.query}, not of ${entry.name}` };
}

/**
 * What a query itself refuses about its parameters (an unknown topic, `from` after `to`). Any other ZodError is about rows:
 * our own defect, whose words may quote them.
 */
function refusedParameters(error: unknown, entry: QueryEntry): HttpProblem | undefined {
  if (!(error instanceof z.ZodError)) return undefined;
  const isAboutParameters = error.issues.every(
    ({ code, path }) => code === 'custom' && path.length === 1 && Object.hasOwn(entry.params.shape, path[0]!),
  );
  if (!isAboutParameters) return undefined;
  return parameterProblem(
    error.issues.map(({ path, message }) => ({ parameter: String(path[0]), detail: message })),
  );
}

/** Aborted when the caller hangs up before the answer is written. */
function disconnection(request: FastifyRequest, reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  if (request.raw.socket.destroyed) gone.abort();
  return gone.signal;
}

/** The answer, or a 503 as soon as waiting for it is over; the limiter goes on counting until the store is done. */
async function waitFor(answer: Promise<ApiAnswer>, waiting: AbortSignal): Promise<ApiAnswer> {
  const over = new Promise<never>((_, reject) => {
    if (waiting.aborted) reject(waiting.reason);
    else waiting.addEventListener('abort', () => reject(waiting.reason), { once: true });
  });
  try {
    return await Promise.race([answer, over]);
  } catch (error) {
    if (!waiting.aborted) throw error;
    throw new TransientError('No answer within the time limit; ask for less, or later.', { cause: error });
  }
}
