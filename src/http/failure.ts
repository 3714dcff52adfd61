// From what went wrong below to one of the program's four errors, decided by code and status. Messages name host
// and cause; never a path, a query, a header or a body.
import { PermanentError, RateLimitedError, TransientError } from '../errors.ts';
import { RefusedError } from './refused-error.ts';
import { type HeaderValues, type ResetForm, retryAfterMs } from './retry-after.ts';

const CERTIFICATE_CODE =
  /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED_CERT|UNABLE_TO_(VERIFY|GET_ISSUER)|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)/;

/** Whether a code of Node's TLS says that a certificate is not accepted. */
export const isCertificateCode = (code: string): boolean => CERTIFICATE_CODE.test(code);

/** The error for a status that is neither success, nor a redirect, nor an expected 304. */
export function statusError(
  host: string,
  status: number,
  headers: HeaderValues,
  nowMs: number,
  form: ResetForm | undefined,
): RefusedError | TransientError | RateLimitedError {
  const hasRetryAfter = headers['retry-after'] !== undefined;
  if (status === 429 || (status === 503 && hasRetryAfter)) {
    const waitMs = retryAfterMs(headers, nowMs, form);
    return new RateLimitedError(
      `${host} answered ${status}: later, in ${Math.ceil(waitMs / 1000)} s`,
      waitMs,
    );
  }
  // 408 and 425 ask for the same request once more; 304 and 1xx to a plain question are a server's slip.
  if (status >= 500 || status === 408 || status === 425 || status < 400) {
    return new TransientError(`${host} answered ${status}`);
  }
  return new RefusedError('status', `${host} answered ${status}`, { status });
}

/** The error for something thrown while connecting, waiting or reading. Ours pass through as they are. */
export function transferError(host: string, cause: unknown): Error {
  if (
    cause instanceof PermanentError ||
    cause instanceof TransientError ||
    cause instanceof RateLimitedError
  ) {
    return cause;
  }
  const code = codeOf(cause);
  if (code === 'UND_ERR_HEADERS_OVERFLOW' || code === 'HPE_HEADER_OVERFLOW') {
    return new RefusedError('headers', `${host} sent more headers than are read`, { cause });
  }
  if (isCertificateCode(code)) {
    return new RefusedError('tls', `${host}: its certificate is not accepted (${code})`, { cause });
  }
  if (/^(Z_(DATA|STREAM|NEED_DICT|MEM)|ERR_(_ERROR|BROTLI|ZSTD)|ZSTD_)/.test(code)) {
    return new RefusedError('encoding', `${host} sent a body that cannot be unpacked (${code})`, { cause });
  }
  if (code === 'UND_ERR_INVALID_ARG') {
    return new RefusedError('request', `${host}: the request cannot be sent as it is`, { cause });
  }
  if (code === 'Z_BUF_ERROR' || code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH') {
    return new TransientError(`${host} sent half a body`, { cause });
  }
  return new TransientError(`${host}: the transfer failed${code === '' ? '' : ` (${code})`}`, { cause });
}

function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' && /^\w{1,60}$/.test(code) ? code : '';
}
