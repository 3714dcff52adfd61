import fc from 'fast-check';
import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { lastCompleteWeek, parseWeek, weekOf } from './iso-week.ts';

const zone = 'America/Chicago';

test('weeks are those of ISO 8601, whatever the year has', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1999-12-01'), max: new Date('2060-01-01'), noInvalidDate: true }),
      (at) => {
        const there = DateTime.fromJSDate(at, { zone });
        const week = weekOf(zone, at.getTime());
        expect(week.name).toBe(`${there.weekYear}-W${String(there.weekNumber).padStart(2, '0')}`);
        expect(week.fromMs).toBe(there.startOf('week').toMillis());
        expect(week.toMs).toBe(there.startOf('week').plus({ weeks: 1 }).toMillis());
        expect(parseWeek(zone, week.name)).toEqual(week);
      },
    ),
  );
});

test('a week in which the clock changes has its own length', () => {
  const hours = (name: string) => {
    const { fromMs, toMs } = parseWeek(zone, name)!;
    return (toMs - fromMs) / 3_600_000;
  };
  expect(hours('2026-W10')).toBe(167);
  expect(hours('2026-W44')).toBe(169);
});

test('the last complete week ends with the Sunday before, by the clock of the city', () => {
  expect(lastCompleteWeek(zone, Date.parse('2026-11-16T05:59:59Z')).name).toBe('2026-W45');
  expect(lastCompleteWeek(zone, Date.parse('2026-11-16T06:00:00Z')).name).toBe('2026-W46');
});

test('what is no week is refused', () => {
  const wrong = [
    '2026-W54',
    '2025-W53',
    '2026-W00',
    '2026-46',
    'W46',
    '',
    '2026-W1',
    '20261-W01',
    '2026-W461',
  ];
  for (const text of wrong) expect(parseWeek(zone, text)).toBeUndefined();
  expect(parseWeek(zone, '2026-W53')?.from).toBe('2026-12-28');
  expect(parseWeek(zone, ' 2026w46 ')?.name).toBe('2026-W46');
});
