// A time as archives write it → milliseconds since 1970 in UTC. Ambiguous forms are refused, never guessed.
import { DateTime } from 'luxon';
import { ConfigError } from '../../errors.ts';

/** Milliseconds, or why the value is no time; the reason quotes nothing of it. */
export type ReadTime = (value: unknown) => number | string;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const zones: Record<string, number> = {
  UT: 0,
  GMT: 0,
  UTC: 0,
  Z: 0,
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
};

// YYYY-MM-DD, optionally with a time (fraction of any length) and an offset; also YYYY/MM/DD and YYYYMMDD.
const iso =
  /^(\d{4})(?:-(\d\d)-(\d\d)|\/(\d\d?)\/(\d\d?)|(\d\d)(\d\d)(?=$|T))(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d{1,9}))?)?)? ?(Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?)?$/i;
// RFC 2822: Wed, 21 Nov 2018 20:52:09 +0000
const rfc2822 =
  /^(?:[a-z]{3},? +)?(\d{1,2}) +([a-z]{3}) +(\d{4}) +(\d\d):(\d\d)(?::(\d\d))? +([+-]\d{4}|[a-z]{1,3})$/i;
// Twitter: Wed Nov 21 20:52:09 +0000 2018
const twitter = /^[a-z]{3} ([a-z]{3}) (\d\d) (\d\d):(\d\d):(\d\d) ([+-]\d{4}) (\d{4})$/i;
const ambiguous = /^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?:\D|$)/;

const daysIn = (year: number, month: number) =>
  new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();

/** Minutes east of UTC of "+05:30", "-0600", "Z", "EST"; undefined when there is no such zone. */
function offsetMinutes(text: string): number | undefined {
  const named = zones[text.toUpperCase()];
  if (named !== undefined) return named * 60;
  const found = /^([+-])(\d\d):?(\d\d)?$/.exec(text);
  if (!found || Number(found[2]) > 14 || Number(found[3] ?? 0) > 59) return undefined;
  return (found[1] === '-' ? -1 : 1) * (Number(found[2]) * 60 + Number(found[3] ?? 0));
}

type Fields = {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  ms: number;
};

function isOnCalendar({ year, month, day, hour, minute, second }: Fields): boolean {
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  return isDay && hour <= 23 && minute <= 59 && second <= 60;
}

const noSuchTime = 'createdAt: there is no such date or time';
const noKnownForm =
  'createdAt: not in a known form (ISO 8601, RFC 2822, seconds or milliseconds since 1970); name its form with dateFormat';

function inUtc({ year, month, day, hour, minute, second, ms }: Fields, minutesEast: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, Math.min(second, 59), ms);
  return date.getTime() - minutesEast * 60_000;
}

/** Local times by hour: asking luxon costs more than all else, and one hour of a city is asked for again and again. */
function createLocal(zone: string): (fields: Fields) => number {
  const hours = new Map<string, number>();
  return (fields) => {
    const { year, month, day, hour, minute, second, ms } = fields;
    const key = `${year}-${month}-${day}-${hour}`;
    let start = hours.get(key);
    if (start === undefined) {
      start = DateTime.fromObject({ year, month, day, hour }, { zone }).toMillis();
      if (hours.size > 10_000) hours.clear();
      hours.set(key, start);
    }
    return start + (minute * 60 + Math.min(second, 59)) * 1_000 + ms;
  };
}

/** Seconds (9 or 10 digits) or milliseconds (12 or 13 digits) since 1970. */
function readEpoch(value: number): number | string {
  const size = Math.abs(value);
  if (size >= 1e8 && size < 1e10) return Math.round(value * 1_000);
  if (size >= 1e11 && size < 1e13) return Math.round(value);
  return noKnownForm;
}

/**
 * Reads times: ISO 8601 (without an offset in `zone`), RFC 2822, Twitter's form, seconds and milliseconds since 1970.
 * With `format` (luxon tokens, as `dd/MM/yyyy HH:mm`) that form alone. ConfigError for a format that is none.
 */
export function createReadTime(zone: string, format?: string): ReadTime {
  const local = createLocal(zone);
  if (format !== undefined) return readFormat(zone, format);
  return (value) => {
    if (typeof value === 'number') return Number.isFinite(value) ? readEpoch(value) : noKnownForm;
    if (typeof value !== 'string') return 'createdAt: expected a time';
    const text = value.trim();
    // What our own exports and most archives write; a date that is not on the calendar comes back as another.
    if ((text.length === 24 || text.length === 20) && text.endsWith('Z')) {
      const time = Date.parse(text);
      const isSame = !Number.isNaN(time) && new Date(time).toISOString().startsWith(text.slice(0, -1));
      if (isSame) return time;
    }
    if (text.length > 60) return noKnownForm;
    if (/^-?\d{9,13}(?:\.\d+)?$/.test(text)) return readEpoch(Number(text));
    return (
      readIso(text, local) ?? readNamedMonth(text) ?? (ambiguous.test(text) ? ambiguousReason : noKnownForm)
    );
  };
}

const ambiguousReason =
  'createdAt: day and month cannot be told apart; name the form with dateFormat, as dd/MM/yyyy HH:mm';

function readIso(text: string, local: (fields: Fields) => number): number | string | undefined {
  const found = iso.exec(text);
  if (!found) return undefined;
  const [, year, ...rest] = found;
  const at = (index: number) => Number(rest[index] ?? 0);
  const fields: Fields = {
    ...{ year: Number(year), month: at(0) || at(2) || at(4), day: at(1) || at(3) || at(5) },
    ...{ hour: at(6), minute: at(7), second: at(8), ms: Number((rest[9] ?? '').padEnd(3, '0').slice(0, 3)) },
  };
  if (!isOnCalendar(fields)) return noSuchTime;
  const offset = rest[10];
  if (offset === undefined) return local(fields);
  const minutes = offsetMinutes(offset);
  return minutes === undefined ? noSuchTime : inUtc(fields, minutes);
}

function readNamedMonth(text: string): number | string | undefined {
  const mail = rfc2822.exec(text);
  const tweet = mail ? null : twitter.exec(text);
  const parts = mail
    ? {
        day: mail[1],
        month: mail[2],
        year: mail[3],
        hour: mail[4],
        minute: mail[5],
        second: mail[6] ?? '0',
        zone: mail[7],
      }
    : tweet && {
        month: tweet[1],
        day: tweet[2],
        hour: tweet[3],
        minute: tweet[4],
        second: tweet[5],
        zone: tweet[6],
        year: tweet[7],
      };
  if (!parts) return undefined;
  const fields: Fields = {
    ...{
      year: Number(parts.year),
      month: months.indexOf(parts.month!.toLowerCase()) + 1,
      day: Number(parts.day),
    },
    ...{ hour: Number(parts.hour), minute: Number(parts.minute), second: Number(parts.second), ms: 0 },
  };
  const minutes = offsetMinutes(parts.zone!);
  return minutes === undefined || !isOnCalendar(fields) ? noSuchTime : inUtc(fields, minutes);
}

function readFormat(zone: string, format: string): ReadTime {
  const tokens = format.replace(/'[^']*'/g, '');
  if (!/[xX]|y.*[ML].*d|[ML].*d.*y|d.*[ML].*y|y.*o/.test(tokens)) {
    throw new ConfigError(
      'dateFormat names no day, month and year; expected the tokens of luxon, as dd/MM/yyyy HH:mm',
    );
  }
  const parser = DateTime.buildFormatParser(format, { locale: 'en-US' });
  return (value) => {
    const text = typeof value === 'number' ? String(value) : value;
    if (typeof text !== 'string' || text.length > 100) return 'createdAt: expected a time';
    const read = DateTime.fromFormatParser(text.trim(), parser, { zone, locale: 'en-US' });
    return read.isValid ? read.toMillis() : 'createdAt: not in the form that dateFormat names';
  };
}
