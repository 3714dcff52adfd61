// Which headers and parameters are secrets, and what may travel on to another host. Pure.
import { RefusedError } from './refused-error.ts';

/** Header names in lower case → value. */
export type RequestHeaders = Readonly<Record<string, string>>;

const CREDENTIAL_HEADER =
  /^(authorization|proxy-authorization|cookie2?)$|(^|[-_])(api-?key|subscription-key|key|token|secret|password|signature|credentials?|auth|session)$/;
const CREDENTIAL_PARAMETER =
  /^(api[-_]?key|apikey|access[-_]?token|auth[-_]?token|client[-_]?secret|password)$/i;

// Everything else a caller sets stays with the host it was meant for: a list of what is safe cannot forget one.
const TRAVELS = new Set(['accept', 'accept-language', 'content-type', 'if-none-match', 'if-modified-since']);

// Set by the client itself or by the protocol; a caller's `host` would also walk around the check of the name.
const RESERVED = new Set([
  'accept-encoding',
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Lower-cases names; throws RefusedError for names a caller may not set and values that would split a header. */
export function readHeaders(headers: Readonly<Record<string, string | undefined>>): RequestHeaders {
  const read: [string, string][] = [];
  for (const [given, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    const name = given.toLowerCase();
    if (!/^[a-z0-9!#$%&'*+.^_`|~-]+$/.test(name)) throw new RefusedError('request', 'not a header name');
    if (RESERVED.has(name)) throw new RefusedError('request', `the header ${name} is the client's own`);
    if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) {
      throw new RefusedError(
        'request',
        `the value of the header ${name} holds a character that no header may`,
      );
    }
    read.push([name, value]);
  }
  return Object.fromEntries(read);
}

export function isCredentialHeader(name: string): boolean {
  return CREDENTIAL_HEADER.test(name.toLowerCase());
}

/** Whether this request carries something that must not be read by others: a header, or a telling parameter. */
export function hasCredentials(url: URL, headers: RequestHeaders): boolean {
  return (
    Object.keys(headers).some(isCredentialHeader) ||
    [...url.searchParams.keys()].some((name) => CREDENTIAL_PARAMETER.test(name))
  );
}

/** The headers that another host may see. */
export function headersForOthers(headers: RequestHeaders): RequestHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => TRAVELS.has(name)));
}
