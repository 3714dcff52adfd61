// Who sent it, and when: the signature of what is pushed to us. Pure.
import { createHmac, timingSafeEqual } from 'node:crypto';

export const timestampHeader = 'x-earshot-timestamp';
export const signatureHeader = 'x-earshot-signature';

/** How far a sender's clock, and its message's way, may be from now. */
export const toleranceMs = 5 * 60_000;

export type Refusal = 'missing' | 'old' | 'wrong';

const hexDigest = (key: string, parts: readonly (string | Uint8Array)[]) => {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest('hex');
};

/** The signature of a body at a time: HMAC-SHA256 over `<seconds>.<body>`, in hex. */
export const sign = (key: string, seconds: string, body: Uint8Array | string): string =>
  hexDigest(key, [`${seconds}.`, body]);

function isAnyOf(given: readonly string[], expected: readonly string[]): boolean {
  let isFound = false;
  for (const one of given) {
    const bytes = Buffer.from(one.toLowerCase());
    for (const right of expected) {
      const wanted = Buffer.from(right);
      if (bytes.length === wanted.length && timingSafeEqual(bytes, wanted)) isFound = true;
    }
  }
  return isFound;
}

/** Values of a header such as `v1=abc, v1=def`, at most ten. */
export function signaturesOf(header: string, prefix: string): string[] {
  const parts = header.slice(0, 2_000).split(',', 10);
  return parts.flatMap((part) => {
    const [name, value] = part.trim().split('=', 2);
    return name === prefix && value !== undefined && /^[0-9a-f]{64}$/i.test(value) ? [value] : [];
  });
}

/** Whether one of the keys has signed the bytes: `sha256=<hex>`, as Coral and others do it. Says nothing of when. */
export function isSignedBody(
  { signature, body }: Pick<Signed, 'signature' | 'body'>,
  keys: readonly string[],
): boolean {
  const expected = keys.filter((key) => key !== '').map((key) => hexDigest(key, [body]));
  return isAnyOf(signaturesOf(signature ?? '', 'sha256'), expected);
}

export interface Signed {
  /** epoch seconds, as sent */
  timestamp: string | undefined;
  /** `v1=<hex>`; several with commas between, while keys are changed */
  signature: string | undefined;
  body: Uint8Array;
}

/** Undefined when one of the keys has signed it, now. Every comparison takes the same time. */
export function verify(
  { timestamp, signature, body }: Signed,
  keys: readonly string[],
  nowMs: number,
): Refusal | undefined {
  if (!timestamp || !signature || !/^\d{1,12}$/.test(timestamp)) return 'missing';
  const given = signaturesOf(signature, 'v1');
  if (given.length === 0) return 'missing';
  const expected = keys.filter((key) => key !== '').map((key) => sign(key, timestamp, body));
  if (!isAnyOf(given, expected)) return 'wrong';
  return Math.abs(Number(timestamp) * 1_000 - nowMs) > toleranceMs ? 'old' : undefined;
}
