import { expect, it } from 'vitest';
import { readDayTime, readWeekTime } from './report-times.ts';

it('reads a time of the day', () => {
  expect(readDayTime('07:00')).toEqual({ minutes: 420 });
  expect(readDayTime('23:59')).toEqual({ minutes: 1439 });
  for (const wrong of ['24:00', '7', '07:60', 'seven', '07:00:00', ''])
    expect(readDayTime(wrong)).toBeUndefined();
});

it('reads a weekday and a time', () => {
  expect(readWeekTime('Monday 07:00')).toEqual({ weekday: 1, minutes: 420 });
  expect(readWeekTime(' sun  6:30 ')).toEqual({ weekday: 7, minutes: 390 });
  for (const wrong of ['07:00', 'Monday', 'Montag 07:00', 'Monday 07:00 pm', 'Monday 25:00', ''])
    expect(readWeekTime(wrong)).toBeUndefined();
});
