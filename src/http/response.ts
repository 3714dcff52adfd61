// What a fetch returns: the whole body, read within its limits.
import { declaredCharset, decodeText } from './charset.ts';
import { RefusedError } from './refused-error.ts';

export interface HttpResponse {
  status: number;
  /** where the answer came from, after redirects */
  url: string;
  /** names in lower case; repeated ones joined with a comma. Has no prototype. */
  headers: Readonly<Record<string, string>>;
  /** decoded bytes; empty for 304 */
  body: Buffer;
  /** nothing has changed since the `etag` or `lastModified` that was given */
  notModified: boolean;
  /** to be given back next time */
  etag: string | undefined;
  lastModified: string | undefined;
  /** `declared` overrides what the document says of its own encoding */
  text(declared?: string): string;
  /** throws RefusedError (`content`) */
  json(): unknown;
}

// Longer validators are not worth a place in a cursor.
const MAX_VALIDATOR_LENGTH = 512;

/** `host` is for messages. */
export function makeResponse(
  host: string,
  answer: Pick<HttpResponse, 'status' | 'url' | 'headers' | 'body' | 'notModified'>,
): HttpResponse {
  const { headers, body } = answer;
  const text = (declared?: string) =>
    decodeText(body, headers['content-type'], declared ?? declaredCharset(body));
  return {
    ...answer,
    etag: validator(headers.etag),
    lastModified: validator(headers['last-modified']),
    text,
    json: () => parseJson(host, text()),
  };
}

/** Raw headers of any Node library to plain ones; the object has no prototype, so that no name can reach it. */
export function plainHeaders(
  raw: Readonly<Record<string, string | string[] | undefined>>,
): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(raw)) {
    if (value !== undefined) headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}

function validator(value: string | undefined): string | undefined {
  return value !== undefined && value.length <= MAX_VALIDATOR_LENGTH ? value : undefined;
}

function parseJson(host: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Without its cause: JSON.parse quotes the text, which may be a post.
    throw new RefusedError('content', `${host} sent something that is not JSON`);
  }
}
