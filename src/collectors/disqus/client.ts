// The Disqus API 3.0: its envelope, and what its error codes mean.
// https://help.disqus.com/en/articles/1717172-request-and-response-formats · https://disqus.com/api/docs/errors/
import { z } from 'zod';
import { ConfigError, RateLimitedError, TransientError } from '../../errors.ts';
import { RefusedError } from '../../http/refused-error.ts';
import { DEFAULT_RETRY_MS, retryAfterMs } from '../../http/retry-after.ts';
import { askJson, type CallContext, noteRefusal } from '../json-api.ts';

const root = 'https://disqus.com/api/3.0';

export type Call = (resource: string, query: Record<string, string | undefined>) => Promise<Envelope>;

const envelopeSchema = z.object({
  code: z.number(),
  response: z.unknown(),
  /** https://disqus.com/api/docs/cursors: `next` is there also where nothing follows */
  cursor: z.object({ next: z.string().nullish(), hasNext: z.boolean().optional() }).nullish(),
});
export type Envelope = z.output<typeof envelopeSchema>;

/** A forum, thread or post that is not there, or not shown to this key. */
export class NotShownError extends RefusedError {}

/** The secret key is sent as `api_secret`: server-side requests know no header for it. */
export function createCall(context: CallContext, secretKey: string): Call {
  return async (resource, query) => {
    const known = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const parameters = new URLSearchParams([...known, ['api_secret', secretKey]]);
    const { status, value, headers } = await askJson(context, `${root}/${resource}.json?${parameters}`, {
      // X-Ratelimit-Reset is a time.
      resetForm: 'epoch seconds',
      answers: [400, 401, 403, 404, 429],
    });
    const read = envelopeSchema.safeParse(value).data;
    if (status === 200 && read?.code === 0) return read;
    const nowMs = context.clock.now().getTime();
    const error = failureOf(status, read?.code, retryAfterMs(headers, nowMs, 'epoch seconds'));
    noteRefusal(context, error);
    throw error;
  };
}

function failureOf(status: number, code: number | undefined, waitMs = DEFAULT_RETRY_MS): Error {
  // 13, 14: the limit of the resource, or of the account.
  if (code === 13 || code === 14 || status === 429)
    return new RateLimitedError(`disqus: the limit of requests is used up (${status})`, waitMs);
  // 5, 11: no valid key; 18: no valid signature.
  if (code === 5 || code === 11 || code === 18 || status === 401)
    return new ConfigError(
      `disqus does not accept the secret key (${code ?? status}): see https://disqus.com/api/applications/`,
    );
  if (code === 8 || status === 404)
    return new NotShownError('status', 'disqus: there is no such thing', { status: 404 });
  // 4, 9, 12, 17: this key may not read it.
  if (code === 4 || code === 9 || code === 12 || code === 17 || status === 403)
    return new RefusedError('status', `disqus does not show it to this key (${code ?? status})`, {
      status: 403,
    });
  if (code === undefined || code === 15 || code === 16 || code === 20 || status === 200)
    return new TransientError(`disqus answered ${status} with code ${code ?? 'none'}`);
  return new RefusedError('status', `disqus answered ${status} with code ${code}`, { status: 400 });
}
