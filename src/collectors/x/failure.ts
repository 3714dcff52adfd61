// What twitter-api-v2 throws → the program's errors, by its kind and the status. Messages quote nothing of an answer.
import type { ApiRequestError, ApiResponseError } from 'twitter-api-v2';
import { ConfigError, PermanentError, RateLimitedError, TransientError } from '../../errors.ts';
import { RefusedError } from '../../http/refused-error.ts';
import { retryAfterMs } from '../../http/retry-after.ts';

const isOurs = (error: unknown): error is Error =>
  [ConfigError, PermanentError, RateLimitedError, TransientError].some((kind) => error instanceof kind);

const kindOf = (error: unknown) => (error instanceof Error ? Reflect.get(error, 'type') : undefined);

/** https://docs.x.com/x-api/fundamentals/response-codes-and-errors. The library's own errors name their kind in `type`. */
export function failureOf(error: unknown, nowMs: number): Error {
  if (isOurs(error)) return error;
  const kind = kindOf(error);
  if (kind === 'request') {
    const { requestError } = error as ApiRequestError;
    if (isOurs(requestError)) return requestError;
    return new TransientError('api.x.com: the transfer failed', { cause: error });
  }
  if (kind === 'partial-response')
    return new TransientError('api.x.com sent half an answer', { cause: error });
  if (kind === 'response') return statusFailure(error as ApiResponseError, nowMs);
  return new TransientError('api.x.com sent something that is not understood', { cause: error });
}

function statusFailure(error: ApiResponseError, nowMs: number): Error {
  const { code, headers } = error;
  if (code === 429 || (code === 503 && headers['retry-after'] !== undefined)) {
    const waitMs = retryAfterMs(headers as Record<string, string>, nowMs, 'epoch seconds');
    return new RateLimitedError(`api.x.com answered ${code}: later`, waitMs, { cause: error });
  }
  if (code === 401)
    return new ConfigError('api.x.com does not accept the token (401): it has expired or was withdrawn', {
      cause: error,
    });
  if (code === 403)
    return new ConfigError(
      'api.x.com refuses this to the project (403): see its plan in the developer console',
      {
        cause: error,
      },
    );
  if (code >= 500 || code === 408) return new TransientError(`api.x.com answered ${code}`, { cause: error });
  return new RefusedError('status', `api.x.com answered ${code}`, { status: code, cause: error });
}
