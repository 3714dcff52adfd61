// What a redirect makes of a request. Pure: the caller checks the new URL like the first one.
import { hasCredentials, headersForOthers, type RequestHeaders } from './credentials.ts';
import { RefusedError } from './refused-error.ts';
import { hostOf } from './target.ts';

export interface Hop {
  url: URL;
  method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  headers: RequestHeaders;
  body?: string | Uint8Array | undefined;
}

/** 300 offers a choice, 304 is an answer, 305 and 306 are withdrawn: none of them is followed. */
export function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/**
 * The request that follows `hop` (RFC 9110, 15.4): 303 asks with GET, 301 and 302 turn POST into GET, 307 and 308
 * repeat the request. Another origin gets no credentials and no body. Returns the URL as text, to be judged again.
 */
export function nextHop(
  hop: Hop,
  status: number,
  location: string | undefined,
): Omit<Hop, 'url'> & { url: string } {
  const host = hostOf(hop.url);
  if (!location || !URL.canParse(location, hop.url.href)) {
    throw new RefusedError('redirect', `${host} redirects (${status}) without saying where to`);
  }
  const url = new URL(location, hop.url);
  if (hop.url.protocol === 'https:' && url.protocol === 'http:' && hasCredentials(hop.url, hop.headers)) {
    throw new RefusedError('insecure', `${host} redirects a request with credentials away from TLS`);
  }
  const becomesGet =
    status === 303 ? hop.method === 'POST' || hop.method === 'PUT' : status < 303 && hop.method === 'POST';
  const isElsewhere = url.origin !== hop.url.origin;
  const isSent = hop.method === 'POST' || hop.method === 'PUT';
  if (isElsewhere && isSent && !becomesGet) {
    throw new RefusedError('redirect', `${host} redirects what was sent to it to another host`);
  }
  const headers = isElsewhere ? headersForOthers(hop.headers) : hop.headers;
  if (!becomesGet) return { ...hop, url: url.href, headers };
  return { url: url.href, method: 'GET', headers: withoutBody(headers) };
}

function withoutBody(headers: RequestHeaders): RequestHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('content-')));
}
