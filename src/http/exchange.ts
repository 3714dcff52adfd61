// One request and its answer, within its limits. Which request comes next, http.ts decides.
import { type Dispatcher, request } from 'undici';
import { ACCEPT_ENCODING, readBody } from './body.ts';
import { startDeadline } from './deadline.ts';
import { checkContent } from './expect.ts';
import { statusError, transferError } from './failure.ts';
import type { Clock, GetOptions, HttpLimits } from './options.ts';
import { type Hop, isRedirect } from './redirect.ts';
import { RefusedError } from './refused-error.ts';
import { type HttpResponse, makeResponse, plainHeaders } from './response.ts';
import { hostOf } from './target.ts';

export interface ExchangeTools {
  dispatcher: Dispatcher;
  limits: HttpLimits;
  clock: Clock;
  userAgent: string;
}

export type Exchanged =
  | { response: HttpResponse }
  | { redirect: { status: number; location: string | undefined } };

/** Throws one of the program's errors, or the reason of the caller's signal. `usedMs` is told in any case. */
export async function exchange(
  tools: ExchangeTools,
  hop: Hop,
  options: GetOptions,
  time: { remainingMs: number; used: (ms: number) => void },
): Promise<Exchanged> {
  const { limits, userAgent, dispatcher } = tools;
  const host = hostOf(hop.url);
  const firstByteTimeoutMs = options.firstByteTimeoutMs ?? limits.firstByteTimeoutMs;
  const deadline = startDeadline(host, { firstByteTimeoutMs, remainingMs: time.remainingMs }, options.signal);
  try {
    const answer = await request(hop.url, {
      dispatcher,
      method: hop.method,
      headers: { 'user-agent': userAgent, ...hop.headers, 'accept-encoding': ACCEPT_ENCODING },
      body: hop.body ?? null,
      signal: deadline.signal,
      // The deadline counts both, to the millisecond.
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    deadline.answered();
    return await readAnswer(tools, hop, options, answer);
  } catch (error) {
    options.signal?.throwIfAborted();
    throw transferError(host, deadline.signal.aborted ? deadline.signal.reason : error);
  } finally {
    time.used(deadline.stop());
  }
}

async function readAnswer(
  tools: ExchangeTools,
  hop: Hop,
  options: GetOptions,
  { statusCode: status, headers: rawHeaders, body }: Dispatcher.ResponseData,
): Promise<Exchanged> {
  const host = hostOf(hop.url);
  const headers = plainHeaders(rawHeaders);
  const notModified = status === 304 && Boolean(options.etag || options.lastModified);
  const isSuccess = (status >= 200 && status < 300) || options.answers?.includes(status) === true;
  const maxBytes = options.maxBytes ?? tools.limits.maxBytes;
  const isTooLong = isSuccess && !options.truncate && Number(headers['content-length']) > maxBytes;
  if (!isSuccess || isTooLong || hop.method === 'HEAD') body.on('error', () => {}).destroy();
  if (isRedirect(status)) return { redirect: { status, location: headers.location } };
  if (isTooLong) throw new RefusedError('size', `${host} announced more than ${maxBytes} bytes`);
  if (!isSuccess && !notModified) {
    throw statusError(host, status, headers, tools.clock.now(), options.resetForm);
  }
  const hasBody = isSuccess && hop.method !== 'HEAD';
  const limits = {
    host,
    encoding: headers['content-encoding'],
    maxBytes,
    truncate: options.truncate ?? false,
  };
  const bytes = hasBody ? await readBody(body, limits) : Buffer.alloc(0);
  if (options.expect && hasBody && status !== 204) checkContent(options.expect, bytes, host);
  const response = makeResponse(host, { status, url: hop.url.href, headers, body: bytes, notModified });
  return { response };
}
