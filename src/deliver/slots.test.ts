import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isoInCity } from '../store/city-time.ts';
import { instantOf, latestSlot } from './slots.ts';

const zones = [
  ...['America/Chicago', 'Europe/London', 'Europe/Lisbon', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'],
  ...['Pacific/Apia', 'America/Sao_Paulo', 'Africa/Casablanca', 'America/St_Johns', 'Pacific/Kiritimati'],
];
const zone = fc.constantFrom(...zones);
const minutes = fc.integer({ min: 0, max: 1439 });
const instant = fc.integer({ min: Date.parse('2011-06-01'), max: Date.parse('2031-01-01') });
const hourMs = 3_600_000;
const at = (timezone: string, day: string, time: number) =>
  isoInCity(timezone, instantOf(timezone, day, time));

it('an hour that the clock repeats counts once, one that it skips is not lost', () => {
  // Chicago: back at 02:00 on 1 November 2026, forward at 02:00 on 8 March
  expect(at('America/Chicago', '2026-11-01', 90)).toBe('2026-11-01T01:30:00-05:00');
  expect(at('America/Chicago', '2026-11-01', 150)).toBe('2026-11-01T02:30:00-06:00');
  expect(at('America/Chicago', '2026-03-08', 150)).toBe('2026-03-08T03:30:00-05:00');
  expect(at('America/Chicago', '2026-03-08', 420)).toBe('2026-03-08T07:00:00-05:00');
  // half an hour on Lord Howe
  expect(at('Australia/Lord_Howe', '2026-10-04', 135)).toBe('2026-10-04T02:45:00+11:00');
  // midnight itself, in São Paulo of 2018
  expect(at('America/Sao_Paulo', '2018-11-04', 0)).toBe('2018-11-04T01:00:00-02:00');
});

it('while the clock repeats an hour, the slot before it stays the latest', () => {
  const time = { minutes: 90 };
  const seen = new Set<string>();
  for (let ms = Date.parse('2026-11-01T06:30:00Z'); ms < Date.parse('2026-11-02T07:30:00Z'); ms += 60_000)
    seen.add(latestSlot('America/Chicago', time, ms).day);
  expect([...seen]).toEqual(['2026-11-01']);
});

it('is the last time that is over, in every zone: less than a day, or a week, ago', () => {
  fc.assert(
    fc.property(zone, minutes, instant, (timezone, time, nowMs) => {
      const { day, atMs } = latestSlot(timezone, { minutes: time }, nowMs);
      expect(atMs).toBeLessThanOrEqual(nowMs);
      // a day of the year has 25 hours, and Apia skipped one
      expect(nowMs - atMs).toBeLessThan(49 * hourMs);
      expect(latestSlot(timezone, { minutes: time }, atMs)).toEqual({ day, atMs });
      expect(latestSlot(timezone, { minutes: time }, atMs - 1).atMs).toBeLessThan(atMs);
    }),
  );
});

it('shows the time of the profile on the clock, but where the clock skips it', () => {
  fc.assert(
    fc.property(zone, minutes, instant, (timezone, time, nowMs) => {
      const { day, atMs } = latestSlot(timezone, { minutes: time }, nowMs);
      const shown = isoInCity(timezone, atMs).slice(0, 16);
      const clock = `${String(Math.floor(time / 60)).padStart(2, '0')}:${String(time % 60).padStart(2, '0')}`;
      const later = Date.parse(`${shown}:00Z`) - Date.parse(`${day}T${clock}:00Z`);
      expect([0, hourMs / 2, hourMs, 24 * hourMs]).toContain(later);
    }),
  );
});

it('walking through a year, each day and each week is due once, in order', () => {
  for (const timezone of zones) {
    for (const time of [{ minutes: 150 }, { weekday: 1, minutes: 420 }]) {
      const days: string[] = [];
      for (
        let ms = Date.parse('2026-01-06T00:00:00Z');
        ms < Date.parse('2027-01-05T00:00:00Z');
        ms += hourMs / 2
      ) {
        const { day } = latestSlot(timezone, time, ms);
        if (days.at(-1) !== day) days.push(day);
      }
      expect(new Set(days).size).toBe(days.length);
      expect(days).toEqual(days.toSorted());
      expect([days.length, days.length - 1]).toContain('weekday' in time ? 53 : 365);
    }
  }
});
