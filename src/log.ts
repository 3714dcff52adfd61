// One logger per process: a fixed sentence plus fields, on stderr. Never post text, handles or secrets.
import { type DestinationStream, type Logger, pino } from 'pino';

export type Log = Logger;

/** Errors are logged by class, code and place only: messages of a store or a platform may quote post text. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = (error as { code?: unknown }).code;
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  const cause = error.cause === undefined ? {} : { cause: describeError(error.cause) };
  const own = ['ConfigError', 'TransientError', 'RateLimitedError', 'PermanentError'].includes(error.name);
  return {
    type: error.name,
    code,
    message: own ? error.message : undefined,
    at: frames.slice(0, 4),
    ...cause,
  };
}

/** `level` is a pino level name; `name` says which worker speaks; `to` is stderr without it. */
export function createLog(level: string, name = 'earshot', to?: DestinationStream): Log {
  return pino(
    { level, name, base: { name }, serializers: { err: describeError, error: describeError } },
    to ?? pino.destination({ dest: 2, sync: true }),
  );
}
