import { describe, expect, it } from 'vitest';
import { createReadFeedDate } from './dates.ts';

const read = createReadFeedDate('America/Chicago');
const iso = (text: string) => {
  const time = read(text);
  return time === undefined ? undefined : new Date(time).toISOString();
};

describe('dates of feeds', () => {
  it.each([
    ['Fri, 20 Nov 2026 10:00:00 GMT', '2026-11-20T10:00:00.000Z'],
    ['Fri, 20 Nov 26 10:00 EST', '2026-11-20T15:00:00.000Z'],
    ['20 Nov 2026 10:00:00 +0530', '2026-11-20T04:30:00.000Z'],
    ['Sat, 20 Nov 2026 10:00:00 +0000', '2026-11-20T10:00:00.000Z'],
    ['2026-11-20T10:00:00.123456Z', '2026-11-20T10:00:00.123Z'],
    ['2026-11-20 10:00:00', '2026-11-20T16:00:00.000Z'],
    ['2026-11-20', '2026-11-20T06:00:00.000Z'],
    ['Friday, November 20th, 2026 at 4:05 p.m.', '2026-11-20T22:05:00.000Z'],
    ['November 20, 2026', '2026-11-20T18:00:00.000Z'],
    ['20. März 2026 08:30 MEZ', '2026-03-20T07:30:00.000Z'],
    ['1er août 2026 08:30', undefined],
    ['3 de diciembre de 2025 12:00 UTC', '2025-12-03T12:00:00.000Z'],
    ['Wed, 07 Okt 2026 12:00:00 +0200', '2026-10-07T10:00:00.000Z'],
    ['1795186800', '2026-11-20T15:00:00.000Z'],
  ])('%s', (text, expected) => expect(iso(text)).toBe(expected));

  it.each([
    '',
    '   ',
    'yesterday',
    '31 Feb 2026 10:00 GMT',
    '0001-01-01T00:00:00Z',
    '20 Foo 2026',
    '12/11/2026',
    'x'.repeat(9_999),
  ])('knows no time in %j', (text) => expect(read(text)).toBeUndefined());

  it('is not slowed down by hostile words', () => {
    const begin = process.cpuUsage();
    for (const text of [' '.repeat(1e6), '1 '.repeat(5e5), 'Jan '.repeat(3e5), '9'.repeat(1e6)]) read(text);
    expect(process.cpuUsage(begin).user / 1_000).toBeLessThan(2_000);
  });
});
