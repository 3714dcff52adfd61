// One POST of JSON to a webhook, through the guarded client.
import { ConfigError, TransientError } from '../errors.ts';
import { wasNeverSent } from '../http/connect.ts';
import { type RefusalReason, RefusedError } from '../http/refused-error.ts';
import { hostOf, portOf } from '../http/target.ts';
import { checkAnswer, refusals } from './answered.ts';
import type { Means } from './channel.ts';

/** A gateway speaks for a receiver that it lost, which may have it or not. */
const ofGateways = [408, 502, 504];
const ofAnswers: readonly RefusalReason[] = ['size', 'headers', 'encoding', 'content'];

/** The address is a secret, or signs one: it travels over TLS, but to a host that the operator opened. */
export function checkedAddress(address: string, name: string, { http }: Pick<Means, 'http'>): URL {
  if (!URL.canParse(address)) throw new ConfigError(`${name} holds no address`);
  const url = new URL(address);
  if (url.protocol !== 'https:' && !http.isInside(hostOf(url), portOf(url)))
    throw new ConfigError(
      `${name} holds an address without TLS: expected https, or a host of EARSHOT_INSIDE_HOSTS`,
    );
  return url;
}

/**
 * Resolves when it was taken. Throws as `checkAnswer`; where nobody can say whether the other side has it, the transfer's error, which is none of the
 * program's four unless `isRepeatable`.
 */
export async function postJson(
  url: URL,
  {
    body,
    headers = {},
    isRepeatable,
  }: { body: string; headers?: Record<string, string>; isRepeatable: boolean },
  { http, signal, now, begin }: Means,
): Promise<void> {
  const sending = http.send(url.href, {
    ...{ method: 'POST', body, signal, answers: refusals, maxBytes: 10_000, truncate: true },
    starting: begin,
    headers: { ...headers, 'content-type': 'application/json' },
  });
  const answer = await sending.catch((cause: unknown) => {
    // It answered, and nothing can be made of it.
    if (cause instanceof RefusedError && ofAnswers.includes(cause.reason))
      throw new Error('no answer', { cause });
    if (isRepeatable || !(cause instanceof TransientError) || wasNeverSent(cause)) throw cause;
    throw new Error('no answer', { cause });
  });
  if (!isRepeatable && ofGateways.includes(answer.status)) throw new Error('no answer but of a gateway');
  checkAnswer(hostOf(url), answer, now(), answer.text().trim());
}
