// When a busy server wants us back. Pure: platforms say it in five ways, and some say nothing or the past.

/** Headers as any library has them: names in any case, values alone or repeated. */
export type HeaderValues = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * How a platform's own reset header is meant: X sends epoch seconds, Reddit seconds left, Mastodon an ISO time.
 * `auto` reads it by its look.
 */
export type ResetForm = 'auto' | 'epoch seconds' | 'seconds left' | 'iso time';

/** When nothing readable was said. */
export const DEFAULT_RETRY_MS = 60_000;
/** The least and the most that is ever waited, whatever was said. */
export const MIN_RETRY_MS = 1_000;
export const MAX_RETRY_MS = 86_400_000;
/** When the moment named is over already: clocks disagree, so a little more than nothing. */
export const PAST_RETRY_MS = 5_000;

const RESET_HEADERS = ['x-rate-limit-reset', 'x-ratelimit-reset', 'ratelimit-reset'];

/**
 * Milliseconds to wait, always within MIN_RETRY_MS and MAX_RETRY_MS. `Retry-After` (RFC 9110, 10.2.3) comes first;
 * then the reset headers; then `t=` of RateLimit (draft-ietf-httpapi-ratelimit-headers). Where both the first and
 * a reset header are given, the later moment counts. Moments are read against the server's own Date, if it sent
 * one, so that a wrong clock here calls neither early nor a day late. `nowMs` is epoch milliseconds.
 */
export function retryAfterMs(headers: HeaderValues, nowMs: number, form: ResetForm = 'auto'): number {
  const values = lowerCased(headers);
  const serverNow = serverTime(values, nowMs);
  const waits = [
    readRetryAfter(values.get('retry-after'), serverNow),
    ...RESET_HEADERS.map((name) => readReset(values.get(name), serverNow, form)),
    readRateLimit(values.get('ratelimit')),
  ].filter((wait) => wait !== undefined);
  if (waits.length === 0) return DEFAULT_RETRY_MS;
  const wait = Math.max(...waits);
  if (wait < 0) return PAST_RETRY_MS;
  return Math.min(Math.max(Math.ceil(wait), MIN_RETRY_MS), MAX_RETRY_MS);
}

function lowerCased(headers: HeaderValues): Map<string, string> {
  const entries = Object.entries(headers).flatMap(([name, value]): [string, string][] => {
    const first = typeof value === 'string' ? value : value?.[0];
    // No form of a moment is longer, and no pattern below sees more.
    return first === undefined ? [] : [[name.toLowerCase(), first.trim().slice(0, 100)]];
  });
  return new Map(entries);
}

function serverTime(values: Map<string, string>, nowMs: number): number {
  const date = readDate(values.get('date'));
  // An answer out of a cache is as old as it says (RFC 9111, 5.1).
  const age = Number(values.get('age') ?? 0);
  return date === undefined ? nowMs : date + (age > 0 && age < 86_400 ? age * 1000 : 0);
}

function readRetryAfter(value: string | undefined, nowMs: number): number | undefined {
  if (value === undefined) return undefined;
  if (isNumber(value)) return Number(value) * 1000;
  const moment = readDate(value);
  return moment === undefined ? undefined : moment - nowMs;
}

function readReset(value: string | undefined, nowMs: number, form: ResetForm): number | undefined {
  if (value === undefined) return undefined;
  if (!isNumber(value)) {
    const moment = form === 'auto' || form === 'iso time' ? readDate(value) : undefined;
    return moment === undefined ? undefined : moment - nowMs;
  }
  const number = Number(value);
  if (form === 'seconds left') return number * 1000;
  if (form === 'epoch seconds') return number * 1000 - nowMs;
  if (form === 'iso time') return undefined;
  // 1e9 is September 2001 in epoch seconds and 31 years in seconds left; 1e11 is 1973 in epoch milliseconds.
  if (number < 1e9) return number * 1000;
  return (number < 1e11 ? number * 1000 : number) - nowMs;
}

function readRateLimit(value: string | undefined): number | undefined {
  const seconds = /(?:^|[;,\s])(?:t|reset)=(\d{1,9})/.exec(value ?? '')?.[1];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

function isNumber(value: string): boolean {
  return /^-?\d{1,15}(\.\d{1,9})?$/.test(value);
}

/** HTTP dates and ISO times; Date.parse alone would also read "7" as the year 2001. */
function readDate(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const looksRight =
    /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value) || /^[A-Z][a-z]{2,8},? .*\d\d:\d\d:\d\d/.test(value);
  // A time without a zone is UTC: these headers know no other.
  const zoned = /^\d{4}-[^Zz+]*$/.test(value) && !/T.*-\d\d:?\d\d$/.test(value) ? `${value}Z` : value;
  const moment = looksRight ? Date.parse(zoned) : Number.NaN;
  return Number.isFinite(moment) ? moment : undefined;
}
