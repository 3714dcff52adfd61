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
 * The request that follows `hop` (RFC 9110, 15.4). What was sent is repeated by 307 and 308 on the same origin alone: 301, 302 and 303 would turn it
 * into a GET, which arrives nowhere and is answered like a success. Another origin gets no credentials. Returns the URL as text, to be judged again.
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
  const isElsewhere = url.origin !== hop.url.origin;
  const isSent = hop.method === 'POST' || hop.method === 'PUT';
  if (isSent && (isElsewhere || status < 307)) {
    throw new RefusedError(
      'redirect',
      `${host} redirects (${status}) what was sent to it: look at the address`,
    );
  }
  return { ...hop, url: url.href, headers: isElsewhere ? headersForOthers(hop.headers) : hop.headers };
}
