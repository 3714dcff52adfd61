// The city's own days and hours. Every boundary between them is computed here and nowhere else (ClickHouse only
// gets instants), so that the day a post marks dirty is always the day whose rebuild will read it.
import { IANAZone } from 'luxon';

export type Interval = 'hour' | 'day' | 'week' | 'month';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Offset during one UTC day: `before` until `changeMs`, `after` from then on. */
interface DayOffset {
  before: number;
  after: number;
  changeMs: number;
}

const longestMemo = 20_000;

/** What was found out before, by zone and key; all of a zone is forgotten when there is too much of it. */
function createMemo<Key, Value>() {
  const zones = new Map<string, Map<Key, Value>>();
  return (timezone: string) => {
    let ofZone = zones.get(timezone);
    if (ofZone === undefined) {
      ofZone = new Map();
      zones.set(timezone, ofZone);
    } else if (ofZone.size >= longestMemo) {
      ofZone.clear();
    }
    return ofZone;
  };
}

const offsetsOf = createMemo<number, DayOffset>();

/** Finds the minute of a change of clock by halving; no zone changes twice within a UTC day. */
function readDayOffset(timezone: string, startMs: number): DayOffset {
  const zone = IANAZone.create(timezone);
  const at = (minute: number) => zone.offset(minute * minuteMs) * minuteMs;
  let low = startMs / minuteMs;
  let high = low + 24 * 60;
  const before = at(low);
  const after = at(high);
  if (before === after) return { before, after, changeMs: startMs };
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (at(middle) === before) low = middle;
    else high = middle;
  }
  return { before, after, changeMs: high * minuteMs };
}

/** Offset of the zone from UTC at an instant, in milliseconds. */
export function offsetAt(timezone: string, instantMs: number): number {
  const utcDay = Math.floor(instantMs / dayMs);
  const offsets = offsetsOf(timezone);
  let known = offsets.get(utcDay);
  if (known === undefined) {
    known = readDayOffset(timezone, utcDay * dayMs);
    offsets.set(utcDay, known);
  }
  return instantMs < known.changeMs ? known.before : known.after;
}

const dateTexts = new Map<number, string>();

/** Date of a wall clock, `YYYY-MM-DD`. Written once for each day: every bucket of every chart asks. */
function dateText(wallMs: number): string {
  const day = Math.floor(wallMs / dayMs);
  const known = dateTexts.get(day);
  if (known !== undefined) return known;
  const text = new Date(wallMs).toISOString().slice(0, 10);
  if (dateTexts.size >= longestMemo) dateTexts.clear();
  dateTexts.set(day, text);
  return text;
}

/** `days` later (or earlier) in the calendar: `2026-03-01` + −1 = `2026-02-28`. */
export function addDays(day: string, days: number): string {
  return dateText(Date.parse(`${day}T00:00:00Z`) + days * dayMs);
}

const dayStartsOf = createMemo<string, number>();

/**
 * First instant of a calendar day in the city, in ms. Days may have 23, 24 or 25 hours, may begin at 01:00, and one
 * that a zone skipped (Apia, 2011-12-30) is empty: it starts where the next one starts.
 */
export function dayStart(timezone: string, day: string): number {
  const dayStarts = dayStartsOf(timezone);
  const known = dayStarts.get(day);
  if (known !== undefined) return known;
  const utcMidnight = Date.parse(`${day}T00:00:00Z`);
  // Zones lie between −12 and +14 hours: the day begins inside this window, to the minute.
  let before = utcMidnight / minuteMs - 15 * 60;
  let after = utcMidnight / minuteMs + 13 * 60;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    const wall = middle * minuteMs + offsetAt(timezone, middle * minuteMs);
    if (wall >= utcMidnight) after = middle;
    else before = middle;
  }
  dayStarts.set(day, after * minuteMs);
  return after * minuteMs;
}

interface CityDay {
  day: string;
  startMs: number;
  endMs: number;
}

function readDay(timezone: string, instantMs: number): CityDay {
  const near = dateText(instantMs + offsetAt(timezone, instantMs));
  // At most one day off, where the clock changes at midnight.
  for (const day of [addDays(near, -1), near]) {
    const [startMs, endMs] = [dayStart(timezone, day), dayStart(timezone, addDays(day, 1))];
    if (instantMs < endMs) return { day, startMs, endMs };
  }
  const day = addDays(near, 1);
  return { day, startMs: dayStart(timezone, day), endMs: dayStart(timezone, addDays(day, 1)) };
}

/** By zone and hour since 1970: the day of the instant that was last asked for there. */
const cityDaysOf = createMemo<number, CityDay>();

/** The city's calendar day of an instant, `YYYY-MM-DD`. */
export function dayOf(timezone: string, instantMs: number): string {
  const days = cityDaysOf(timezone);
  const hour = Math.floor(instantMs / hourMs);
  let known = days.get(hour);
  if (known === undefined || instantMs < known.startMs || instantMs >= known.endMs) {
    known = readDay(timezone, instantMs);
    days.set(hour, known);
  }
  return known.day;
}

/** First instant of the city's hour that contains an instant; half-hour zones begin theirs at :30 UTC. */
export function hourStart(timezone: string, instantMs: number): number {
  const start = dayStart(timezone, dayOf(timezone, instantMs));
  const offset = offsetAt(timezone, instantMs);
  const wall = instantMs + offset;
  const candidate = wall - (((wall % hourMs) + hourMs) % hourMs) - offset;
  // A change of clock inside the hour (Lord Howe moves by 30 minutes), or a day that starts late, cuts it short.
  if (offsetAt(timezone, candidate) === offset) return Math.max(start, candidate);
  let before = candidate / minuteMs;
  let after = Math.floor(instantMs / minuteMs);
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(timezone, middle * minuteMs) === offset) after = middle;
    else before = middle;
  }
  return Math.max(start, after * minuteMs);
}

/** Starts of the hours of [fromMs, toMs), which must begin and end on hours: 23, 24 or 25 for a day. */
export function hourStarts(timezone: string, fromMs: number, toMs: number): number[] {
  const starts: number[] = [];
  for (let at = fromMs; at < toMs; ) {
    starts.push(at);
    const wall = at + offsetAt(timezone, at);
    const remaining = hourMs - (((wall % hourMs) + hourMs) % hourMs);
    const next = hourStart(timezone, at + remaining);
    at = next > at ? next : at + remaining;
  }
  return starts;
}

function mondayOf(day: string): string {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return addDays(day, -weekday);
}

/** Calendar day on which the ISO week, month or day that contains `day` begins. */
export function periodDay(day: string, interval: 'day' | 'week' | 'month'): string {
  if (interval === 'week') return mondayOf(day);
  if (interval === 'month') return `${day.slice(0, 7)}-01`;
  return day;
}

function nextPeriodDay(day: string, interval: 'day' | 'week' | 'month'): string {
  if (interval === 'day') return addDays(day, 1);
  if (interval === 'week') return addDays(day, 7);
  return `${addDays(`${day.slice(0, 7)}-28`, 4).slice(0, 7)}-01`;
}

/** Starts of all buckets that touch [fromMs, toMs), in ms, ascending; the first may lie before `fromMs`. */
export function bucketStarts(timezone: string, fromMs: number, toMs: number, interval: Interval): number[] {
  if (toMs <= fromMs) return [];
  if (interval === 'hour') return hourStarts(timezone, hourStart(timezone, fromMs), toMs);
  const starts: number[] = [];
  let day = periodDay(dayOf(timezone, fromMs), interval);
  for (let at = dayStart(timezone, day); at < toMs; at = dayStart(timezone, day)) {
    if (starts.at(-1) !== at) starts.push(at);
    day = nextPeriodDay(day, interval);
  }
  // A skipped day starts where its successor starts; the bucket keeps one entry.
  return starts;
}

/** ISO 8601 with the city's offset at that instant, to the second: `2026-03-08T00:00:00-06:00`. */
export function isoInCity(timezone: string, instantMs: number): string {
  const offset = offsetAt(timezone, instantMs);
  const wall = new Date(instantMs + offset).toISOString().slice(0, 19);
  const minutes = Math.abs(offset) / minuteMs;
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${wall}${offset < 0 ? '-' : '+'}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

/** Reads a date (midnight in the city), a local time, or a time with offset; undefined when it is none of them. */
export function parseTime(timezone: string, text: string): number | undefined {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    const wall = Date.parse(`${text}T00:00:00Z`);
    return Number.isNaN(wall) || dateText(wall) !== text ? undefined : dayStart(timezone, text);
  }
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?$/.exec(text);
  if (!match) return undefined;
  const wall = Date.parse(`${match[1]}Z`);
  if (Number.isNaN(wall) || dateText(wall) !== text.slice(0, 10)) return undefined;
  if (match[2]) {
    const instant = Date.parse(text);
    return Number.isNaN(instant) ? undefined : instant;
  }
  const guess = wall - offsetAt(timezone, wall);
  return wall - offsetAt(timezone, guess);
}
