// What an answer of HTTP says about a message that was sent to it. Pure.
import { PermanentError, RateLimitedError, TransientError } from '../errors.ts';
import type { HttpResponse } from '../http/response.ts';
import { retryAfterMs } from '../http/retry-after.ts';

/** Every status that says no: what it means is decided here. */
export const refusals: readonly number[] = Array.from({ length: 200 }, (_, index) => 400 + index);

const meanings: Readonly<Record<number, string>> = {
  400: 'it does not understand the message',
  401: 'it does not accept the secret',
  403: 'it does not let us in: look at the secret and its rights',
  404: 'nothing is there any more: look at the address',
  410: 'it is gone: make a new one, and tell the profile',
  413: 'the message is too large for it',
};

/**
 * Returns for 2xx. Throws PermanentError for other 4xx (with `detail`, when the other side says what is wrong in a plain word), RateLimitedError for 429 and
 * 503 with Retry-After, TransientError for 408, 425 and 5xx. Names the host, never an address.
 */
export function checkAnswer(
  host: string,
  { status, headers }: Pick<HttpResponse, 'status' | 'headers'>,
  nowMs: number,
  detail = '',
): void {
  if (status < 400) return;
  if (status === 429 || (status === 503 && headers['retry-after'] !== undefined)) {
    throw new RateLimitedError(`${host} answered ${status}: later`, retryAfterMs(headers, nowMs));
  }
  if (status >= 500 || status === 408 || status === 425)
    throw new TransientError(`${host} answered ${status}`);
  const meaning = [meanings[status] ?? '', /^[a-z][a-z_]{2,50}$/.test(detail) ? detail : ''].filter(Boolean);
  throw new PermanentError([`${host} answered ${status}`, ...meaning].join(': '));
}
