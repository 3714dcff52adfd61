// GET /readyz: may questions and posts be sent here? 503 with every reason when not.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ConfigError, PermanentError, TransientError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Readiness } from '../context.ts';
import { problemResponse } from '../openapi.ts';
import { HttpProblem } from '../problem.ts';

const readySchema = z.object({
  status: z.literal('ready'),
  queues: z.record(z.string(), z.unknown()).describe('waiting, active, delayed and failed jobs per queue'),
});

type Outcome = { check: string; value: unknown } | { check: string; detail: string };

export function registerReady(app: FastifyInstance, checks: Readiness, timeLimitMs: number, log: Log): void {
  let current: Promise<Outcome[]> | undefined;
  const tell = createTeller(log);
  // callers at the same time share one round of checks: asking often costs the engines nothing more
  const checkAll = () => {
    current ??= Promise.all([
      runCheck('store', checks.store, timeLimitMs, tell),
      runCheck('schema', checks.schema, timeLimitMs, tell),
      runCheck('queue', checks.queue, timeLimitMs, tell),
    ]).finally(() => {
      current = undefined;
    });
    return current;
  };
  app.get(
    '/readyz',
    {
      schema: {
        operationId: 'ready',
        summary: 'Are the store, its schema and the queue in order?',
        tags: ['operations'],
        response: { 200: readySchema, 503: problemResponse('Not ready; each failed check is named') },
      },
    },
    async (_request, reply) => {
      const outcomes = await checkAll();
      const errors = outcomes.filter((outcome) => 'detail' in outcome);
      if (errors.length > 0) {
        const names = errors.map((error) => error.check).join(', ');
        throw new HttpProblem(503, `Not ready: ${names}.`, {
          name: 'not-ready',
          errors,
          headers: { 'retry-after': '5' },
        });
      }
      const queue = outcomes.find((outcome) => outcome.check === 'queue');
      const queues = queue !== undefined && 'value' in queue ? queue.value : {};
      return reply.header('cache-control', 'no-store').send({ status: 'ready', queues });
    },
  );
}

type Teller = (check: string, error: unknown) => void;

/** How long a part may take to come up before it is a defect that it has not. */
const startMs = 60_000;

/** A part that is not up yet is news, one that went away a warning; told once, however often it is asked about. */
function createTeller(log: Log): Teller {
  const startedAt = performance.now();
  const wasReady = new Map<string, boolean>();
  const told = new Map<string, 'info' | 'warn'>();
  return (check, error) => {
    if (error === undefined) {
      wasReady.set(check, true);
      if (told.delete(check)) log.info({ check }, 'a part is ready');
      return;
    }
    const isLate = performance.now() - startedAt > startMs;
    const level = wasReady.get(check) || isLate ? 'warn' : 'info';
    if (told.get(check) === level) return;
    told.set(check, level);
    log[level]({ err: error, check }, 'a part is not ready');
  };
}

async function runCheck(
  check: string,
  run: () => Promise<unknown>,
  timeLimitMs: number,
  tell: Teller,
): Promise<Outcome> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TransientError(`no answer within ${timeLimitMs} ms`)), timeLimitMs);
  });
  try {
    const value = await Promise.race([run(), late]);
    tell(check, undefined);
    return { check, value };
  } catch (error) {
    tell(check, error);
    const isOurs = [ConfigError, TransientError, PermanentError].some((kind) => error instanceof kind);
    // the message of an engine may quote anything; ours are written for people
    return { check, detail: isOurs ? (error as Error).message : 'not reachable' };
  } finally {
    clearTimeout(timer);
  }
}
