// snoowrap as it is, through the guarded agent; loaded when the source runs. Application-only OAuth:
// https://github.com/reddit-archive/reddit/wiki/OAuth2#application-only-oauth
import { ConfigError, RateLimitedError, TransientError } from '../../errors.ts';
import { readRateWindow } from '../../http/rate-window.ts';
import { RefusedError } from '../../http/refused-error.ts';
import { retryAfterMs } from '../../http/retry-after.ts';
import { version } from '../../version.ts';
import { type CallContext, guardedClient, noteRefusal } from '../json-api.ts';

/** 100 calls a minute of a client, over ten minutes: Data API wiki. */
const apiWindow = 'api';
/** Beside the API: a token is not counted with it. */
const tokenWindow = 'token';

export interface RedditClient {
  /** The parsed answer of a path such as `r/NAME/new`. Throws the program's errors. */
  get(path: string, query: Record<string, string | undefined>): Promise<unknown>;
}

/** Options of `@cypress/request`, which snoowrap gets for `request`. */
type RawRequest = ((options: object) => Promise<unknown>) & { defaults(options: object): RawRequest };

export async function createRedditClient(
  context: CallContext,
  { operator, credentials }: { operator: string; credentials: Readonly<Record<string, string>> },
): Promise<RedditClient> {
  const { default: Base } = await import('snoowrap');
  const agent = guardedClient(context).agents.https;
  class Guarded extends Base {}
  const { rawRequest } = Base.prototype as unknown as { rawRequest: RawRequest };
  Object.assign(Guarded.prototype, { rawRequest: rawRequest.defaults({ agent, followRedirect: false }) });
  const { signal, clock } = context;
  const nowMs = () => clock.now().getTime();

  await context.turn(tokenWindow);
  const requester = await attempt(context, { headers: undefined }, () =>
    Guarded.fromApplicationOnlyAuth({
      userAgent: `server:earshot:${version} (by /u/${operator})`,
      clientId: credentials.clientId!,
      clientSecret: credentials.clientSecret!,
      grantType: 'client_credentials',
    }),
  );
  // What fails is waited for by the runner, not inside the library; an empty list of codes makes it stumble over
  // failures without an answer.
  requester.config({ retryErrorCodes: [599], maxRetryAttempts: 1, warnings: false, debug: false });

  return {
    async get(path, query) {
      await context.turn(apiWindow);
      const seen: Seen = { headers: undefined };
      try {
        await attempt(context, seen, () => requester.oauthRequest(requestOf(path, query, seen)));
      } catch (error) {
        noteRefusal(context, error, apiWindow);
        throw error;
      }
      signal.throwIfAborted();
      context.noteRate(readRateWindow(seen.headers ?? {}, nowMs(), 'seconds left'), apiWindow);
      return seen.body;
    },
  };
}

interface Seen {
  headers: Record<string, string> | undefined;
  body?: unknown;
}

/** The answer is taken as Reddit sent it: the library's own objects would ask for more by themselves. */
function requestOf(path: string, query: Record<string, string | undefined>, seen: Seen) {
  const qs = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
  return {
    ...{ uri: path, method: 'get', qs },
    transform(body: unknown, response: { headers: Record<string, string> }) {
      Object.assign(seen, { body, headers: response.headers });
      return { body: undefined };
    },
  };
}

async function attempt<T>(
  { clock, signal }: CallContext,
  seen: Seen,
  work: () => PromiseLike<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    signal.throwIfAborted();
    throw failureOf(error, seen.headers ?? headersOf(error), clock.now().getTime());
  }
}

const headersOf = (error: unknown): Record<string, string> =>
  (error as { response?: { headers?: Record<string, string> } }).response?.headers ?? {};

/**
 * Errors of request-promise: `statusCode` of an answer, or `cause` of none. They hold the call with its credentials, so
 * none of them is passed on.
 */
function failureOf(error: unknown, headers: Record<string, string>, nowMs: number): Error {
  const { statusCode, cause } = error as { statusCode?: unknown; cause?: unknown };
  if (cause instanceof RefusedError || cause instanceof TransientError) return cause;
  if (typeof statusCode !== 'number') return new TransientError('reddit: the transfer failed');
  if (statusCode === 429 || (statusCode === 503 && headers['retry-after'] !== undefined)) {
    const waitMs = retryAfterMs(headers, nowMs, 'seconds left');
    return new RateLimitedError(`reddit answered ${statusCode}: later`, waitMs);
  }
  if (statusCode === 401)
    return new ConfigError(
      'reddit does not accept the client id and secret (401): see reddit.com/prefs/apps',
    );
  if (statusCode >= 500 || statusCode < 400) return new TransientError(`reddit answered ${statusCode}`);
  return new RefusedError('status', `reddit answered ${statusCode}`, { status: statusCode });
}
