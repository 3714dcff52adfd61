import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEFAULT_RETRY_MS,
  MAX_RETRY_MS,
  MIN_RETRY_MS,
  PAST_RETRY_MS,
  type ResetForm,
  retryAfterMs,
} from './retry-after.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const IN_90_S = NOW / 1000 + 90;

describe('retryAfterMs', () => {
  it.each<[string, Record<string, string | string[]>, ResetForm | undefined, number]>([
    ['Retry-After in seconds', { 'Retry-After': '90' }, undefined, 90_000],
    ['Retry-After as a date', { 'retry-after': 'Sat, 21 Nov 2026 12:01:30 GMT' }, undefined, 90_000],
    [
      'Retry-After as the old forms of a date',
      { 'retry-after': 'Saturday, 21-Nov-26 12:01:30 GMT' },
      undefined,
      90_000,
    ],
    ['X: epoch seconds', { 'x-rate-limit-reset': `${IN_90_S}` }, 'epoch seconds', 90_000],
    ['X, read by its look', { 'x-rate-limit-reset': `${IN_90_S}` }, undefined, 90_000],
    ['Reddit: seconds left, with decimals', { 'X-Ratelimit-Reset': '90.5' }, 'seconds left', 90_500],
    ['Reddit, read by its look', { 'x-ratelimit-reset': '90' }, undefined, 90_000],
    ['Mastodon: ISO time', { 'X-RateLimit-Reset': '2026-11-21T12:01:30.000Z' }, 'iso time', 90_000],
    ['Mastodon, read by its look', { 'X-RateLimit-Reset': '2026-11-21T12:01:30.000Z' }, undefined, 90_000],
    ['ISO time with an offset', { 'x-ratelimit-reset': '2026-11-21T13:01:30+01:00' }, undefined, 90_000],
    ['ISO time without a zone is UTC', { 'x-ratelimit-reset': '2026-11-21T12:01:30' }, undefined, 90_000],
    ['epoch milliseconds', { 'x-ratelimit-reset': `${IN_90_S}000` }, undefined, 90_000],
    ["the draft's one header", { ratelimit: '"default";r=0;t=90' }, undefined, 90_000],
    ['a repeated header: its first value', { 'retry-after': ['90', '5'] }, undefined, 90_000],
    [
      'two that differ: the later',
      { 'retry-after': '10', 'x-rate-limit-reset': `${IN_90_S}` },
      undefined,
      90_000,
    ],
    ['nothing', {}, undefined, DEFAULT_RETRY_MS],
    ['an unreadable value', { 'retry-after': 'soon' }, undefined, DEFAULT_RETRY_MS],
    ['a value that only Date.parse would take', { 'retry-after': 'March 7' }, undefined, DEFAULT_RETRY_MS],
    [
      'a form the platform does not use',
      { 'x-ratelimit-reset': 'Sat, 21 Nov 2026 12:01:30 GMT' },
      'seconds left',
      DEFAULT_RETRY_MS,
    ],
    ['zero', { 'retry-after': '0' }, undefined, MIN_RETRY_MS],
    ['negative', { 'retry-after': '-30' }, undefined, PAST_RETRY_MS],
    ['a date in the past', { 'retry-after': 'Sat, 21 Nov 2026 11:00:00 GMT' }, undefined, PAST_RETRY_MS],
    ['an epoch in the past', { 'x-rate-limit-reset': '1700000000' }, undefined, PAST_RETRY_MS],
    ['years ahead', { 'retry-after': '99999999999' }, undefined, MAX_RETRY_MS],
    ['the year 9999', { 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' }, undefined, MAX_RETRY_MS],
  ])('%s', (_case, headers, form, expected) => {
    expect(retryAfterMs(headers, NOW, form)).toBe(expected);
  });

  it("measures moments by the server's own clock, so that a wrong one here calls neither early nor late", () => {
    const headers = { date: 'Sat, 21 Nov 2026 12:00:00 GMT', 'x-rate-limit-reset': `${IN_90_S}` };
    for (const skewMs of [-86_400_000, -60_000, 0, 60_000, 86_400_000]) {
      expect(retryAfterMs(headers, NOW + skewMs)).toBe(90_000);
    }
    expect(retryAfterMs({ ...headers, age: '30' }, NOW)).toBe(60_000);
  });

  it('stays within its bounds whatever is sent', () => {
    const names = fc.constantFrom(
      'retry-after',
      'x-rate-limit-reset',
      'x-ratelimit-reset',
      'ratelimit-reset',
      'ratelimit',
      'date',
      'age',
    );
    const values = fc.oneof(
      fc.string(),
      fc.integer().map(String),
      fc.double().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    );
    fc.assert(
      fc.property(fc.dictionary(names, values), (headers) => {
        const wait = retryAfterMs(headers, NOW);
        expect(wait).toBeGreaterThanOrEqual(MIN_RETRY_MS);
        expect(wait).toBeLessThanOrEqual(MAX_RETRY_MS);
      }),
    );
  });
});
