import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { isoInCity } from '../city-time.ts';
import { resolvePeriod } from './period.ts';
import { readStretch } from './stretch.ts';

const chicago = 'America/Chicago';
/** a Thursday evening in Chicago, already Friday in UTC */
const now = Date.parse('2026-11-13T03:20:00Z');
const told = (text: string, zone = chicago, nowMs = now) => {
  const stretch = readStretch(zone, text, nowMs);
  return (
    stretch && [isoInCity(zone, stretch.fromMs), isoInCity(zone, stretch.toMs)].map((iso) => iso.slice(0, 16))
  );
};

describe('a stretch in words', () => {
  it.each([
    ['today', '2026-11-12T00:00', '2026-11-13T00:00'],
    ['yesterday', '2026-11-11T00:00', '2026-11-12T00:00'],
    ['this week', '2026-11-09T00:00', '2026-11-13T00:00'],
    ['Last  Week ', '2026-11-02T00:00', '2026-11-09T00:00'],
    ['this month', '2026-11-01T00:00', '2026-11-13T00:00'],
    ['last month', '2026-10-01T00:00', '2026-11-01T00:00'],
    ['last quarter', '2026-07-01T00:00', '2026-10-01T00:00'],
    ['last year', '2025-01-01T00:00', '2026-01-01T00:00'],
    ['7 days', '2026-11-06T00:00', '2026-11-13T00:00'],
    ['last 1 day', '2026-11-12T00:00', '2026-11-13T00:00'],
    ['2 weeks', '2026-10-30T00:00', '2026-11-13T00:00'],
    ['3 months', '2026-08-13T00:00', '2026-11-13T00:00'],
    ['past 24 hours', '2026-11-11T22:00', '2026-11-12T22:00'],
    ['2026-W46', '2026-11-09T00:00', '2026-11-16T00:00'],
    ['2026-w40..2026-w46', '2026-09-28T00:00', '2026-11-16T00:00'],
    ['2026-W53', '2026-12-28T00:00', '2027-01-04T00:00'],
    ['2026-10', '2026-10-01T00:00', '2026-11-01T00:00'],
    ['2026-12', '2026-12-01T00:00', '2027-01-01T00:00'],
    ['2026-q3', '2026-07-01T00:00', '2026-10-01T00:00'],
    ['2026', '2026-01-01T00:00', '2027-01-01T00:00'],
    ['2026-03-08', '2026-03-08T00:00', '2026-03-09T00:00'],
    ['2026-10-05..yesterday', '2026-10-05T00:00', '2026-11-12T00:00'],
  ])('%s', (text, from, to) => {
    expect(told(text)).toEqual([from, to]);
  });

  it.each([
    '',
    'next week',
    '0 days',
    '-3 days',
    '99999 years',
    '2025-W53',
    '2026-W54',
    '2026-13',
    '2026-02-30',
    '2026-Q5',
    'yesterday..2026-10-05',
    '..',
    '2026..',
    '2026..2027..2028',
    '__proto__',
    'last week\u0000',
    'x'.repeat(1_000_000),
  ])('does not understand %s', (text) => {
    expect(readStretch(chicago, text, now)).toBeUndefined();
  });

  it('on the last day of a long month goes back to the end of a short one', () => {
    expect(told('1 month', 'UTC', Date.parse('2026-03-30T12:00:00Z'))).toEqual([
      '2026-02-28T00:00',
      '2026-03-31T00:00',
    ]);
  });
});

const zones = [
  'America/Chicago',
  'Europe/London',
  'Asia/Kolkata',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
];
const instants = fc.integer({ min: Date.UTC(2005, 0, 1), max: Date.UTC(2040, 0, 1) });

it('is what a calendar says, across changes of the clock and ends of years', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      instants,
      fc.integer({ min: 1, max: 60 }),
      (zone, nowMs, count) => {
        const today = DateTime.fromMillis(nowMs, { zone }).startOf('day');
        const tomorrow = today.plus({ days: 1 }).startOf('day');
        const expected: [string, DateTime, DateTime][] = [
          ['today', today, tomorrow],
          ['yesterday', today.minus({ days: 1 }), today],
          ['this week', today.startOf('week'), tomorrow],
          ['last week', today.startOf('week').minus({ weeks: 1 }), today.startOf('week')],
          ['last month', today.startOf('month').minus({ months: 1 }), today.startOf('month')],
          ['last quarter', today.startOf('quarter').minus({ quarters: 1 }), today.startOf('quarter')],
          [`${count} days`, tomorrow.minus({ days: count }), tomorrow],
          [`${count} weeks`, tomorrow.minus({ weeks: count }), tomorrow],
          [`${count} months`, tomorrow.minus({ months: count }), tomorrow],
          [today.toFormat("kkkk-'W'WW"), today.startOf('week'), today.startOf('week').plus({ weeks: 1 })],
          [today.toFormat('yyyy-MM'), today.startOf('month'), today.startOf('month').plus({ months: 1 })],
        ];
        for (const [text, from, to] of expected) {
          const stretch = readStretch(zone, text, nowMs);
          // A zone may skip a whole day (Apia, 2011): then two calendars may differ in which one they name.
          if (zone === 'Pacific/Apia' && from.toMillis() < Date.UTC(2012, 6, 1)) continue;
          expect([text, stretch?.fromMs, stretch?.toMs]).toEqual([
            text,
            from.startOf('day').toMillis(),
            to.startOf('day').toMillis(),
          ]);
        }
      },
    ),
    { numRuns: 300 },
  );
});

describe('in a question', () => {
  it('a period is the whole stretch; from and to are where one starts', () => {
    expect(resolvePeriod(chicago, { period: '2026-W46' }, now)).toEqual(
      resolvePeriod(chicago, { from: '2026-11-09', to: '2026-11-16' }, now),
    );
    expect(resolvePeriod(chicago, { from: '7 days', to: 'today' }, now)).toEqual(
      resolvePeriod(chicago, { from: '2026-11-06', to: '2026-11-12' }, now),
    );
  });

  it.each([
    [{ period: 'last week', from: '2026-01-01' }, 'either `period`, or `from` and `to`'],
    [{ period: 'the other day' }, 'expected today, yesterday'],
    [{ period: '9999' }, 'expected today'],
    [{ from: '2026-W40..2026-W46' }, 'say 2026-W40..2026-W46 as `period`'],
    [{ from: 'whenever' }, 'expected a date such as 2026-03-01'],
    [{ from: 'today', to: 'yesterday' }, 'before `to`'],
  ])('%j is refused', (query, words) => {
    expect(() => resolvePeriod(chicago, query, now)).toThrow(words);
  });
});
