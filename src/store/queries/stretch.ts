// Stretches of time in words: "last week", "7 days", 2026-W46, 2026-10, and from one to another with two dots. Days are the city's.
import { addDays, dayOf, dayStart, hourStart, periodDay } from '../city-time.ts';
import { parseWeek } from '../iso-week.ts';

export interface Stretch {
  fromMs: number;
  /** exclusive */
  toMs: number;
}

/** What is understood, for whoever said something else. */
export const stretchHelp =
  'today, yesterday, "this week", "last month", "7 days", 2026-03-01, 2026-W46, 2026-10, 2026-Q3, 2026, or 2026-W40..2026-W46';

const hourMs = 3_600_000;
const longest = 60;
const mostCount = 10_000;

const monthAfter = (day: string, months: number): string => {
  const at = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}-01`;
};

/** The same day so many months earlier; the last day of its month where that month is shorter. */
function monthsBefore(day: string, months: number): string {
  const first = monthAfter(day, -months);
  const last = addDays(monthAfter(first, 1), -1);
  const same = `${first.slice(0, 8)}${day.slice(8)}`;
  return same > last ? last : same;
}

type Unit = 'week' | 'month' | 'quarter' | 'year';

const unitMonths: Record<Exclude<Unit, 'week'>, number> = { month: 1, quarter: 3, year: 12 };

/** First day of the week, month, quarter or year that a day lies in. */
function unitDay(day: string, unit: Unit): string {
  if (unit === 'week') return periodDay(day, 'week');
  if (unit === 'month') return periodDay(day, 'month');
  if (unit === 'year') return `${day.slice(0, 4)}-01-01`;
  const month = Number(day.slice(5, 7)) - 1;
  return monthAfter(`${day.slice(0, 4)}-01-01`, month - (month % 3));
}

function unitsAfter(day: string, unit: Unit, count: number): string {
  return unit === 'week' ? addDays(day, 7 * count) : monthAfter(day, count * unitMonths[unit]);
}

/** Days as [first, the one after the last]; undefined when the words are none of these. */
function wordDays(words: string, today: string): [string, string] | undefined {
  const tomorrow = addDays(today, 1);
  if (words === 'today') return [today, tomorrow];
  if (words === 'yesterday') return [addDays(today, -1), today];
  const named = /^(this|last|past) (week|month|quarter|year)$/.exec(words);
  if (named) {
    const first = unitDay(today, named[2] as Unit);
    // What has not been is in no answer: a week that goes on ends today.
    return named[1] === 'this' ? [first, tomorrow] : [unitsAfter(first, named[2] as Unit, -1), first];
  }
  const counted = /^(?:(?:last|past) )?(\d{1,5}) (day|week|month|year)s?$/.exec(words);
  if (!counted) return undefined;
  const count = Number(counted[1]);
  if (count < 1 || count > mostCount) return undefined;
  if (counted[2] === 'day') return [addDays(tomorrow, -count), tomorrow];
  if (counted[2] === 'week') return [addDays(tomorrow, -7 * count), tomorrow];
  const months = counted[2] === 'year' ? 12 * count : count;
  return months > 12 * 1_000 ? undefined : [monthsBefore(tomorrow, months), tomorrow];
}

function calendarDays(text: string): [string, string] | undefined {
  if (/^\d{4}-\d\d-\d\d$/.test(text)) {
    const ms = Date.parse(`${text}T00:00:00Z`);
    const isDay = !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
    return isDay ? [text, addDays(text, 1)] : undefined;
  }
  const month = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text);
  if (month) return [`${text}-01`, monthAfter(`${text}-01`, 1)];
  const quarter = /^(\d{4})-q([1-4])$/.exec(text);
  if (quarter) {
    const first = monthAfter(`${quarter[1]}-01-01`, 3 * (Number(quarter[2]) - 1));
    return [first, monthAfter(first, 3)];
  }
  return /^\d{4}$/.test(text) ? [`${text}-01-01`, monthAfter(`${text}-01-01`, 12)] : undefined;
}

/** Undefined when the text is not understood. */
export function readStretch(timezone: string, text: string, nowMs: number): Stretch | undefined {
  const words = text.trim().toLowerCase().replace(/\s+/g, ' ');
  if (words.length > longest) return undefined;
  const dots = words.indexOf('..');
  if (dots >= 0) {
    const [first, last] = [words.slice(0, dots), words.slice(dots + 2)].map((part) =>
      part.includes('..') ? undefined : readStretch(timezone, part, nowMs),
    );
    return first && last && first.fromMs < last.toMs ? { fromMs: first.fromMs, toMs: last.toMs } : undefined;
  }
  const hours = /^(?:(?:last|past) )?(\d{1,4}) hours?$/.exec(words);
  if (hours && Number(hours[1]) > 0) {
    const toMs = hourStart(timezone, nowMs) + hourMs;
    return { fromMs: toMs - Number(hours[1]) * hourMs, toMs };
  }
  const week = parseWeek(timezone, words.toUpperCase());
  if (week) return { fromMs: week.fromMs, toMs: week.toMs };
  const days = wordDays(words, dayOf(timezone, nowMs)) ?? calendarDays(words);
  if (!days) return undefined;
  const [fromMs, toMs] = days.map((day) => dayStart(timezone, day));
  return { fromMs: fromMs!, toMs: toMs! };
}
