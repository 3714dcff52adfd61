import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  bucketStarts,
  dayOf,
  dayStart,
  hourStart,
  hourStarts,
  isoInCity,
  parseTime,
} from './city-time.ts';

const zones = [
  'Pacific/Pago_Pago',
  'America/Chicago',
  'America/St_Johns',
  'America/Havana',
  'America/Sao_Paulo',
  'Europe/Madrid',
  'Africa/Cairo',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati',
];

describe('days in the city', () => {
  it.each([
    ['America/Chicago', '2026-03-08', 23],
    ['America/Chicago', '2026-11-01', 25],
    ['America/Havana', '2026-11-01', 25],
    ['America/Sao_Paulo', '2018-11-04', 23],
    ['Asia/Kolkata', '2026-11-01', 24],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    ['Pacific/Apia', '2011-12-30', 0],
  ])('%s %s has %d hours', (zone, day, hours) => {
    expect((dayStart(zone, addDays(day, 1)) - dayStart(zone, day)) / 3_600_000).toBe(hours);
  });

  it('puts every instant into exactly the day whose boundaries contain it, as Intl says', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(2012, 0), max: Date.UTC(2027, 0) }),
        (zone, at) => {
          const day = dayOf(zone, at);
          expect(dayStart(zone, day)).toBeLessThanOrEqual(at);
          expect(dayStart(zone, addDays(day, 1))).toBeGreaterThan(at);
          expect(day).toBe(new Intl.DateTimeFormat('sv-SE', { timeZone: zone }).format(at));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('agrees on hours whether it walks a day or asks about one instant', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(2012, 0), max: Date.UTC(2027, 0) }),
        (zone, at) => {
          const day = dayOf(zone, at);
          const starts = hourStarts(zone, dayStart(zone, day), dayStart(zone, addDays(day, 1)));
          expect(starts.findLast((start) => start <= at)).toBe(hourStart(zone, at));
          expect(new Set(starts).size).toBe(starts.length);
        },
      ),
      { numRuns: 2_000 },
    );
    expect(
      hourStarts(
        'America/Chicago',
        dayStart('America/Chicago', '2026-11-01'),
        dayStart('America/Chicago', '2026-11-02'),
      ),
    ).toHaveLength(25);
  });

  it('begins weeks on Monday and months on the first, in the city', () => {
    const zone = 'America/Chicago';
    const from = dayStart(zone, '2026-01-01');
    const weeks = bucketStarts(zone, from, dayStart(zone, '2026-01-13'), 'week');
    expect(weeks.map((at) => dayOf(zone, at))).toEqual(['2025-12-29', '2026-01-05', '2026-01-12']);
    const months = bucketStarts(zone, from, dayStart(zone, '2026-04-02'), 'month');
    expect(months.map((at) => dayOf(zone, at))).toEqual([
      '2026-01-01',
      '2026-02-01',
      '2026-03-01',
      '2026-04-01',
    ]);
  });

  it('writes and reads times with the offset of that day', () => {
    expect(isoInCity('America/Chicago', dayStart('America/Chicago', '2026-03-08'))).toBe(
      '2026-03-08T00:00:00-06:00',
    );
    expect(isoInCity('Asia/Kolkata', 0)).toBe('1970-01-01T05:30:00+05:30');
    expect(parseTime('America/Chicago', '2026-03-09')).toBe(Date.parse('2026-03-09T05:00:00Z'));
    expect(parseTime('America/Chicago', '2026-03-09T01:00')).toBe(Date.parse('2026-03-09T06:00:00Z'));
    expect(parseTime('America/Chicago', '2026-03-09T01:00:00+02:00')).toBe(
      Date.parse('2026-03-08T23:00:00Z'),
    );
    for (const bad of ['2026-02-30', 'yesterday', '2026-3-1', '']) {
      expect(parseTime('America/Chicago', bad)).toBeUndefined();
    }
  });
});
