// Weeks of ISO 8601: Monday to Sunday, named by the year that has most of their days. Days are the city's own.
import { addDays, dayOf, dayStart, periodDay } from './city-time.ts';

export interface Week {
  /** `2026-W46` */
  name: string;
  /** Monday, `YYYY-MM-DD` */
  from: string;
  /** the Monday after */
  to: string;
  fromMs: number;
  toMs: number;
}

const dayMs = 86_400_000;
const utc = (day: string) => Date.parse(`${day}T00:00:00Z`);

/** The week that begins on a Monday. */
function weekFrom(timezone: string, monday: string): Week {
  const thursday = addDays(monday, 3);
  const year = thursday.slice(0, 4);
  const number = 1 + Math.floor((utc(thursday) - utc(`${year}-01-01`)) / dayMs / 7);
  const to = addDays(monday, 7);
  return {
    name: `${year}-W${String(number).padStart(2, '0')}`,
    from: monday,
    to,
    fromMs: dayStart(timezone, monday),
    toMs: dayStart(timezone, to),
  };
}

/** Week of an instant. */
export const weekOf = (timezone: string, instantMs: number): Week =>
  weekFrom(timezone, periodDay(dayOf(timezone, instantMs), 'week'));

/** The last week that is over at an instant. */
export const lastCompleteWeek = (timezone: string, instantMs: number): Week =>
  weekFrom(timezone, addDays(weekOf(timezone, instantMs).from, -7));

/** Reads `2026-W46`; undefined when it names no week, such as `2026-W54`. */
export function parseWeek(timezone: string, text: string): Week | undefined {
  const match = /^(\d{4})-?W(\d{2})$/i.exec(text.trim());
  if (!match) return undefined;
  // 4 January is always in the first week
  const first = periodDay(`${match[1]}-01-04`, 'week');
  const week = weekFrom(timezone, addDays(first, 7 * (Number(match[2]) - 1)));
  return week.name === `${match[1]}-W${match[2]}` ? week : undefined;
}
