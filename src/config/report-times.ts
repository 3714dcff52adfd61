// When what leaves on schedule is made: `Monday 07:00` and `07:00`, on the city's clock.
import { z } from 'zod';
import type { DayTime, WeekTime } from './city.ts';

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** Early enough for whoever begins the week with it. */
export const usualWeekTime: WeekTime = { weekday: 1, minutes: 7 * 60 };
export const usualDayTime: DayTime = { minutes: 7 * 60 };

/** Undefined when it is no time from 00:00 to 23:59. */
export function readDayTime(text: string): DayTime | undefined {
  const match = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text);
  return match ? { minutes: 60 * Number(match[1]) + Number(match[2]) } : undefined;
}

/** A weekday, whole or its first three letters, and a time. */
export function readWeekTime(text: string): WeekTime | undefined {
  const [day = '', time = '', ...more] = text.trim().toLowerCase().split(/\s+/);
  const weekday = weekdays.findIndex((name) => name === day || name.slice(0, 3) === day) + 1;
  const at = readDayTime(time);
  return weekday === 0 || at === undefined || more.length > 0 ? undefined : { weekday, ...at };
}

const parsed = <T>(read: (text: string) => T | undefined, expected: string) =>
  z.string({ error: expected }).transform((text, context): T => {
    const value = read(text.trim());
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  });

export const dayTime = parsed(readDayTime, 'a time in quotes such as "07:00"');
export const weekTime = parsed(readWeekTime, 'a weekday and a time such as Monday 07:00');
