// Coral's GraphQL interface: one address, an access token, and what its error codes mean.
// https://docs.coralproject.net/api/schema · codes: https://github.com/coralproject/talk (common/errors.ts)
import { z } from 'zod';
import { ConfigError, RateLimitedError, TransientError } from '../../errors.ts';
import { RefusedError } from '../../http/refused-error.ts';
import { DEFAULT_RETRY_MS } from '../../http/retry-after.ts';
import { askJson, type CallContext, noteRefusal } from '../json-api.ts';
import { hostOf, type Installation } from './options.ts';

export type Ask = (query: string, variables: Record<string, unknown>) => Promise<Record<string, unknown>>;

const answerSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.object({ extensions: z.object({ code: z.string().optional() }).optional() })).optional(),
});

/** Of things that are asked for by id: null stands in their place. */
const absent = new Set(['COMMENT_NOT_FOUND', 'NOT_FOUND', 'STORY_NOT_FOUND']);
const unauthorized = new Set([
  ...['TOKEN_INVALID', 'JWT_REVOKED', 'AUTHENTICATION_ERROR', 'INVALID_CREDENTIALS', 'USER_NOT_ENTITLED'],
  ...['RAW_QUERY_NOT_AUTHORIZED', 'USER_BANNED', 'USER_SUSPENDED'],
]);

/** Throws the program's errors; messages name the host and a code, and quote nothing. */
export function createAsk(context: CallContext, installation: Installation, token: string): Ask {
  const host = hostOf(installation);
  const url = new URL('/api/graphql', installation.url).href;
  return async (query, variables) => {
    const { status, value } = await askJson(context, url, {
      ...{ body: { query, variables }, headers: { authorization: `Bearer ${token}` } },
      // Each installation counts for itself.
      ...{ window: host, answers: [400, 401, 403] },
    });
    const answer = answerSchema.safeParse(value).data;
    const codes = (answer?.errors ?? []).map(({ extensions }) => extensions?.code ?? 'none');
    const error = failureOf(host, status, codes);
    if (error) {
      noteRefusal(context, error, host);
      throw error;
    }
    if (!answer?.data) throw new TransientError(`${host} sent no answer to a query`);
    return answer.data;
  };
}

function failureOf(host: string, status: number, codes: readonly string[]): Error | undefined {
  const refused = codes.find((code) => unauthorized.has(code));
  if (refused !== undefined || status === 401 || status === 403)
    return new ConfigError(
      `${host} does not accept the access token (${refused ?? status}): an administrator makes one with coral-cli token:create`,
    );
  if (codes.includes('RATE_LIMIT_EXCEEDED'))
    return new RateLimitedError(`${host} asks to come back later`, DEFAULT_RETRY_MS);
  if (status === 400)
    return new RefusedError('status', `${host} refuses the query (${codes[0] ?? status})`, { status });
  const other = codes.find((code) => !absent.has(code));
  return other === undefined ? undefined : new TransientError(`${host} could not answer (${other})`);
}
